/** A changed place of a source. */
export interface Edit {
  /** Counted from 1, in the new source; in the old one for what is gone. */
  readonly line: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Changes that are not listed; on the last one listed. */
  readonly more: number;
}

const MAX_EDITS = 3;
const MAX_WIDTH = 80;

/** The places in which two sources differ, line by line; spaces at the ends and empty lines aside. At most 3. */
export function describeEdits(before: string, after: string): Edit[] {
  const all = compare(before.split('\n'), after.split('\n'));
  return all
    .slice(0, MAX_EDITS)
    .map((edit, at, listed) => ({ ...edit, more: at === listed.length - 1 ? all.length - listed.length : 0 }));
}

function compare(before: readonly string[], after: readonly string[]): Edit[] {
  // Loaded when asked for: a cached call must not wait for it.
  const { diffArrays } = require('diff') as typeof import('diff');
  const changes = diffArrays([...before], [...after], { comparator: (a, b) => a.trim() === b.trim() });
  const edits: Edit[] = [];
  let oldLine = 1;
  let newLine = 1;
  for (let at = 0; at < changes.length; at++) {
    const { added, removed, value } = changes[at]!;
    if (!added && !removed) {
      oldLine += value.length;
      newLine += value.length;
      continue;
    }
    const other = changes[at + 1];
    const replaced = removed && other?.added === true;
    edits.push(...pairs(removed ? value : [], replaced ? other.value : added ? value : [], oldLine, newLine));
    oldLine += removed ? value.length : 0;
    newLine += replaced ? other.value.length : added ? value.length : 0;
    if (replaced) at++;
  }
  return edits;
}

function pairs(removed: readonly string[], added: readonly string[], oldLine: number, newLine: number): Edit[] {
  const edits: Edit[] = [];
  for (let i = 0; i < Math.max(removed.length, added.length); i++) {
    const [before, after] = excerpts(removed[i], added[i]);
    if (!before && !after) continue;
    const line = added[i] === undefined ? oldLine + i : newLine + i;
    edits.push({ line, before: before || undefined, after: after || undefined, more: 0 });
  }
  return edits;
}

/** Both lines without what does not help to see the change: indentation, `return`, the closing `;`, far away text. */
function excerpts(before: string | undefined, after: string | undefined): [string | undefined, string | undefined] {
  let texts = [before, after].map((text) => text?.trim().replace(/[;,]$/, ''));
  if (texts.every((text) => text?.startsWith('return '))) texts = texts.map((text) => text?.slice('return '.length));
  const start = Math.max(0, sharedStart(texts[0] ?? '', texts[1] ?? '') - MAX_WIDTH / 2);
  return texts.map((text) => text && excerpt(text, start)) as [string | undefined, string | undefined];
}

function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function excerpt(text: string, from: number): string {
  if (text.length <= MAX_WIDTH) return text;
  const end = from + MAX_WIDTH;
  return `${from > 0 ? '…' : ''}${text.slice(from, end)}${end < text.length ? '…' : ''}`;
}
