import type { ArgumentDigest } from '../types';
import type { Reason } from './explanation';

/** Arguments, and fields of `this`, that differ between a stored call and another. */
export function argumentReasons(stored: readonly ArgumentDigest[], call: readonly ArgumentDigest[]): Reason[] {
  const before = new Map(stored.map((argument) => [argument.name, argument]));
  const reasons: Reason[] = [];
  for (const after of call) {
    const old = before.get(after.name);
    before.delete(after.name);
    if (!old || old.digest !== after.digest) reasons.push(reason(old, after));
  }
  for (const old of before.values()) reasons.push(reason(old, undefined));
  return reasons;
}

function reason(before: ArgumentDigest | undefined, after: ArgumentDigest | undefined): Reason {
  const { name, position } = (after ?? before)!;
  const isField = name === 'this' || name.startsWith('this.');
  const what = isField ? `\`${name}\`` : `argument${position === undefined ? '' : ` ${position}`} (\`${name}\`)`;
  const texts = { before: before?.text, after: after?.text };
  return { kind: isField ? 'this' : 'argument', name, ...texts, text: `${what}: ${change(before?.text, after?.text)}` };
}

/** The change of a value in words. Previews are shortened, so they may be the same. */
export function change(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return `not there before -> ${after}`;
  if (after === undefined) return `${before} -> not there`;
  return before === after ? `${after}, with other content` : `${before} -> ${after}`;
}
