import { types } from 'node:util';
import type { Step } from './code/references';
import { findMember } from './fingerprint/builtins';
import { currentEngine } from './fingerprint/code-versions';

/** Data that a method reads from its object. */
export interface Field {
  /** `this.options.rate`; plain `this` when all of the object counts. */
  readonly name: string;
  readonly value: unknown;
}

/** Reads the data at the ends of paths from `this`. */
export function readFields(self: unknown, paths: readonly (readonly Step[])[]): Field[] {
  return paths.map((path) => readField(self, path));
}

/** Stops at the last step whose content is known by itself: behind a method or a getter is code, not data. */
function readField(self: unknown, path: readonly Step[]): Field {
  let value = self;
  let at = 0;
  for (; at < path.length; at++) {
    const next = take(value, path[at]!);
    if (next === undefined) break;
    value = next.value;
  }
  return { name: ['this', ...path.slice(0, at).map(({ key }) => key)].join('.'), value };
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
