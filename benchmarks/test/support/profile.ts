import { inRepository } from '../../src/paths.ts';
import type { CpuProfile } from '../../src/profiles/call-tree.ts';

interface Node {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children: number[];
}

/** A profile with one sample of 10 µs for each stack after the start of the profiler, outermost function first: `name` or `name at file`, files as in the repository. */
export function profile(...stacks: readonly (readonly string[])[]): CpuProfile {
  const nodes: Node[] = [];
  const add = (call: string): Node => {
    const [functionName = '', file] = call.split(' at ');
    const url = file === undefined ? '' : inRepository(file);
    const node = { id: nodes.length + 1, callFrame: { functionName, url, lineNumber: 0 }, children: [] };
    nodes.push(node);
    return node;
  };
  const root = add('(root)');
  const samples = [['starting'], ...stacks].map((stack) => {
    let caller = root;
    for (const call of stack) {
      const callee = add(call);
      caller.children.push(callee.id);
      caller = callee;
    }
    return caller.id;
  });
  return { nodes, samples, timeDeltas: samples.map((_, index) => (index === 0 ? 100_000 : 10)) };
}
