import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { inBenchmarks, inEnvironment, python, workerEnvironment } from './paths.ts';
import type { Role } from './results.ts';

const run = promisify(execFile);

/** A script that is run as a whole process for each sample. */
export interface Program {
  readonly name: string;
  readonly role: Role;
  /** File in src/workers: `.py` runs with the environment's Python, others with Node. */
  readonly script: string;
  readonly args: readonly string[];
}

/** What one run told in its last line of output, and how long the whole process took. */
export interface ProcessSample {
  readonly nanoseconds: number;
  /** Peak resident memory, if the script tells. */
  readonly peakBytes?: number;
  readonly wholeNanoseconds: number;
}

/**
 * Runs programs in turns, each in a folder of its own that stays from round to round. The round before the first is not
 * counted: it fills the caches of the participant, of its interpreter and of the system.
 *
 * @throws Error with the program's words when it fails
 */
export async function runProcesses(
  programs: readonly Program[],
  rounds: number,
): Promise<Map<string, ProcessSample[]>> {
  const samples = new Map(programs.map(({ name }) => [name, [] as ProcessSample[]]));
  const root = inEnvironment('work', `${process.pid}-processes`);
  const folders = programs.map((_, index) => `${root}/${index}`);
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < programs.length; turn++) {
      const index = (turn + Math.max(round, 0)) % programs.length;
      const sample = await runOnce(programs[index]!, folders[index]!);
      if (round >= 0) samples.get(programs[index]!.name)!.push(sample);
    }
  }
  rmSync(root, { recursive: true, force: true });
  return samples;
}

async function runOnce({ script, args }: Program, cwd: string): Promise<ProcessSample> {
  const command = script.endsWith('.py') ? python : process.execPath;
  const started = performance.now();
  const { stdout } = await run(command, [inBenchmarks('src', 'workers', script), ...args], {
    cwd,
    env: workerEnvironment(cwd),
  });
  const wholeNanoseconds = (performance.now() - started) * 1e6;
  return {
    ...(JSON.parse(stdout.trim().split('\n').at(-1)!) as Omit<ProcessSample, 'wholeNanoseconds'>),
    wholeNanoseconds,
  };
}
