import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, RunOptions } from '../cases/case.ts';
import { inEnvironment } from '../paths.ts';
import { toSvg } from '../report/svg.ts';
import { flameName } from '../report/where.ts';
import { concerned, dissect } from './dissect.ts';
import { flameChart } from './flame.ts';

/**
 * Profiles the library in a case, whether or not it misses a bar there. Leaves `profiles/<case>/` in the environment: a flame graph
 * (SVG) of the measured rounds of each participant, and Node's profiles.
 *
 * @throws RangeError when the case consists of whole processes
 */
export async function profileCase(definition: Case, options: RunOptions): Promise<void> {
  const { id, title } = definition;
  if (!definition.stage)
    throw new RangeError(`The case "${id}" cannot be profiled: its participants are not one worker each.`);
  const folder = inEnvironment('profiles', id);
  for (const { participant, frames } of await dissect(definition, concerned(definition), options)) {
    const file = join(folder, `${flameName(id, participant)}.svg`);
    writeFileSync(file, `${await toSvg(flameChart(`${title}: where the time of ${participant} goes`, frames))}\n`);
    options.say(`${id}: ${file}`);
  }
}
