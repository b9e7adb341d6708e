import type { CallDetails, CallKey, FingerprintPart } from './types';

/** Stands for something that is in a key and has no name. */
const NAMELESS = 'something that it reads';

/** What has changed of all that a call reads while it ran, by names such as `rate` or `rows`. */
export interface Changes {
  /**
   * What others have changed, if others could run: neither what the function assigns by itself, such as a token that it
   * fetches once, nor what may have changed itself while the function used it, such as a client that counts its requests.
   */
  readonly others: string[];
  /** Arguments without methods of their own. */
  readonly args: string[];
  /** Captured variables and fields of `this`. */
  readonly state: string[];
  /** What to write in `ignore` so that these do not count. */
  readonly ignorable: string[];
}

/** Nothing has changed. */
export const UNCHANGED: Changes = { others: [], args: [], state: [], ignorable: [] };

/**
 * Compares the key that was made before a call ran with one made after.
 *
 * @param described The call as it was before.
 */
export function changesBetween(
  before: CallKey,
  described: Pick<CallDetails, 'digests' | 'toIgnore'>,
  after: CallKey,
): Changes {
  if (before.key.equals(after.key)) return UNCHANGED;
  const sameCode = before.version.digest.equals(after.version.digest);
  const details = after.describe();
  const ofCall = differing(described.digests, details.digests);
  const ofCode = sameCode ? [] : differing(before.version.parts.map(named), after.version.parts.map(named));
  const changed = new Set([...ofCode, ...ofCall.filter((name) => !details.hasCode(name))]);
  if (changed.size === 0 && ofCall.length === 0) return { ...UNCHANGED, others: [NAMELESS] };
  const written = [...before.written, ...after.written];
  const others = [...changed].filter(
    (name) => !written.some((other) => isWithin(name, other) || isWithin(other, name)),
  );
  const passed = new Set(details.digests.filter(({ position }) => position !== undefined).map(({ name }) => name));
  const state = unique([...ofCode, ...ofCall.filter((name) => !passed.has(name))]);
  const ignorable = [...state, ...others].map((name) => described.toIgnore(name) ?? details.toIgnore(name));
  return {
    others,
    args: unique(ofCall.filter((name) => passed.has(name) && changed.has(name))),
    state,
    ignorable: unique(ignorable.filter((name) => name !== undefined)),
  };
}

interface Named {
  readonly name: string;
  readonly digest: string;
}

/** Parts that share a name have got numbers. */
function named({ name, digest }: FingerprintPart): Named {
  return { name: name.replace(/ \(\d+\)$/, ''), digest };
}

function differing(before: readonly Named[], after: readonly Named[]): string[] {
  const texts = (list: readonly Named[]): Map<string, Named> =>
    new Map(list.map((part) => [`${part.name} ${part.digest}`, part]));
  const [old, now] = [texts(before), texts(after)];
  return [...[...old].filter(([text]) => !now.has(text)), ...[...now].filter(([text]) => !old.has(text))].map(
    ([, { name }]) => name,
  );
}

/** Whether `name` is `other`, a member of it, or a nameless function that it holds (`function in jobs`). */
function isWithin(name: string, other: string): boolean {
  const place = name.replace(/^function in /, '');
  return place === other || place.startsWith(`${other}.`);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
