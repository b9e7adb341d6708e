import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, RunOptions } from './cases/case.ts';
import { callTree, flameChart, type CpuProfile } from './flame.ts';
import { inEnvironment } from './paths.ts';
import { toSvg } from './report/svg.ts';

/**
 * Profiles the library alone in a case. Leaves `profiles/<case>/` in the environment: a flame graph (SVG) of the measured
 * rounds, and Node's profile, which Chrome's developer tools and speedscope open.
 *
 * @throws RangeError when the case consists of whole processes
 */
export async function profileCase({ id, title, alone }: Case, options: RunOptions): Promise<void> {
  if (!alone) throw new RangeError(`The case "${id}" cannot be profiled: its participants are not one worker each.`);
  const folder = inEnvironment('profiles', id);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await alone(options, { nodeArguments: ['--cpu-prof', '--cpu-prof-interval=100', `--cpu-prof-dir=${folder}`] });
  const name = readdirSync(folder).find((file) => file.endsWith('.cpuprofile'));
  if (!name) throw new Error('Node left no profile.');
  const profile = JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile;
  writeFileSync(
    join(folder, 'flame.svg'),
    `${await toSvg(flameChart(`${title}: where the time goes`, callTree(profile, 'round')))}\n`,
  );
  options.say(`${id}: ${join(folder, 'flame.svg')} and ${name}`);
}
