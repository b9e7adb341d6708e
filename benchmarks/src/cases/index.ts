import { largeArguments } from './arguments.ts';
import type { Case } from './case.ts';
import { coldStarts } from './cold-start.ts';
import { growth } from './growth.ts';
import { hits } from './hits.ts';
import { largeResults } from './large-results.ts';
import { misses } from './misses.ts';
import { realistic } from './realistic.ts';

/** All cases, in the order of the report. */
export const cases: readonly Case[] = [
  ...hits,
  ...largeArguments,
  ...largeResults,
  ...misses,
  ...coldStarts,
  ...growth,
  ...realistic,
];

/**
 * The cases a person asked for: by their names or the beginning of them, all for none.
 *
 * @throws RangeError when a name fits no case; says which there are
 */
export function chooseCases(names: readonly string[]): readonly Case[] {
  const unknown = names.find((name) => !cases.some(({ id }) => id.startsWith(name)));
  if (unknown !== undefined)
    throw new RangeError(`There is no case "${unknown}". Cases: ${cases.map(({ id }) => id).join(', ')}.`);
  // A full name is meant exactly, though it may begin another.
  const chosen = new Set(
    names.flatMap((name) =>
      cases.filter(({ id }) => (cases.some((each) => each.id === name) ? id === name : id.startsWith(name))),
    ),
  );
  return names.length === 0 ? cases : cases.filter((each) => chosen.has(each));
}
