import { types } from 'node:util';
import { isDescribed } from '../canonical/kinds';
import type { Reference, Step } from '../code/references';
import type { Builder, Self, Unit } from './builder';
import { findMember, isNative } from './builtins';
import { Globals } from './globals';
import { graphNode, type GraphNode } from './graph';
import type { LeftOut } from './ignoring';
import { moduleOf, resolveModule } from './modules';
import { isMirror, referenceName, shownName } from './names';
import { originalOf } from './wrappers';
import { notebookExports } from './variables';
import { ABSENT, UNINITIALISED } from './watch';

/** Where a chain of members has come to. */
interface Position {
  value: unknown;
  /** The object that the value was taken from, when that is `this` for a call of it. */
  holder: object | undefined;
  /** Steps taken so far. */
  at: number;
  readonly path: readonly Step[];
  /** Steps from the keyed `this` to where the chain begins; undefined when it begins at a capture. */
  from: readonly Step[] | undefined;
  readonly name: string;
}

const FUNCTION_MEMBERS = new Set(['prototype', 'name', 'length', 'call', 'apply', 'bind', 'toString']);

/** Follows references to what they mean: `exports.x`, `m_1.x` and `x` end at the same thing. */
export class Follower {
  private readonly globals: Globals;

  constructor(private readonly builder: Builder) {
    this.globals = new Globals(builder);
  }

  node(reference: Reference, unit: Unit): GraphNode {
    const { ignoring } = this.builder;
    const found = ignoring.find(reference, unit);
    if (!found) return this.counted(reference, unit);
    return ignoring.node(found, {
      without: () => {
        const { words } = found.mention;
        return found.name.below(words) ? this.counted(reference, unit, found) : graphNode(`ignored ${words.join('.')}`);
      },
      counted: () => this.counted(reference, unit),
    });
  }

  private counted(reference: Reference, unit: Unit, leftOut?: LeftOut): GraphNode {
    const { report } = this.builder;
    const outer = report.via;
    report.via = this.ignorableName(reference, unit) ?? outer;
    try {
      return this.followed(reference, unit, leftOut);
    } finally {
      report.via = outer;
    }
  }

  /** What the person would write in `ignore`; undefined inside of packages, which are reached by a name of the user's. */
  private ignorableName(reference: Reference, unit: Unit): string | undefined {
    if (reference.kind === 'this') return unit.self?.path ? undefined : unit.self?.name;
    const isOwn = reference.kind === 'name' && this.builder.ignoring.placeOf(unit.fn) !== undefined;
    return isOwn ? referenceName(reference, unit) : undefined;
  }

  private followed(reference: Reference, unit: Unit, leftOut: LeftOut | undefined): GraphNode {
    const name = referenceName(reference, unit);
    const isMutated = reference.use === 'mutate' && this.isCollection(reference, unit);
    if (reference.use === 'write' || isMutated) {
      const shown = shownName(reference, unit);
      this.builder.report.written.add(isMutated ? shown.slice(0, shown.lastIndexOf('.')) : shown);
      return graphNode(`write ${name}`);
    }
    const start = this.start(reference, unit);
    if ('label' in start) return start;
    return this.finish(this.walk(start), reference, unit, leftOut);
  }

  private start(reference: Reference, unit: Unit): Position | GraphNode {
    const { kind, root, path } = reference;
    const name = referenceName(reference, unit);
    const position = { holder: undefined, at: 0, path, name: kind === 'this' ? shownName(reference, unit) : name };
    if (kind === 'self') return { ...position, value: unit.fn, from: undefined };
    if (kind === 'this' || kind === 'super') this.builder.readsThis ||= !unit.self || unit.self.path !== undefined;
    if (kind === 'this') {
      this.builder.report.isPartial ||= !unit.self;
      if (!unit.self) return graphNode(`this ${name}`);
      return { ...position, value: unit.self.object, from: unit.self.path };
    }
    if (kind === 'module') return this.moduleStart(root, unit, position);
    if (kind === 'super') return this.superStart(reference, unit, position);
    const value = this.builder.variables.read(unit.fn, root);
    this.builder.report.isPartial ||= value === UNINITIALISED;
    if (value === UNINITIALISED) return graphNode(`uninitialised ${name}`);
    if (root === 'require' && path.length === 0 && typeof value === 'function' && 'resolve' in value) {
      return this.builder.unseenNode(name, 'loads a module whose name is not written out');
    }
    if (value !== ABSENT) return { ...position, value, from: undefined };
    if (root === unit.fn.name && !findMember(globalThis, root)) return { ...position, value: unit.fn, from: undefined };
    return this.globals.start(reference, position);
  }

  private moduleStart(id: string, unit: Unit, position: Omit<Position, 'value' | 'from'>): Position | GraphNode {
    const load = this.builder.variables.read(unit.fn, 'require');
    const module = typeof load === 'function' ? resolveModule(id, load as NodeJS.Require) : undefined;
    if (!module) return this.builder.unseenNode(position.name, 'cannot be loaded here');
    if (module.origin) return this.builder.originNode(module.origin, position.name);
    const value = module.load();
    this.builder.watch.check(() => module.load() === value);
    return { ...position, value, from: undefined };
  }

  private superStart(
    reference: Reference,
    unit: Unit,
    position: Omit<Position, 'value' | 'from'>,
  ): Position | GraphNode {
    const home = unit.home ?? (unit.self && homeOf(unit.fn, unit.self.object));
    const parent = home && (Object.getPrototypeOf(home) as object | null);
    if (!parent) return this.builder.unseenNode(position.name, 'is of a class that cannot be found');
    const [step] = reference.path;
    const member = step && findMember(parent, step.key)?.property;
    const { watch } = this.builder;
    watch.prototypeOf(home);
    if (step && member?.get) watch.check(() => findMember(parent, step.key)?.property.get === member.get);
    else if (step) watch.member(parent, step.key, member?.value);
    const fn: unknown = member?.value ?? member?.get;
    if (!step || fn === undefined) return graphNode(`super ${position.name}`);
    if (typeof fn !== 'function')
      return graphNode(`super ${position.name}`, [this.builder.values.node(fn, position.name)]);
    return graphNode(
      `super ${reference.path
        .slice(1)
        .map(({ key }) => key)
        .join('.')}`,
      [this.builder.functionNode(fn, position.name, unit.self)],
    );
  }

  /** Takes the steps that lead to something whose content is known by itself, and stops before the others. */
  private walk(start: Position): Position | GraphNode {
    const position = { ...start };
    while (position.at < position.path.length) {
      const { value } = position;
      if (value === null || (typeof value !== 'object' && typeof value !== 'function')) break;
      const step = position.path[position.at]!;
      const stop = step.isPrivate ? this.privateStep(position, step) : this.step(position, step);
      if (stop === 'stop') break;
      if (stop) return stop;
    }
    return position;
  }

  private step(position: Position, { key }: Step): GraphNode | 'stop' | undefined {
    const value = position.value as Record<string, unknown>;
    const { watch } = this.builder;
    if (types.isProxy(value) && value !== notebookExports()) return 'stop';
    if (isNamespace(value)) {
      const next = value[key];
      watch.member(this.builder.engine.readable(value), key, next);
      return void this.advance(position, next, undefined);
    }
    // What a cached function has beside its call (`refresh`, `shelve`) leads to the same code.
    if (typeof value === 'function' && originalOf(value) !== (value as Function)) return 'stop';
    if (typeof value === 'function' && FUNCTION_MEMBERS.has(key) && !Object.hasOwn(value, key)) return 'stop';
    if (typeof value === 'function' && (key === 'prototype' || key === 'name' || key === 'length')) return 'stop';
    const member = findMember(value, key);
    if (!member) {
      if (!position.from) watch.member(value, key, undefined);
      return void this.advance(position, undefined, undefined);
    }
    const { owner, property } = member;
    if (property.get && moduleOf(value)) {
      return graphNode(`of ${restOf(position)}`, [this.builder.knownNode(value, position.name)!]);
    }
    if (property.get) return this.getter(position, property.get as Function, key);
    const next: unknown = property.value;
    const isOfClass = owner !== value || isDescribed(value);
    if (typeof next === 'function' && isOfClass && this.isForeign(next)) return 'stop';
    if (!position.from) watch.member(value, key, next);
    else if (typeof next === 'function' && owner !== value) {
      this.builder.methods.push({ path: this.origin(position), key, fn: next });
      // A class is code and no data of the object: its statics are captured like any other.
      if (key === 'constructor') position.from = undefined;
    } else if (typeof next === 'function') {
      // A function of the object's own is data: another object may hold another one.
      return this.field(position);
    }
    return void this.advance(position, next, value);
  }

  /** A method of a built-in or of a package's class: what it reads of its object cannot be told, so all of it counts. */
  private isForeign(method: Function): boolean {
    return isNative(method) || this.builder.originOf(method) !== undefined;
  }

  private getter(position: Position, get: Function, key: string): GraphNode | 'stop' {
    const holder = position.value as object;
    if (this.isForeign(get)) return 'stop';
    if (position.from) this.builder.methods.push({ path: this.origin(position), key, fn: get });
    else this.builder.watch.check(() => findMember(holder, key)?.property.get === get);
    const self: Self = { object: holder, path: position.from && this.origin(position) };
    return graphNode(`get ${restOf(position, 1)}`, [this.builder.functionNode(get, position.name, self)]);
  }

  private privateStep(position: Position, { key }: Step): GraphNode | 'stop' | undefined {
    const holder = position.value as object;
    const member = this.builder.engine.inspector?.privateMembers(holder).find(({ name }) => name === key);
    const self: Self = { object: holder, path: position.from && this.origin(position) };
    if (!member) {
      const method = this.builder.privateMethodNode(position.name, key, self);
      if (!method) return this.builder.unseenNode(position.name, 'is private and cannot be read');
      return withRest({ ...position, at: position.at + 1 }, method, '');
    }
    if (member.get) {
      return graphNode(`get ${restOf(position, 1)}`, [this.builder.functionNode(member.get, position.name, self)]);
    }
    if (!position.from) this.builder.watch.privateField(holder, key, member.value);
    return void this.advance(position, member.value, holder);
  }

  private advance(position: Position, value: unknown, holder: object | undefined): void {
    position.value = value;
    position.holder = holder;
    position.at++;
  }

  private finish(end: Position | GraphNode, reference: Reference, unit: Unit, leftOut: LeftOut | undefined): GraphNode {
    if ('label' in end) return end;
    const { value, holder, path, at } = end;
    const { use, kind } = reference;
    this.builder.report.isPartial ||= value === undefined && at <= (isMirror(reference) ? 1 : 0);
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    const isWhole = at === path.length;
    if (use === 'test' && isWhole && isObject && !end.from) {
      // `typeof` tells the two apart.
      return graphNode(typeof value === 'function' ? 'something to call' : 'something');
    }
    if (typeof value === 'function' && (at > 0 || !end.from)) {
      const self: Self | undefined = holder && {
        object: holder,
        path: end.from && this.origin(end, at - 1),
        name: shortName(end).split('.').slice(0, -1).join('.') || undefined,
        place: kind === 'this' ? unit.self?.place : this.builder.ignoring.placeOf(unit.fn),
      };
      const named = path[at]?.key === 'name' ? ` named ${value.name}` : '';
      const isHandedOn = use === 'read' && isWhole;
      const node = isHandedOn
        ? this.builder.valueNode(value, shortName(end), self)
        : this.builder.functionNode(value, shortName(end), self);
      return withRest(end, node, named);
    }
    if (end.from) return this.field(end);
    if (isObject) {
      if (types.isProxy(value)) {
        return this.builder.unseenNode(shortName(end), 'is a Proxy, whose content cannot be read');
      }
      const known = this.builder.knownNode(value as object, shortName(end));
      if (known) return withRest(end, known, '');
    }
    const { words } = leftOut?.mention ?? { words: [] };
    const without = leftOut?.name.below(words.slice(0, words.length - (path.length - at)));
    return withRest(end, this.builder.values.node(value, shortName(end), without), '');
  }

  /** Data of the keyed object: it counts with the arguments of a call, not with the code. */
  private field(position: Position): GraphNode {
    const path = [...position.from!, ...position.path];
    const name = path.map(({ key }) => key).join('.');
    // All of the path: where it ends now another object may have more, of which another reference takes less.
    this.builder.fields.set(name, path);
    return graphNode(`field ${name}`);
  }

  private origin(position: Position, steps = position.at): readonly Step[] {
    return [...(position.from ?? []), ...position.path.slice(0, steps)];
  }

  private isCollection(reference: Reference, unit: Unit): boolean {
    const base = { ...reference, path: reference.path.slice(0, -1) };
    const start = this.start(base, unit);
    const end = 'label' in start ? start : this.walk(start);
    if ('label' in end || end.at < base.path.length) return false;
    const { value } = end;
    return Array.isArray(value) || types.isMap(value) || types.isSet(value) || ArrayBuffer.isView(value);
  }
}

/** What the code takes from the end of a chain, which is the same whatever the chain before it. */
function restOf({ path, at }: Position, skip = 0): string {
  return path
    .slice(at + skip)
    .map(({ key, optional }) => (optional ? `?.${key}` : `.${key}`))
    .join('');
}

function withRest(position: Position, node: GraphNode, extra: string): GraphNode {
  const rest = restOf(position) + extra;
  return rest ? graphNode(`of ${rest}`, [node]) : node;
}

/** The part of a reference that was followed, as a person would write it. */
function shortName({ path, at, name }: Position): string {
  const rest = path.length - at;
  return rest === 0 ? name : name.split('.').slice(0, -rest).join('.') || name;
}

/** Objects that only carry the names of a cell or module: a function called through them does not get them as `this`. */
function isNamespace(value: object): boolean {
  if (value === notebookExports() || value === globalThis || types.isModuleNamespaceObject(value)) return true;
  if (Object.hasOwn(value, '__esModule')) return true;
  // TypeScript makes such an object for `import * as m` of a module that is not an ES module.
  const whole: unknown = Object.getOwnPropertyDescriptor(value, 'default')?.value;
  return whole !== undefined && moduleOf(whole) !== undefined;
}

/**
 * The object on the prototype chain that has the method: `super` begins above it. The object itself comes last, because
 * it may hold the cached form of a method of its class.
 */
function homeOf(fn: Function, object: object): object | undefined {
  const chain: object[] = [];
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at) as object | null) chain.push(at);
  const [own, ...parents] = chain;
  return [...parents, own!].find((at) =>
    Object.values(Object.getOwnPropertyDescriptors(at)).some(
      ({ value, get, set }) =>
        (typeof value === 'function' && originalOf(value as Function) === fn) || get === fn || set === fn,
    ),
  );
}
