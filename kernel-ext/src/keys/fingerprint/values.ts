import { types } from 'node:util';
import { omit, type CopyListener, type MemberPath } from '../bind/ignore';
import { digestValue } from '../canonical';
import { shapeOf } from '../code/shape';
import { UnhashableArgumentError } from '../../errors';
import { previewValue } from '../preview';
import type { Builder } from './builder';
import { graphNode, type GraphNode } from './graph';
import type { Inspector } from './inspector';
import { isTextOfClass, isWrittenInClassOf } from './lexical-this';
import { Snapshot } from './snapshot';

/** A value's content, and the functions and classes in it, in the order in which the walk meets them. */
interface Content {
  readonly digest: string;
  readonly code: readonly Function[];
  /** Those among them that are values, and not only the class of one. */
  readonly handedOn: ReadonlySet<Function>;
}

/** Makes nodes of captured values. */
export class ValueReader {
  constructor(private readonly builder: Builder) {}

  /** @param without Members that are left out. */
  node(value: unknown, name: string, without: readonly MemberPath[] = []): GraphNode {
    if (typeof value === 'function') return this.builder.valueNode(value, name);
    // A symbol that only this process has is the same thing to each run of the code that makes it.
    if (typeof value === 'symbol') return graphNode(`symbol ${String(value.description)}`);
    let content: Content;
    try {
      content = this.content(value, without);
    } catch (error) {
      if (!(error instanceof UnhashableArgumentError)) throw error;
      if (error.path === 'value' || !hasMembers(value)) return this.builder.unseenNode(name, error.reason);
      return this.memberwise(value, name, without);
    }
    this.builder.report.add('captured', name, content.digest, previewValue(leaveOut(value, without)));
    if (typeof value !== 'object' || value === null) return graphNode(`value ${content.digest}`);
    this.watchContent(value, content, without);
    // Its own methods may change it, seen from here or not: those of packages are not read.
    if (content.code.length > 0) this.builder.report.written.add(name);
    return graphNode(`value ${content.digest}`, this.codeNodes(content, value, name));
  }

  /** Of an object that holds something without content, the rest still counts: member by member. */
  private memberwise(value: object, name: string, without: readonly MemberPath[]): GraphNode {
    const { objects } = this.builder.ignoring.region;
    const known = objects.get(value);
    if (known && without.length === 0) return known;
    const keysOf = (): string[] => Object.keys(value).filter((key) => !without.some((path) => path.join() === key));
    const keys = keysOf().sort();
    const node = graphNode(`members ${JSON.stringify(keys)}`);
    if (without.length === 0) objects.set(value, node);
    const { constructor } = value;
    if (typeof constructor === 'function' && constructor !== Object && constructor !== Array) {
      node.children.push(this.builder.functionNode(constructor, constructor.name));
    }
    for (const key of keys) {
      const member = (value as Record<string, unknown>)[key];
      this.builder.watch.member(value, key, member);
      const below = without.filter(([first]) => first === key).map((path) => path.slice(1));
      node.children.push(this.node(member, `${name}.${key}`, below));
    }
    this.builder.watch.check(() => keysOf().length === keys.length);
    return node;
  }

  private codeNodes({ code, handedOn }: Content, holder: object, name: string): GraphNode[] {
    return code.map((fn) => {
      const source = Function.prototype.toString.call(fn);
      const self = isWrittenInClassOf(holder, source) ? { object: holder, path: undefined } : undefined;
      // The object that a field's arrow function has as `this` is part of the value, as its class is part of the code.
      const isField = code.some((other) => other !== fn && isTextOfClass(other, source));
      const label = fn.name || `function in ${name}`;
      return handedOn.has(fn)
        ? this.builder.valueNode(fn, label, self, isField)
        : this.builder.functionNode(fn, label, self, isField);
    });
  }

  /** @throws UnhashableArgumentError with the path of the member that has no content. */
  private content(value: unknown, without: readonly MemberPath[]): Content {
    const originals = new Map<object, object>();
    const code = new Map<Function, Buffer>();
    const handedOn = new Set<Function>();
    const stand = (fn: Function): Buffer => {
      let mark = code.get(fn);
      if (!mark) {
        mark = Buffer.alloc(32);
        mark.writeUInt32LE(code.size + 1);
        code.set(fn, mark);
      }
      return mark;
    };
    const counted = leaveOut(value, without, (copy, original) => originals.set(copy, original));
    const digest = digestValue(counted, {
      hashFunction: (fn) => {
        handedOn.add(fn);
        return stand(fn);
      },
      hashClass: stand,
      privateFields: (object) => privateFieldsOf(originals.get(object) ?? object, this.builder.engine.inspector),
    });
    return { digest: digest.toString('hex'), code: [...code.keys()], handedOn };
  }

  private watchContent(value: object, content: Content, without: readonly MemberPath[]): void {
    const snapshot = Snapshot.of(value);
    this.builder.watch.check(() => {
      if (snapshot?.holds()) return true;
      try {
        const now = this.content(value, without);
        return now.digest === content.digest && now.code.every((fn, at) => fn === content.code[at]);
      } catch {
        return false;
      }
    });
  }
}

/** With nothing to leave out an empty object stays one. */
function leaveOut(value: unknown, paths: readonly MemberPath[], onCopy?: CopyListener): unknown {
  return paths.length === 0 ? value : omit(value, paths, onCopy);
}

function hasMembers(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !types.isProxy(value) && Object.keys(value).length > 0;
}

/** Private fields of an object; undefined when its classes have none, or they cannot be read. */
export function privateFieldsOf(object: object, inspector: Inspector | undefined): [string, unknown][] | undefined {
  if (!inspector || !hasPrivateMembers(object)) return undefined;
  return inspector
    .privateMembers(object)
    .filter((member) => !member.get)
    .map(({ name, value }) => [name, value]);
}

/** Whether a class of the object says `#` in its text: asking the engine about each object would be slow. */
function hasPrivateMembers(object: object): boolean {
  for (let at = Object.getPrototypeOf(object) as object | null; at; at = Object.getPrototypeOf(at) as object | null) {
    const constructor: unknown = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof constructor !== 'function') continue;
    const source = Function.prototype.toString.call(constructor);
    if (source.includes('#') && shapeOf(source)?.isClass) return true;
  }
  return false;
}
