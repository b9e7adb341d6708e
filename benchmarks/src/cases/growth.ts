import { preparedStore } from '../prepared-stores.ts';
import type { Participant, RoundLimits, Work } from '../rounds.ts';
import { runProcesses } from '../processes.ts';
import { OURS } from '../bars.ts';
import type { PreparedStore } from '../workers/protocol.ts';
import { ROUND_MS, staged, type Case, type RunOptions } from './case.ts';

const MILLION = 1_000_000;
const GIB = 2 ** 30;

const asked = (
  name: string,
  as: string,
  store: PreparedStore,
  program: Participant['program'] = 'growth',
): Participant => ({
  ...{ name, as, program, role: 'ours', options: { store } },
});

const work: Omit<Work, 'clock'> = { work: 'small', constants: {}, mode: 'hit', use: false };

/** Makes a case of participants that are asked of prepared stores. */
const asking = (
  { atLeast, atMost, ...definition }: Omit<Case, 'measure' | 'stage'> & Omit<RoundLimits, 'forMs'>,
  participants: (say: RunOptions['say']) => Promise<readonly Participant[]>,
): Case =>
  staged({
    ...definition,
    stage: async ({ effort, clock, say }) => ({
      participants: await participants(say),
      work: { ...work, clock },
      limits: { forMs: ROUND_MS * effort, atLeast, atMost },
    }),
  });

/** What becomes slower, or larger, with the size of a store or of a value. */
export const growth: readonly Case[] = [
  asking(
    {
      id: 'growth-hit',
      title: 'Random hits in a large store',
      text: 'Small hits of random keys in a store of 1,000,000 entries, and in one of 1,000; beside them, the bare prepared `get` of the same rows.',
      bars: [
        {
          ours: '1,000,000 entries',
          against: '1,000 entries',
          atMost: 1.35,
          floors: [{ name: 'bare prepared get, 1,000,000', against: 'bare prepared get, 1,000' }],
        },
      ],
    },
    async (say) => {
      const large = await preparedStore(MILLION, say);
      const small = await preparedStore(1000, say);
      return [
        asked('1,000,000 entries', 'hit', large),
        asked('1,000 entries', 'hit', small),
        { ...asked('bare prepared get, 1,000,000', 'row-get', large), role: 'floor' },
        { ...asked('bare prepared get, 1,000', 'row-get', small), role: 'floor' },
      ];
    },
  ),
  asking(
    {
      id: 'growth-lists',
      title: 'Lists of a large store',
      text: 'A store of 1,000,000 entries: totals of all functions, and a page of 100 entries, as the server extension gets them for the panel and as the library does.',
      bars: [
        { participant: 'totals, panel', below: 5e6, written: '5 ms' },
        { participant: 'page of 100, panel', below: 5e6, written: '5 ms' },
        { participant: 'totals, library', below: 5e6, written: '5 ms' },
        { participant: 'page of 100, library', below: 5e6, written: '5 ms' },
      ],
      atLeast: 5,
    },
    async (say) => {
      const store = await preparedStore(MILLION, say);
      return [
        asked('totals, panel', 'totals', store, 'panel'),
        asked('page of 100, panel', 'page', store, 'panel'),
        asked('totals, library', 'totals', store),
        asked('page of 100, library', 'page', store),
      ];
    },
  ),
  asking(
    {
      id: 'growth-clear',
      title: 'Clear of a function with 100,000 entries',
      text: 'Until `clear()` returns; what it takes on disk is given back later. Each round clears a fresh copy of the store.',
      bars: [{ participant: 'clear', below: 20e6, written: '20 ms' }],
      atLeast: 1,
      atMost: 1,
    },
    async (say) => [asked('clear', 'clear', await preparedStore(100_000, say))],
  ),
  {
    id: 'growth-memory',
    title: 'Memory of a hit of 1 GB',
    text: 'Peak resident memory of a fresh process that loads a Float64Array of 1 GiB and sums it; beside it, of the process that does so with an array of 1 KiB.',
    bars: [{ participant: OURS, below: 1.1 * GIB, written: '1.1 GiB' }],
    async measure({ rounds }) {
      const programs = [
        { name: OURS, role: 'ours', script: 'payload.cjs', args: [String(GIB)] },
        { name: 'the same with 1 KiB', role: 'floor', script: 'payload.cjs', args: ['1024'] },
      ] as const;
      const runs = await runProcesses(programs, Math.min(rounds, 5));
      return programs.map(({ name, role }) => ({
        participant: name,
        role,
        unit: 'bytes',
        samples: runs.get(name)!.map(({ peakBytes }) => peakBytes!),
      }));
    },
  },
];
