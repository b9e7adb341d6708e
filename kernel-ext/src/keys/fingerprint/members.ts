import type { Builder } from './builder';
import { graphNode, type GraphNode } from './graph';
import { parentOf, prototypeOf } from './heritage';
import { propertyNode, readsOwnClass } from './properties';
import { declaredOf, originalOf } from './wrappers';
import { WrittenMethods } from './written-methods';

/**
 * What a class, or a function that makes objects, has beyond its text: its parent, methods that decorators or later
 * statements have put on its prototype or taken from it, and statics that its code reads without naming them.
 */
export function memberNodes(builder: Builder, fn: Function, name: string): GraphNode[] {
  const parent = parentOf(fn);
  builder.watch.prototypeOf(fn);
  const nodes = parent
    ? [graphNode('extends', [builder.functionNode(parent, parent.name || `parent of ${name}`)])]
    : [];
  const statics = readsOwnClass(fn) ? builder.properties.node(fn, name) : undefined;
  if (statics) nodes.push(statics);
  else if (Object.hasOwn(fn, Symbol.hasInstance)) nodes.push(propertyNode(builder, fn, Symbol.hasInstance, name));
  const prototype = prototypeOf(fn);
  builder.watch.member(fn, 'prototype', prototype);
  return prototype ? [...nodes, ...prototypeNodes(builder, fn, prototype, name)] : nodes;
}

function prototypeNodes(builder: Builder, fn: Function, prototype: object, name: string): GraphNode[] {
  const nodes: GraphNode[] = [];
  const written = WrittenMethods.of(Function.prototype.toString.call(fn));
  const keys = Reflect.ownKeys(prototype);
  builder.watch.keyCount(prototype, keys.length);
  builder.watch.prototypeOf(prototype);
  const above = Object.getPrototypeOf(prototype) as object | null;
  if (above && above !== Object.prototype && above !== parentOf(fn)?.prototype) {
    nodes.push(graphNode('below', [builder.values.node(above, `parent of ${name}.prototype`)]));
  }
  for (const key of keys) {
    if (key === 'constructor') continue;
    const { value, get, set } = builder.watch.property(prototype, key);
    for (const member of [value, get, set] as unknown[]) {
      if (member === undefined || isWritten(written, key, member)) continue;
      nodes.push(graphNode(`member ${String(key)}`, [builder.values.node(member, `${name}.${String(key)}`)]));
    }
  }
  for (const key of written.names) if (!Object.hasOwn(prototype, key)) nodes.push(graphNode(`without ${key}`));
  return nodes;
}

function isWritten(written: WrittenMethods, key: PropertyKey, member: unknown): boolean {
  return (
    typeof member === 'function' &&
    !declaredOf(member) &&
    written.has(key, Function.prototype.toString.call(originalOf(member as Function)))
  );
}
