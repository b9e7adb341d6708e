import type { Builder } from './builder';
import { graphNode, type GraphNode } from './graph';
import { heritageOf, isClass } from './heritage';

/** Properties that a function has by its code. */
const OF_EACH_FUNCTION = new Set<PropertyKey>(['length', 'name', 'prototype', 'arguments', 'caller']);

/** How the code of a class reads statics of the class that its object is of, which may be one that extends it. */
const OWN_CLASS = /\.constructor\b(?!\.name\b)|\bnew\.target\b|\[\s*['"]constructor['"]\s*\]/;
/** Making one more object of that class reads none. */
const ANOTHER_OBJECT = /\bnew\s+\(?\s*this\.constructor\b\s*\)?\s*\(/g;

/** Whether the code of a class, or of a class that it extends, reads statics through an object. */
export function readsOwnClass(fn: Function): boolean {
  return (
    isClass(fn) &&
    heritageOf(fn).some((owner) => OWN_CLASS.test(Function.prototype.toString.call(owner).replace(ANOTHER_OBJECT, '')))
  );
}

/** The properties of functions and classes that are handed on: whoever gets one may read any of them. */
export class Properties {
  constructor(private readonly builder: Builder) {}

  /** Node of the properties of a function, those that a class has from its parents too; undefined when it has none. */
  node(fn: Function, name: string): GraphNode | undefined {
    const { properties } = this.builder.ignoring.region;
    const known = properties.get(fn);
    if (known) return known;
    const owners = heritageOf(fn).filter((owner) => this.builder.knownNode(owner, name) === undefined);
    const found = owners.flatMap((owner) => this.keysOf(owner).map((key) => ({ owner, key })));
    if (found.length === 0) return undefined;
    const node = graphNode('properties');
    properties.set(fn, node);
    for (const { owner, key } of found) node.children.push(propertyNode(this.builder, owner, key, name));
    return node;
  }

  private keysOf(owner: Function): PropertyKey[] {
    const keys = Reflect.ownKeys(owner);
    this.builder.watch.keyCount(owner, keys.length);
    return keys.filter((key) => !OF_EACH_FUNCTION.has(key) || isOwnStatic(owner, key));
  }
}

/** One property of a function, called as a method of it where it is one. */
export function propertyNode(builder: Builder, fn: Function, key: PropertyKey, name: string): GraphNode {
  const path = `${name}.${String(key)}`;
  const { value, get } = builder.watch.property(fn, key);
  const code = (get ?? value) as unknown;
  const self = { object: fn, path: undefined };
  const node = typeof code === 'function' ? builder.functionNode(code, path, self) : builder.values.node(code, path);
  return graphNode(`property ${String(key)}`, [node]);
}

/** A class may have statics called `name` or `length`, which can be told by their being no plain text or number. */
function isOwnStatic(fn: Function, key: PropertyKey): boolean {
  const { value, get } = Object.getOwnPropertyDescriptor(fn, key)!;
  if (key === 'prototype' || key === 'arguments' || key === 'caller') return false;
  return get !== undefined || typeof value !== (key === 'name' ? 'string' : 'number');
}
