import { types } from 'node:util';
import type { Step } from './code/references';
import { shapeOf } from './code/shape';
import { originalOf } from './fingerprint/wrappers';
import { findMember } from './fingerprint/builtins';
import { currentEngine, isObject } from './fingerprint/code-versions';
import { isWrittenInClassOf } from './fingerprint/lexical-this';

/** Data that a method reads from its object. */
export interface Field {
  /** `this.options.rate`; plain `this` when all of the object counts. */
  readonly name: string;
  readonly value: unknown;
  /** What `this` is in functions of the value: the object that holds it where it is a function itself, as in `this.db.load`. */
  readonly self: unknown;
}

/** Reads the data at the ends of paths from `this`. */
export function readFields(self: unknown, paths: readonly (readonly Step[])[]): Field[] {
  return paths.map((path) => readField(self, path));
}

/** Stops at the last step whose content is known by itself: behind a method or a getter is code, not data. */
function readField(self: unknown, path: readonly Step[]): Field {
  let value = self;
  let holder = self;
  let at = 0;
  for (; at < path.length; at++) {
    const next = take(value, path[at]!);
    if (next === undefined) break;
    holder = value;
    value = next.value;
  }
  const name = ['this', ...path.slice(0, at).map(({ key }) => key)].join('.');
  return { name, value, self: isThisOf(value, holder) ? holder : self };
}

/**
 * Whether `holder` is the `this` of a function that it holds. That of an arrow function, where it can be told at all, is the
 * object in whose class it is written, which may be the one that is keyed.
 */
function isThisOf(value: unknown, holder: unknown): boolean {
  if (typeof value !== 'function') return false;
  const source = Function.prototype.toString.call(originalOf(value));
  return shapeOf(source)?.isArrow !== true || (isObject(holder) && isWrittenInClassOf(holder, source));
}

function take(value: unknown, { key, isPrivate }: Step): { value: unknown } | undefined {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return undefined;
  if (types.isProxy(value)) return undefined;
  if (isPrivate) {
    const members = currentEngine().inspector?.privateMembers(value) ?? [];
    const member = members.find(({ name }) => name === key);
    return member && !member.get ? { value: member.value } : undefined;
  }
  const member = findMember(value, key);
  if (!member) return { value: undefined };
  if (!('value' in member.property)) return undefined;
  const next: unknown = member.property.value;
  return typeof next === 'function' && member.owner !== value ? undefined : { value: next };
}
