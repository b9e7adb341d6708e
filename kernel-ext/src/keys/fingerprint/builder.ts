import { types } from 'node:util';
import type { Step } from '../code/references';
import { readsThis, shapeOf, shapeOfCode, type Shape } from '../code/shape';
import { hashText } from '../hash';
import { findMember, isNative, platformName } from './builtins';
import { declaredNodes } from './declared';
import type { Engine } from './engine';
import { Follower } from './follow';
import { graphNode, type GraphNode } from './graph';
import { Ignoring } from './ignoring';
import { prototypeOf } from './heritage';
import { memberNodes } from './members';
import { exportedName, moduleOf, type Exported } from './modules';
import { OWN_NAME, originOfUrl, pathInPackage, pathOfUrl, type Origin } from './origin';
import { isWrittenInClassOf } from './lexical-this';
import { findPrivateMethod } from './private-methods';
import { Properties } from './properties';
import { Report } from './report';
import { ValueReader } from './values';
import { Variables } from './variables';
import { Watch } from './watch';
import { declaredOf, originalOf } from './wrappers';

/** How many functions inside of packages are followed for one fingerprint. */
const INNER_LIMIT = 200;

/** What `this` is in a function that is reached through an object. */
export interface Self {
  readonly object: object;
  /** Steps to the object from the `this` of the cached method; undefined when the object is captured instead. */
  readonly path: readonly Step[] | undefined;
  /** How a person would write it where the chain to the function begins: `store` for `store.load()`. */
  readonly name?: string | undefined;
  /** Where the code is written in which it has this name. */
  readonly place?: string | undefined;
}

/** A method of the keyed object that the fingerprint counts: it holds for objects that have the same one there. */
export interface MethodCheck {
  readonly path: readonly Step[];
  readonly key: string;
  readonly fn: Function;
}

/** A function or class whose references are being followed. */
export interface Unit {
  readonly fn: Function;
  readonly shape: Shape;
  readonly self: Self | undefined;
  /** Prototype or class that holds the code, when it is no property of it. */
  readonly home?: object | undefined;
}

/** Builds the graph of all that a function reaches, and notes on the way what must stay as it is. */
export class Builder {
  readonly report = new Report();
  readonly watch: Watch;
  /** Data of the keyed `this` that is read, by the text of its path. */
  readonly fields = new Map<string, readonly Step[]>();
  readonly methods: MethodCheck[] = [];
  /** Arrow functions that read `this`, and whether they were taken for written in a class of the keyed object. */
  readonly arrows: { readonly source: string; readonly isWritten: boolean }[] = [];
  /** Whether anything was asked of the keyed `this`. */
  readsThis = false;
  readonly variables: Variables;
  readonly values: ValueReader;
  readonly properties: Properties;
  private readonly follower: Follower;
  readonly ignoring: Ignoring;
  private innerFollowed = 0;

  constructor(readonly engine: Engine) {
    this.watch = new Watch(engine);
    this.variables = new Variables(engine, this.watch);
    this.values = new ValueReader(this);
    this.properties = new Properties(this);
    this.ignoring = new Ignoring(this);
    this.follower = new Follower(this);
  }

  /**
   * Node of a function or class.
   *
   * @param name How it is reached.
   * @param holdsThis Whether what an arrow function has as `this` counts anyway, so that it need not be seen.
   */
  functionNode(given: Function, name: string, self?: Self, holdsThis = false): GraphNode {
    const fn = originalOf(given);
    if (fn !== given) return this.cachedNode(given, name, () => this.functionNode(fn, name, self, holdsThis), self);
    const { functions } = this.ignoring.region;
    let nodes = functions.get(fn);
    if (!nodes) functions.set(fn, (nodes = new Map<object | undefined, GraphNode>()));
    const known = nodes.get(self?.object);
    if (known) return known;
    const node = graphNode('');
    nodes.set(self?.object, node);
    this.fill(node, fn, name, self, holdsThis);
    return node;
  }

  /** Node of a cached function: of its code without what its options leave out, and of what they add. */
  private cachedNode(given: Function, name: string, code: () => GraphNode, self: Self | undefined): GraphNode {
    const node = this.ignoring.ofCached(given, self, code);
    const declared = declaredOf(given);
    if (!declared) return node;
    const label = `declared ${typeof declared.version} ${declared.version}`;
    return graphNode(label, [node, ...declaredNodes(declared, this, `${name}: `)]);
  }

  /** Node of a function that is handed on as a value: with what it has as properties, statics of a class among them. */
  valueNode(given: Function, name: string, self?: Self, holdsThis = false): GraphNode {
    const fn = originalOf(given);
    const node = this.functionNode(given, name, self, holdsThis);
    if (isNative(fn) || types.isProxy(fn) || this.knownNode(fn, name)) return node;
    const properties = this.properties.node(fn, name);
    return properties ? graphNode('function with properties', [node, properties]) : node;
  }

  /** Node of a function or object that counts by name, because it belongs to the platform or to a package. */
  knownNode(value: Function | object, name: string): GraphNode | undefined {
    const platform = platformName(value);
    if (platform !== undefined) return graphNode(`builtin ${platform}`);
    const module = moduleOf(value);
    if (module) return this.originNode(module, name);
    const origin = typeof value === 'function' ? this.originOf(value) : this.originOfInstance(value);
    if (!origin) return undefined;
    const member = exportedName(value, origin);
    if (member !== undefined) return this.originNode({ origin, member }, name);
    if (typeof value !== 'function') return origin.name === OWN_NAME ? graphNode(`builtin ${OWN_NAME}`) : undefined;
    return this.innerNode(value, origin, name);
  }

  /** Whose code a function is, when it is not the user's own. */
  originOf(fn: Function): Origin | undefined {
    return isNative(fn) ? undefined : originOfUrl(this.engine.urlOf(fn));
  }

  private originOfInstance(value: object): Origin | undefined {
    const constructor: unknown = findMember(value, 'constructor')?.property.value;
    if (typeof constructor !== 'function' || isNative(constructor) || types.isProxy(constructor)) return undefined;
    return this.originOf(constructor);
  }

  /**
   * A function that a package keeps to itself or made for the user. What the package made (`prop('age')`, `limit(2)`)
   * differs by what it captured, so its code is followed like the user's; the rest counts by its place in the package.
   */
  private innerNode(fn: Function, origin: Origin, name: string): GraphNode | undefined {
    if (origin.kind === 'builtin') return graphNode(`builtin ${origin.name} ${fn.name}`);
    const isClass = /^class\b/.test(Function.prototype.toString.call(fn));
    if (!isClass && this.innerFollowed < INNER_LIMIT) {
      this.innerFollowed++;
      return undefined;
    }
    const { line, column } = this.engine.view(fn)!.location!;
    const file = pathInPackage(origin, pathOfUrl(this.engine.urlOf(fn)!));
    return this.originNode({ origin, member: `${file} ${fn.name} ${line}:${column}` }, name);
  }

  /** Node of something that counts by the name under which it is given out. */
  originNode({ origin, member }: Exported, name: string): GraphNode {
    if (origin.kind === 'package') this.report.add('package', name, hashText(origin.name).toString('hex'), origin.name);
    return graphNode(`${origin.kind} ${origin.name} ${member}`);
  }

  /** Node of something whose content cannot be told. */
  unseenNode(name: string, reason: string): GraphNode {
    this.report.cannotSee(name, reason, true);
    return graphNode(`unseen ${name}`);
  }

  private fill(node: GraphNode, fn: Function, name: string, self: Self | undefined, holdsThis: boolean): void {
    if (types.isProxy(fn)) return this.become(node, this.unseenNode(name, 'is a Proxy, whose content cannot be read'));
    const bound = isNative(fn) ? this.engine.inspector?.boundView(fn) : undefined;
    if (bound) {
      node.label = 'bound';
      const target = { object: bound.self as object, path: undefined };
      const hasSelf = typeof bound.self === 'object' && bound.self !== null;
      node.children.push(this.functionNode(bound.target, name, hasSelf ? target : undefined));
      bound.args.forEach((arg, at) => node.children.push(this.values.node(arg, `${name} bound to ${at + 1}`)));
      return;
    }
    const known = this.knownNode(fn, name);
    if (known) return this.become(node, known);
    if (isNative(fn)) {
      return this.become(node, this.unseenNode(name, 'is native code, whose state cannot be read'));
    }
    const source = Function.prototype.toString.call(fn);
    const shape = shapeOf(source);
    if (!shape) {
      this.report.cannotSee(name, 'is code that cannot be parsed');
      node.label = `text ${hashText(source).toString('hex')}`;
      return;
    }
    this.report.add(shape.isClass ? 'class' : 'function', name, shape.digest, source);
    node.label = shape.isClass ? `class ${fn.name} ${shape.digest}` : `code ${shape.digest}`;
    if (shape.hides) {
      this.report.cannotSee(name, `uses \`${shape.hides}\`, so what it reads cannot be told from its text`);
    }
    this.fillReferences(node, { fn, shape, self: holdsThis ? self : this.receiver(shape, source, self, name) });
    if (mayMakeObjects(fn, shape)) node.children.push(...memberNodes(this, fn, name));
  }

  /**
   * Node of a private method. The engine does not show it, but it is in the text of its class and sees the variables
   * that the class sees.
   */
  privateMethodNode(name: string, key: string, self: Self): GraphNode | undefined {
    const found = findPrivateMethod(self.object, key);
    if (!found) return undefined;
    const { code, owner, home } = found;
    const { privateMethods } = this.ignoring.region;
    let nodes = privateMethods.get(code);
    if (!nodes) privateMethods.set(code, (nodes = new Map<object, GraphNode>()));
    const known = nodes.get(self.object);
    if (known) return known;
    const shape = shapeOfCode(code);
    const node = graphNode(`code ${shape.digest}`);
    nodes.set(self.object, node);
    this.report.add('function', name, shape.digest, code.text.slice(code.node.start, code.node.end));
    this.fillReferences(node, { fn: owner, shape, self, home });
    return node;
  }

  /** What `this` is in a function: for an arrow function, the object in whose class it is written. */
  private receiver(shape: Shape, source: string, self: Self | undefined, name: string): Self | undefined {
    if (!shape.isArrow || !readsThis(shape)) return self;
    const isWritten = self !== undefined && isWrittenInClassOf(self.object, source);
    if (!self || self.path?.length === 0) this.arrows.push({ source, isWritten });
    if (isWritten) return self;
    this.report.cannotSee(name, 'is an arrow function with a `this` that cannot be seen from outside', true);
    return undefined;
  }

  private fillReferences(node: GraphNode, unit: Unit): void {
    const reached = unit.shape.references.map((reference) => this.follower.node(reference, unit));
    for (const place of unit.shape.mentions) node.children.push(reached[place]!);
  }

  private become(node: GraphNode, other: GraphNode): void {
    node.label = other.label;
    node.children.push(...other.children);
  }
}

/** Whether `new` may be used with a function: what is on its prototype counts then. */
function mayMakeObjects(fn: Function, shape: Shape): boolean {
  if (shape.isClass) return true;
  const prototype = prototypeOf(fn);
  return (
    prototype !== undefined && (readsThis(shape) || Reflect.ownKeys(prototype).some((key) => key !== 'constructor'))
  );
}
