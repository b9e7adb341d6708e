import { digestValue } from '../canonical';
import { shapeOf } from '../code/shape';
import { UnhashableArgumentError } from '../../errors';
import { previewValue } from '../preview';
import type { Builder } from './builder';
import { graphNode, type GraphNode } from './graph';
import type { Inspector } from './inspector';
import { isWrittenInClassOf } from './lexical-this';

/** A value's content, and the functions and classes in it, in the order in which the walk meets them. */
interface Content {
  readonly digest: string;
  readonly code: readonly Function[];
}

/** Makes nodes of captured values. */
export class ValueReader {
  constructor(private readonly builder: Builder) {}

  node(value: unknown, name: string): GraphNode {
    if (typeof value === 'function') return this.builder.functionNode(value, name);
    let content: Content;
    try {
      content = this.content(value);
    } catch (error) {
      if (!(error instanceof UnhashableArgumentError)) throw error;
      return this.builder.unseenNode(error.path === 'value' ? name : `${name}${error.path.slice(5)}`, error.reason);
    }
    this.builder.report.add('captured', name, content.digest, previewValue(value));
    if (typeof value === 'object' && value !== null) this.watchContent(value, content);
    const self = typeof value === 'object' && value !== null ? { object: value, path: undefined } : undefined;
    const children = content.code.map((fn) => {
      const own = self && isWrittenInClassOf(self.object, Function.prototype.toString.call(fn)) ? self : undefined;
      return this.builder.functionNode(fn, fn.name || `function in ${name}`, own);
    });
    return graphNode(`value ${content.digest}`, children);
  }

  /** @throws UnhashableArgumentError with the path of the member that has no content. */
  private content(value: unknown): Content {
    const code = new Map<Function, Buffer>();
    const stand = (fn: Function): Buffer => {
      let mark = code.get(fn);
      if (!mark) {
        mark = Buffer.alloc(32);
        mark.writeUInt32LE(code.size + 1);
        code.set(fn, mark);
      }
      return mark;
    };
    const digest = digestValue(value, {
      hashFunction: stand,
      hashClass: stand,
      privateFields: (object) => privateFieldsOf(object, this.builder.engine.inspector),
    });
    return { digest: digest.toString('hex'), code: [...code.keys()] };
  }

  private watchContent(value: object, content: Content): void {
    this.builder.watch.check(() => {
      try {
        const now = this.content(value);
        return now.digest === content.digest && now.code.every((fn, at) => fn === content.code[at]);
      } catch {
        return false;
      }
    });
  }
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
