import type { Binder } from './bind';
import type { Fingerprint } from './fingerprint/code-versions';

/**
 * What to write in `ignore` so that something no longer counts: of `limiter.running`, which a method of `limiter` reads, it is
 * `limiter`; undefined when `ignore` cannot name it.
 *
 * @param name A part of the fingerprint, or a field such as `this.rate`.
 */
export function nameToIgnore(
  name: string,
  self: unknown,
  { ignorable }: Pick<Fingerprint, 'ignorable'>,
  { parameters = [], beyond }: Pick<Binder, 'parameters' | 'beyond'>,
): string | undefined {
  const found = /^this\b/.test(name) ? fieldToIgnore(name, self) : ignorable.get(name);
  if (found === undefined || parameters.includes(found.split('.')[0]!)) return undefined;
  // What is named already, and counts all the same, is another thing of that name.
  return beyond.some((path) => isBelow(found, path.join('.'))) ? undefined : found;
}

function isBelow(name: string, other: string): boolean {
  return name === other || name.startsWith(`${other}.`);
}

/** The first object on the way that has a class of its own, for what its methods read is hardly all that they change. */
function fieldToIgnore(name: string, self: unknown): string | undefined {
  const keys = name.split('.').slice(1);
  let value = self;
  for (const [at, key] of keys.entries()) {
    value = Object.getOwnPropertyDescriptor(value ?? {}, key)?.value as unknown;
    const prototype: unknown = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : null;
    const hasClass = prototype !== null && prototype !== Object.prototype && prototype !== Array.prototype;
    if (hasClass) return ['this', ...keys.slice(0, at + 1)].join('.');
  }
  return keys.length > 0 ? name : undefined;
}
