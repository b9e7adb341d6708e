import type { ArgumentDigest, CallKey, FingerprintPart } from './types';

/** Stands for something that is in a key and has no name. */
const NAMELESS = 'something that it reads';

/**
 * What others have changed of all that a call read, between the key that was made before it ran and one made after.
 * What the function changes by itself, such as a token that it fetches once, is not among it, nor what may have changed
 * itself while the function used it, such as a client that counts its requests.
 *
 * @param digests The arguments as they were before.
 * @returns names, such as `rate` or `rows`; none when nothing has changed
 */
export function changesOfOthers(before: CallKey, digests: readonly ArgumentDigest[], after: CallKey): string[] {
  if (before.key.equals(after.key)) return [];
  const sameCode = before.version.digest.equals(after.version.digest);
  const details = after.describe();
  const ofCall = differing(digests, details.digests);
  const changed = new Set([
    ...(sameCode ? [] : differing(before.version.parts.map(named), after.version.parts.map(named))),
    ...ofCall.filter((name) => !details.hasCode(name)),
  ]);
  if (changed.size === 0 && ofCall.length === 0) return [NAMELESS];
  const written = [...before.written, ...after.written];
  return [...changed].filter((name) => !written.some((other) => isWithin(name, other) || isWithin(other, name)));
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

/** Whether `name` is `other` or a member of it. */
function isWithin(name: string, other: string): boolean {
  return name === other || name.startsWith(`${other}.`);
}
