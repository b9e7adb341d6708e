import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { startKernel } from '../../../kernel-ext/test/support/kernel.ts';
import { OURS } from '../bars.ts';
import { inBenchmarks, inEnvironment, python, workerEnvironment } from '../paths.ts';
import type { Row } from '../results.ts';
import type { Case, RunOptions } from './case.ts';

const run = promisify(execFile);

/** A program that is started anew for each sample and prints one line of JSON: `{"nanoseconds": …}`. */
interface Program {
  readonly name: string;
  readonly role: Row['role'];
  readonly command: (folder: string) => [string, string[]];
}

const script = (name: string) => inBenchmarks('src', 'workers', name);

/** Runs programs in turns. Gives a row for what they print, and one for the whole process. */
async function processRows(programs: readonly Program[], { rounds }: RunOptions): Promise<Row[]> {
  const inside = new Map(programs.map(({ name }) => [name, [] as number[]]));
  const whole = new Map(programs.map(({ name }) => [name, [] as number[]]));
  const folders = programs.map(({ name }) => inEnvironment('work', `${process.pid}-start-${name.replaceAll(/\W+/g, '-')}`));
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  // The first round fills the caches: of the participant, of the interpreter, of the system.
  for (let round = -1; round < rounds; round++) {
    for (const [index, { name, command }] of programs.entries()) {
      const folder = folders[index]!;
      const [program, args] = command(folder);
      const started = performance.now();
      const { stdout } = await run(program, args, { cwd: folder, env: workerEnvironment(folder) });
      const took = (performance.now() - started) * 1e6;
      if (round < 0) continue;
      inside.get(name)!.push((JSON.parse(stdout.trim().split('\n').at(-1)!) as { nanoseconds: number }).nanoseconds);
      whole.get(name)!.push(took);
    }
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  return programs.flatMap(({ name, role }) => [
    { participant: name, role, unit: 'ns', samples: inside.get(name)! },
    { participant: `${name}, whole process`, role: role === 'ours' ? 'variant' : role, unit: 'ns', samples: whole.get(name)! },
  ]);
}

const node = (file: string): Program['command'] => () => [process.execPath, [script(file)]];
const py = (name: string): Program['command'] => () => [python, [script('cold_start.py'), name]];

const FIRST_CELL = "import { memory } from 'tslab-memory';";
const OTHER_CELL = "import { basename } from 'node:path';";

/** What a person waits for once: after a kernel restart. */
export const coldStarts: readonly Case[] = [
  {
    id: 'cold-start',
    title: 'Cold start',
    text: 'In a fresh process: import, wrap, first small hit. The runtime’s own start is in the rows of the whole process only.',
    bars: [{ against: 'joblib', atMost: 1 / 3, written: '1/3' }],
    measure: (options) =>
      processRows(
        [
          { name: OURS, role: 'ours', command: node('cold-start.cjs') },
          ...['joblib', 'diskcache', 'cachier', 'marimo'].map((name): Program => ({ name, role: 'peer', command: py(name) })),
        ],
        { ...options, rounds: Math.max(options.rounds, 7) },
      ),
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
