import { types } from 'node:util';
import { isDescribed } from './canonical/kinds';
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

/** Reads the data at the ends of paths from `this`; once where several end at the same. */
export function readFields(self: unknown, paths: readonly (readonly Step[])[]): Field[] {
  const fields: Field[] = [];
  for (const path of paths) {
    const field = readField(self, path);
    if (!fields.some(({ name }) => name === field.name)) fields.push(field);
  }
  return fields;
}

/** Stops at the last step whose content is known by itself: behind a method or a getter is code, not data. */
function readField(self: unknown, path: readonly Step[]): Field {
  let value = self;
  const holders: unknown[] = [];
  let at = 0;
  for (; at < path.length; at++) {
    const next = take(value, path[at]!);
    if (next === undefined) break;
    holders.push(value);
    value = next.value;
  }
  const name = ['this', ...path.slice(0, at).map(({ key }) => key)].join('.');
  return { name, value, self: thisOf(value, holders) ?? self };
}

/**
 * Which of the objects on the way to a function is its `this`: the one that holds it, and for an arrow function, where it can
 * be told at all, the one in whose class it is written.
 */
function thisOf(value: unknown, holders: readonly unknown[]): unknown {
  if (typeof value !== 'function') return undefined;
  const source = Function.prototype.toString.call(originalOf(value));
  if (shapeOf(source)?.isArrow !== true) return holders.at(-1);
  return holders.findLast((holder) => isObject(holder) && isWrittenInClassOf(holder, source));
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
  if (typeof next !== 'function') return { value: next };
  return member.owner !== value || isDescribed(value) ? undefined : { value: next };
}
