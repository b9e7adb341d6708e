import { types } from 'node:util';
import type { Step } from './code/references';
import { findMember } from './fingerprint/builtins';
import type { PrivateMember } from './fingerprint/inspector';

/** Data that a method reads from its object. */
export interface Field {
  /** `this.options.rate`; plain `this` when all of the object counts. */
  readonly name: string;
  readonly value: unknown;
}

/**
 * Reads the data at the end of a path from `this`, or at the last step whose content is known by itself: a method or a
 * getter may read anything, so there the whole object counts that has it.
 */
export function readField(
  self: unknown,
  path: readonly Step[],
  privateMembers: (object: object) => readonly PrivateMember[],
): Field {
  let value = self;
  let at = 0;
  for (; at < path.length; at++) {
    const next = step(value, path[at]!, privateMembers);
    if (next === undefined) break;
    value = next.value;
  }
  return { name: ['this', ...path.slice(0, at).map(({ key }) => key)].join('.'), value };
}

function step(
  value: unknown,
  { key, isPrivate }: Step,
  privateMembers: (object: object) => readonly PrivateMember[],
): { value: unknown } | undefined {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return undefined;
  if (types.isProxy(value)) return undefined;
  if (isPrivate) {
    const member = privateMembers(value).find(({ name }) => name === key);
    return member && !member.get ? { value: member.value } : undefined;
  }
  const member = findMember(value, key);
  if (!member) return { value: undefined };
  if (!('value' in member.property)) return undefined;
  const next: unknown = member.property.value;
  return typeof next === 'function' && member.owner !== value ? undefined : { value: next };
}
