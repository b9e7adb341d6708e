import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, RunOptions } from './cases/case.ts';
import { inEnvironment } from './paths.ts';

/**
 * Profiles the library alone in a case, and leaves what a person looks at.
 *
 * @throws RangeError when the case has nothing that can be profiled alone
 */
export async function profileCase({ id, alone }: Case, options: RunOptions): Promise<void> {
  if (!alone) throw new RangeError(`The case "${id}" cannot be profiled: it consists of whole processes.`);
  const folder = inEnvironment('profiles', id);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await alone(options, { nodeArguments: ['--cpu-prof', '--cpu-prof-interval=100', `--cpu-prof-dir=${folder}`] });
  options.say(`${folder}: ${readdirSync(folder).join(', ')}`);
  void readFileSync, writeFileSync, join;
}
