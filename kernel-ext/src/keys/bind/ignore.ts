import { UsageError } from '../../errors';
import type { NameTarget } from './pattern';

/** What `ignore` leaves out. */
export interface Ignored {
  /** Slots that do not count at all. */
  readonly slots: ReadonlySet<string>;
  /** Member paths that do not count, by slot. */
  readonly members: ReadonlyMap<string, ReadonlyArray<readonly string[]>>;
}

/**
 * Resolves `ignore`: names of parameters or of destructured members, and paths below them (`options.debug`).
 *
 * @throws UsageError for a name that the function does not have, with the names that it has.
 */
export function resolveIgnore(
  ignore: readonly string[],
  names: readonly NameTarget[] | undefined,
  functionName: string,
): Ignored {
  const slots = new Set<string>();
  const members = new Map<string, Array<readonly string[]>>();
  for (const entry of ignore) {
    if (names === undefined) {
      throw new UsageError(
        `ignore: ${functionName} is native, bound or cannot be parsed, so the names of its parameters are not known. Use \`cacheKey\`.`,
      );
    }
    const [first, ...path] = String(entry).split('.');
    const found = names.filter(({ label, property }) => label === first || property === first);
    if (typeof entry !== 'string' || found.length === 0 || path.includes('')) {
      const known = [...new Set(names.map(({ label }) => `'${label}'`))].join(', ');
      throw new UsageError(
        `ignore: ${functionName} has no parameter '${String(entry)}'. ` +
          (known ? `It has: ${known}.` : 'It has no parameters.'),
      );
    }
    for (const { slot } of found) {
      if (path.length === 0) slots.add(slot);
      else members.set(slot, [...(members.get(slot) ?? []), path]);
    }
  }
  return { slots, members };
}

/**
 * The value without some members, as a copy along these paths. An object that has nothing else counts as missing:
 * `f(1)` and `f(1, {debug: true})` are one call when `options.debug` is ignored.
 */
export function omit(value: unknown, paths: ReadonlyArray<readonly string[]>): unknown {
  let result = value;
  for (const path of paths) result = without(result, path, 0);
  return isEmpty(result) ? undefined : result;
}

function without(value: unknown, path: readonly string[], at: number): unknown {
  const key = path[at]!;
  if (typeof value !== 'object' || value === null || !(key in value)) return value;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? (Object.assign([], value) as unknown as Record<string, unknown>)
    : (Object.assign(Object.create(Object.getPrototypeOf(value) as object | null), value) as Record<string, unknown>);
  if (at === path.length - 1) {
    delete copy[key];
    // An inherited member, or a getter of the class, is covered by one of its own.
    if (key in copy) Object.defineProperty(copy, key, { value: undefined, enumerable: true });
  } else {
    const member = without(copy[key], path, at + 1);
    Object.defineProperty(copy, key, { value: member, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype && Reflect.ownKeys(value).length === 0;
}
