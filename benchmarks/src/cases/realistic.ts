import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { startKernel, type Kernel } from '../../../kernel-ext/test/support/kernel.ts';
import { OURS } from '../bars.ts';
import { inBenchmarks, inEnvironment, workerEnvironment } from '../paths.ts';
import { runProcesses, type Program } from '../processes.ts';
import type { Role, Row } from '../results.ts';
import type { Case } from './case.ts';

/** Megabytes of the payloads, from what a table takes to what a simulation leaves. */
const PAYLOADS = [0.1, 1, 4, 16, 50, 100, 200, 400];

/** Below this a call feels instant, in nanoseconds. */
export const INSTANT = 100e6;

const readers = (bytes: number): readonly Program[] => [
  { name: OURS, role: 'ours', script: 'payload.cjs', args: [String(bytes)] },
  { name: 'joblib', role: 'peer', script: 'payload.py', args: ['joblib', String(bytes)] },
  { name: "joblib mmap_mode='r'", role: 'peer', script: 'payload.py', args: ['joblib-mmap', String(bytes)] },
  { name: 'diskcache, fixed key', role: 'peer', script: 'payload.py', args: ['diskcache', String(bytes)] },
];

/** How the notebook's cells come by `cache`. */
const KINDS = {
  uncached: 'const cache = <F>(fn: F): F => fn;',
  cached: "import { memory } from 'tslab-memory';\nconst cache = memory.cache;",
};

/** Whole pieces of work, as a person meets them. */
export const realistic: readonly Case[] = [
  {
    id: 'payloads',
    title: 'Payloads after a restart',
    text:
      'The sweep of “Caching for fast notebook restarts” (SciPy 2026): in a fresh process, one call of a cached function that gives an array of 0.1 to 400 MB; imports are not counted. ' +
      'Ours and joblib make a key from function and arguments, diskcache is asked for a fixed one. Below 100 ms a call feels instant.',
    bars: [{ participant: `${OURS}, 400 MB`, below: INSTANT, written: '100 ms' }],
    async measure({ rounds }) {
      const rows: Row[] = [];
      for (const megabytes of PAYLOADS) {
        const bytes = Math.round((megabytes * 1e6) / 8) * 8;
        const programs = readers(bytes);
        const runs = await runProcesses(programs, rounds);
        for (const { name, role } of programs) {
          const samples = runs.get(name)!.map(({ nanoseconds }) => nanoseconds);
          rows.push({
            participant: `${name}, ${megabytes} MB`,
            role,
            unit: 'ns',
            samples,
            series: name,
            at: megabytes,
          });
        }
      }
      return rows;
    },
  },
  {
    id: 'notebook',
    title: 'A notebook of twelve dependent steps',
    text:
      'Readings are simulated, written, parsed, cleaned, grouped, summarised, smoothed, compared, correlated, resampled, fitted and reported; each step is cached and takes the results of earlier ones. ' +
      'All cells are run in a real tslab kernel: without caching, with an empty cache, and after a restart with all results stored.',
    bars: [{ ours: 'all steps, warm', against: 'all steps, without caching', atMost: 1 }],
    async measure({ rounds }) {
      const cells = readFileSync(inBenchmarks('cells', 'notebook.cells.ts'), 'utf8').split(/^\/\/ %%$/m);
      const steps = cells.map((cell) => /^function (\w+)/m.exec(cell)![1]!);
      const times: Record<string, number[][]> = { 'without caching': [], cold: [], warm: [] };
      for (let round = 0; round < Math.min(rounds, 5); round++) {
        const folder = inEnvironment('work', `${process.pid}-notebook-${round}`);
        mkdirSync(folder, { recursive: true });
        const kernel = await startKernel({ cwd: folder, env: workerEnvironment(folder) });
        const told = new Set<string>();
        for (const kind of ['without caching', 'cold', 'warm']) {
          if (kind !== 'without caching') await kernel.restart();
          const run = await runCells(kernel, kind === 'without caching' ? KINDS.uncached : KINDS.cached, cells);
          times[kind]!.push(run.took);
          told.add(run.told);
        }
        await kernel.close();
        rmSync(folder, { recursive: true, force: true });
        if (told.size !== 1) throw new Error('The notebook gave different results cold, warm and without caching.');
      }
      return Object.entries(times).flatMap(([kind, runs]) => {
        const role: Role = kind === 'warm' ? 'ours' : kind === 'cold' ? 'variant' : 'floor';
        const row = (step: string, at: number, samples: number[]): Row => ({
          participant: `${step}, ${kind}`,
          role,
          unit: 'ns',
          samples,
          series: kind,
          at,
        });
        const totals = runs.map((run) => run.reduce((sum, time) => sum + time, 0));
        return [
          ...steps.map((step, index) =>
            row(
              step,
              index + 1,
              runs.map((run) => run[index]!),
            ),
          ),
          row('all steps', 0, totals),
        ];
      });
    },
  },
];

/** Runs the cells in order. Gives the nanoseconds of each, and what the last one printed. */
async function runCells(
  kernel: Kernel,
  first: string,
  cells: readonly string[],
): Promise<{ took: number[]; told: string }> {
  await kernel.run(first);
  const took: number[] = [];
  let told = '';
  for (const cell of cells) {
    const started = performance.now();
    told = await kernel.run(cell);
    took.push((performance.now() - started) * 1e6);
  }
  return { took, told };
}
