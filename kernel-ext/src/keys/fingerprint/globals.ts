import type { Reference, Step } from '../code/references';
import type { Builder } from './builder';
import { findMember, isNative, isPlatformObject } from './builtins';
import { graphNode, type GraphNode } from './graph';

/** Global variables: what the platform gives counts by name, the rest like any variable. */
export class Globals {
  constructor(private readonly builder: Builder) {}

  /** Where a chain begins that names none of the variables around the code, or its node. */
  start<P extends { readonly name: string }>(
    { root, path }: Reference,
    position: P,
  ): (P & { value: unknown; from: undefined }) | GraphNode {
    const { watch } = this.builder;
    if (root === 'globalThis' || root === 'global') return { ...position, value: globalThis, from: undefined };
    const member = findMember(globalThis, root);
    if (!member) {
      watch.check(() => !(root in globalThis));
      if (!this.builder.engine.inspector) {
        return this.builder.unseenNode(position.name, 'cannot be read, because this process has no inspector');
      }
      return graphNode(`undeclared ${root}`);
    }
    const text = [root, ...path.map(({ key }) => key)].join('.');
    if (isPlatformObject(root)) return this.platformNode(root, path, text, position.name);
    if (member.property.get) return graphNode(`builtin ${text}`);
    const value: unknown = member.property.value;
    if (value === undefined || Number.isNaN(value)) return graphNode(`builtin ${text}`);
    if (typeof value === 'function' && this.isPlatformFunction(value)) {
      return this.platformNode(root, path, text, position.name);
    }
    watch.member(globalThis, root, value);
    return { ...position, value, from: undefined };
  }

  /** A member of `Math`, `process`, …: by name, unless someone has put a function of their own in its place. */
  private platformNode(root: string, path: readonly Step[], text: string, name: string): GraphNode {
    const [first, second] = path;
    const object = (globalThis as Record<string, unknown>)[root] as Record<string, unknown>;
    if (root === 'process' && first?.key === 'env' && second) {
      const { env } = process;
      const value = env[second.key];
      this.builder.watch.member(env, second.key, value);
      return this.builder.values.node(value, `process.env.${second.key}`);
    }
    if (root === 'process' && first?.key === 'env') {
      return this.builder.unseenNode(name, 'is read as a whole, and differs from process to process');
    }
    const member: unknown = first && Object.getOwnPropertyDescriptor(object, first.key)?.value;
    const isOwn = typeof member === 'function' && root !== 'console' && root !== 'process';
    if (first && isOwn && !this.isPlatformFunction(member)) {
      this.builder.watch.member(object, first.key, member);
      return this.builder.functionNode(member, name);
    }
    return graphNode(`builtin ${text}`);
  }

  private isPlatformFunction(fn: Function): boolean {
    return isNative(fn) || this.builder.originOf(fn)?.kind === 'builtin';
  }
}
