import { types } from 'node:util';
import { UsageError } from '../../errors';
import type { NameTarget } from './pattern';

/** `['options', 'debug']` for `options.debug`. */
export type MemberPath = readonly string[];

/** What `ignore` leaves out. */
export interface Ignored {
  /** Slots of parameters that do not count at all. */
  readonly slots: ReadonlySet<string>;
  /** Member paths of parameters that do not count, by slot. */
  readonly members: ReadonlyMap<string, readonly MemberPath[]>;
  /** What is no parameter: variables from outside (`limiter`, `config.debug`) and fields of the object (`this.cache`). */
  readonly beyond: readonly MemberPath[];
}

/**
 * Sorts the entries of `ignore` by what they name: parameters and destructured members, with paths below them
 * (`options.debug`), or something beyond the parameters. A parameter goes before a variable of the same name.
 *
 * @param names The parameters; undefined when they are not known.
 * @throws UsageError for what is no name.
 */
export function sortIgnored(
  ignore: readonly string[],
  names: readonly NameTarget[] | undefined,
  functionName: string,
): Ignored {
  const slots = new Set<string>();
  const members = new Map<string, MemberPath[]>();
  const beyond: MemberPath[] = [];
  for (const entry of ignore) {
    const parts = String(entry).split('.');
    const [first, ...path] = parts;
    if (typeof entry !== 'string' || parts.includes('') || entry === 'this') {
      throw new UsageError(
        `ignore: '${String(entry)}' is no name. Write that of a parameter or variable of ${functionName}, ` +
          `'name.member' for a part of it, or 'this.field'.`,
      );
    }
    const found = (names ?? []).filter(({ label, property }) => label === first || property === first);
    if (found.length === 0) beyond.push(parts);
    for (const { slot } of found) {
      if (path.length === 0) slots.add(slot);
      else members.set(slot, [...(members.get(slot) ?? []), path]);
    }
  }
  return { slots, members, beyond };
}

/**
 * The value without some members, as a copy along these paths. An object that has nothing else counts as missing:
 * `f(1)` and `f(1, {debug: true})` are one call when `options.debug` is ignored.
 */
export function omit(value: unknown, paths: readonly MemberPath[], onCopy?: CopyListener): unknown {
  let result = value;
  for (const path of paths) result = without(result, path, 0, onCopy);
  return isEmpty(result) ? undefined : result;
}

/** Told of each object that was copied. */
export type CopyListener = (copy: object, original: object) => void;

function without(value: unknown, path: MemberPath, at: number, onCopy: CopyListener | undefined): unknown {
  const key = path[at]!;
  if (typeof value !== 'object' || value === null || isBuiltIn(value) || !(key in value)) return value;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? (Object.assign([], value) as unknown as Record<string, unknown>)
    : (Object.assign(Object.create(Object.getPrototypeOf(value) as object | null), value) as Record<string, unknown>);
  onCopy?.(copy, value);
  if (at === path.length - 1) {
    delete copy[key];
    // An inherited member, or a getter of the class, is covered by one of its own.
    if (key in copy) Object.defineProperty(copy, key, { value: undefined, enumerable: true });
  } else {
    const member = without(copy[key], path, at + 1, onCopy);
    Object.defineProperty(copy, key, { value: member, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

/** A copy by its members would be without what a Map, a Date and their like hold inside. */
function isBuiltIn(value: object): boolean {
  return (
    ArrayBuffer.isView(value) ||
    types.isMap(value) ||
    types.isSet(value) ||
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isNativeError(value) ||
    types.isPromise(value) ||
    types.isProxy(value) ||
    types.isAnyArrayBuffer(value) ||
    types.isBoxedPrimitive(value)
  );
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype && Reflect.ownKeys(value).length === 0;
}
