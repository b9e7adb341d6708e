import type { Code } from '../code/parse';
import type { GraphNode } from './graph';
import type { IgnoredName } from './ignored-name';

/**
 * A part of the graph in which the same names are left out, with the nodes that were made there: inside of a cached function
 * that has an `ignore` of its own, the same code may have another node than outside.
 */
export class Region {
  readonly functions = new Map<Function, Map<object | undefined, GraphNode>>();
  readonly privateMethods = new Map<Code, Map<object, GraphNode>>();
  /** Objects that were taken member by member. */
  readonly objects = new Map<object, GraphNode>();
  readonly properties = new Map<Function, GraphNode>();
  /** The regions inside of this one, by what they leave out besides. */
  readonly inner = new Map<string, Region>();

  constructor(readonly ignored: readonly IgnoredName[]) {}
}
