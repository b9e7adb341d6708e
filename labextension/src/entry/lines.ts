import { diffLines } from 'diff';

/** A line of a comparison. */
export interface IDiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/**
 * Compares two sources line by line.
 *
 * @param before - The older source.
 * @param after - The newer one.
 */
export function compareLines(before: string, after: string): IDiffLine[] {
  return diffLines(before, after).flatMap(({ value, added, removed }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({ kind, text }) as const);
  });
}
