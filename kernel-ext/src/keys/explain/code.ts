import type { CodeVersion, FingerprintPart } from '../types';
import { change } from './arguments';
import type { Reason } from './explanation';
import { describeEdits, type Edit } from './lines';

const kinds = {
  function: 'code',
  class: 'code',
  captured: 'captured',
  package: 'package',
  builtin: 'builtin',
  file: 'file',
  version: 'version',
  unseen: 'unseen',
  ignored: 'ignored',
} as const satisfies Record<FingerprintPart['kind'], Reason['kind']>;

/** What differs between two code versions of a function: code by line, values by their previews. */
export function codeReasons(stored: CodeVersion, now: CodeVersion, functionName: string): Reason[] {
  if (stored.digest.equals(now.digest)) return [];
  const before = new Map(stored.parts.map((part) => [idOf(part), part]));
  const [wasLeftOut, isLeftOut] = [leftOutOf(stored), leftOutOf(now)];
  const reasons: Reason[] = [];
  for (const after of now.parts) {
    const old = before.get(idOf(after));
    before.delete(idOf(after));
    if (!old) {
      if (after.kind === 'ignored' || !wasLeftOut(after.name)) reasons.push(appeared(after));
    } else if (old.digest !== after.digest) reasons.push(...changed(old, after));
  }
  for (const old of before.values()) {
    if (old.kind === 'ignored' || !isLeftOut(old.name)) reasons.push(disappeared(old));
  }
  if (reasons.length > 0) return reasons;
  return edits(functionName, stored.source, now.source);
}

/** Tells what a version leaves out: that it is no longer read by the other one says nothing of the code. */
function leftOutOf({ parts }: CodeVersion): (name: string) => boolean {
  const ignored = parts.filter(({ kind }) => kind === 'ignored').map(({ name }) => name);
  return (name) => ignored.some((other) => name === other || name.startsWith(`${other}.`));
}

function idOf({ kind, name }: FingerprintPart): string {
  return `${kind} ${name}`;
}

function changed(old: FingerprintPart, after: FingerprintPart): Reason[] {
  const kind = kinds[after.kind];
  if (kind === 'code') return edits(after.name, old.text, after.text);
  const subject = kind === 'version' ? `\`${after.name}\`` : `${kind} \`${after.name}\``;
  return [
    {
      kind,
      name: after.name,
      before: old.text,
      after: after.text,
      text: `${subject}: ${change(old.text, after.text)}`,
    },
  ];
}

function appeared({ kind, name, text }: FingerprintPart): Reason {
  return {
    kind: kinds[kind],
    name,
    before: undefined,
    after: text,
    text:
      kind === 'ignored'
        ? `\`${name}\` is left out by \`ignore\` now, it was not before`
        : `${wordsFor(kind)} \`${name}\` is read now, it was not before`,
  };
}

function disappeared({ kind, name, text }: FingerprintPart): Reason {
  return {
    kind: kinds[kind],
    name,
    before: text,
    after: undefined,
    text:
      kind === 'ignored'
        ? `\`${name}\` is no longer left out by \`ignore\``
        : `${wordsFor(kind)} \`${name}\` is no longer read`,
  };
}

function wordsFor(kind: FingerprintPart['kind']): string {
  return kind === 'unseen' ? 'what cannot be seen,' : kind;
}

function edits(name: string, before: string, after: string): Reason[] {
  const found = describeEdits(before, after);
  if (found.length === 0)
    return [{ kind: 'code', name, before: undefined, after: undefined, text: `\`${name}\` changed` }];
  return found.map((edit) => ({
    kind: 'code',
    name,
    before: edit.before,
    after: edit.after,
    text: `\`${name}\` changed: ${words(edit)}`,
  }));
}

function words({ line, before, after, more }: Edit): string {
  const rest = more > 0 ? `, and ${more} more ${more === 1 ? 'change' : 'changes'}` : '';
  if (before === undefined) return `line ${line} is new: \`${after}\`${rest}`;
  if (after === undefined) return `line ${line} is gone: \`${before}\`${rest}`;
  return `line ${line} \`${before}\` -> \`${after}\`${rest}`;
}
