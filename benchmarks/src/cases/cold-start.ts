import { mkdirSync, rmSync } from 'node:fs';
import { startKernel } from '../../../kernel-ext/test/support/kernel.ts';
import { OURS } from '../bars.ts';
import { inEnvironment, workerEnvironment } from '../paths.ts';
import { runProcesses, type Program } from '../processes.ts';
import type { Role, Row } from '../results.ts';
import type { Case } from './case.ts';

const PEERS = ['joblib', 'diskcache', 'cachier', 'marimo'];

const PROGRAMS: readonly Program[] = [
  { name: OURS, role: 'ours', script: 'cold-start.cjs', args: [] },
  ...PEERS.map((name): Program => ({ name, role: 'peer', script: 'cold_start.py', args: [name] })),
];

const FIRST_CELL = "import { memory } from 'tslab-memory';";
const OTHER_CELL = "import { basename } from 'node:path';";

/** What a person waits for once: after a kernel restart. */
export const coldStarts: readonly Case[] = [
  {
    id: 'cold-start',
    title: 'Cold start',
    text: 'In a fresh process: import, wrap, first small hit. The runtime’s own start is in the rows of the whole process only.',
    bars: [{ against: 'joblib', atMost: 1 / 3, written: '1/3' }],
    async measure({ rounds }) {
      const runs = await runProcesses(PROGRAMS, rounds);
      const row = (participant: string, role: Role, samples: readonly number[]): Row => ({
        participant,
        role,
        unit: 'ns',
        samples,
      });
      return PROGRAMS.flatMap(({ name, role }) => {
        const samples = runs.get(name)!;
        const whole = samples.map(({ wholeNanoseconds }) => wholeNanoseconds);
        return [
          row(
            name,
            role,
            samples.map(({ nanoseconds }) => nanoseconds),
          ),
          row(`${name}, whole process`, role === 'ours' ? 'variant' : role, whole),
        ];
      });
    },
  },
  {
    id: 'cold-start-tslab',
    title: 'Cold start in tslab',
    text: `The first cell of a fresh tslab kernel, from sending it until its end is told: \`${FIRST_CELL}\` beside \`${OTHER_CELL}\`.`,
    bars: [{ participant: 'import of tslab-memory', less: 'import of node:path', below: 150e6, written: '150 ms' }],
    async measure({ rounds }) {
      const samples: Record<'ours' | 'other', number[]> = { ours: [], other: [] };
      const folder = inEnvironment('work', `${process.pid}-tslab`);
      mkdirSync(folder, { recursive: true });
      for (let round = -1; round < rounds; round++) {
        for (const [name, cell] of [['ours', FIRST_CELL] as const, ['other', OTHER_CELL] as const]) {
          const kernel = await startKernel({ cwd: folder, env: workerEnvironment(folder) });
          const started = performance.now();
          await kernel.run(cell);
          if (round >= 0) samples[name].push((performance.now() - started) * 1e6);
          await kernel.close();
        }
      }
      rmSync(folder, { recursive: true, force: true });
      return [
        { participant: 'import of tslab-memory', role: 'ours', unit: 'ns', samples: samples.ours },
        { participant: 'import of node:path', role: 'floor', unit: 'ns', samples: samples.other },
      ];
    },
  },
];
