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

/**
 * The source of a function without the indentation that it had where it stood: its first line begins at the function, so
 * the others tell.
 *
 * @example
 * outdented('function f() {\n    return 1;\n  }') // 'function f() {\n  return 1;\n}'
 */
export function outdented(source: string): string {
  const [first = '', ...others] = source.split('\n');
  const indents = others.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  return [first, ...others.map((line) => line.slice(indent === Infinity ? 0 : indent))].join('\n');
}
