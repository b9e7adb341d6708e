import { childrenOf, parseScript, type SyntaxNode } from './parse';

/** Start of a line and column, both from 0, in a text. */
export function offsetOf(source: string, line: number, column: number): number {
  let offset = 0;
  for (let i = 0; i < line; i++) offset = source.indexOf('\n', offset) + 1;
  return offset + column;
}

/**
 * The nodes from a script down to the one at `offset` that has this text, both included.
 *
 * @returns undefined when the script cannot be parsed or has no such node.
 */
export function pathTo(source: string, offset: number, text: string): SyntaxNode[] | undefined {
  const path: SyntaxNode[] = [];
  let node: SyntaxNode | undefined = parseScript(source);
  while (node) {
    path.push(node);
    if (source.startsWith(text, node.start) && node.end - node.start === text.length) return path;
    node = childrenOf(node).find(({ start, end }) => start <= offset && offset < end);
  }
  return undefined;
}
