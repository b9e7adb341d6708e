import { HashWriter } from '../hash';

/** Something that a function reaches, and what that reaches in turn. There may be cycles. */
export interface GraphNode {
  /** Its own content, without what it reaches. Complete when the graph is digested. */
  label: string;
  readonly children: GraphNode[];
}

/** A new node. */
export function graphNode(label: string, children: GraphNode[] = []): GraphNode {
  return { label, children };
}

/**
 * Digest of all that can be reached from `root`: equal iff following equal steps from both roots leads to equal labels.
 * It does not depend on where a cycle is entered, nor on whether equal parts are one object or several.
 */
export function digestGraph(root: GraphNode): Buffer {
  const nodes = reachable(root);
  const classes = equivalence(nodes);
  const writer = new HashWriter(4096);
  const numbers = new Map<number, number>();
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const kind = classes.get(node)!;
    const known = numbers.get(kind);
    writer.varint(known === undefined ? 0 : known + 1);
    if (known !== undefined) continue;
    numbers.set(kind, numbers.size);
    writer.text(node.label);
    writer.varint(node.children.length);
    for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]!);
  }
  return writer.digest();
}

function reachable(root: GraphNode): GraphNode[] {
  const seen = new Set([root]);
  for (const node of seen) for (const child of node.children) seen.add(child);
  return [...seen];
}

/** Splits the nodes into classes that nothing tells apart, from the labels on, until no class splits any more. */
function equivalence(nodes: readonly GraphNode[]): Map<GraphNode, number> {
  let classes = number(nodes, ({ label }) => label);
  for (let count = 0; count !== classes.count;) {
    count = classes.count;
    const { of } = classes;
    classes = number(nodes, (node) => `${of.get(node)}:${node.children.map((child) => of.get(child)).join()}`);
  }
  return classes.of;
}

function number(
  nodes: readonly GraphNode[],
  signature: (node: GraphNode) => string,
): { of: Map<GraphNode, number>; count: number } {
  const numbers = new Map<string, number>();
  const of = new Map<GraphNode, number>();
  for (const node of nodes) {
    const text = signature(node);
    let id = numbers.get(text);
    if (id === undefined) numbers.set(text, (id = numbers.size));
    of.set(node, id);
  }
  return { of, count: numbers.size };
}
