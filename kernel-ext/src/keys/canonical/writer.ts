import { UnhashableArgumentError } from '../../errors';
import { HashWriter } from '../hash';
import { Frame, Members } from './frames';
import { kindOf, PLAIN, type Kind } from './kinds';
import { writeBigInt, writeBuffer, writeNumber, writeRegExp, writeSymbol, writeView } from './leaves';
import { instanceKeys, symbolKeys, writeKeys } from './members';
import { hasOwnProperties } from './extras';
import { shapeOf } from './shapes';
import { Tag } from './tags';

/** What the walk cannot know by itself. */
export interface CanonicalOptions {
  /** 32 bytes that stand for a function: equal iff its code and what it reads are equal. Without it functions are refused. */
  readonly hashFunction?: ((fn: Function) => Buffer) | undefined;
  /** 32 bytes that stand for the class of an instance, beside its name; undefined counts the name only. */
  readonly hashClass?: ((constructor: Function) => Buffer | undefined) | undefined;
  /** Values of the private fields of an instance (`#name`), or undefined when its classes have none. */
  readonly privateFields?: ((object: object) => ReadonlyArray<readonly [name: string, value: unknown]> | undefined) | undefined;
  /** For messages. */
  readonly functionName?: string | undefined;
}

/** Encodings at least this long are replaced by their digest when they are complete. Part of the key format. */
const COLLAPSE_BYTES = 16_384;
/** Below this depth no object is looked up among its ancestors: real data is flat, and a cycle is deep soon. */
const TRACK_DEPTH = 16;
const MAX_DEPTH = 5_000_000;
/** Characters of a path in a message. */
const MAX_PATH = 1_000;
/** Frames kept for the next walk. */
const KEEP_FRAMES = 1_000;

/** Thrown inside the walk when an object is its own ancestor. */
const CYCLE = Symbol('cycle');

/**
 * Writes values in the canonical encoding of keys: equal content gives equal bytes, whatever the order of keys, and
 * different content different bytes. Iterative: depth is bounded by memory only.
 *
 * Objects that are reached twice count as two equal objects, unless the value has a cycle: then it counts as the graph
 * that it is. Getters are read, once, as the function would read them.
 *
 * @example
 * const writer = new CanonicalWriter({ functionName: 'load' });
 * writer.value({ b: 1, a: [2n] }, 'options');
 * const digest = writer.out.digest();
 */
export class CanonicalWriter {
  readonly out = new HashWriter();
  private frames: Frame[] = [];
  private depth = -1;
  private readonly ancestors = new Set<object>();
  /** Digests of the large parts that were walked already, so that sharing costs nothing. */
  private readonly walked = new Map<object, Buffer>();
  private readonly classes = new Map<Function, Buffer | undefined>();
  /** Numbers of the objects, when the value has cycles. */
  private visited: Map<object, number> | undefined;

  constructor(private options: CanonicalOptions = {}) {}

  /** Starts anew, with other options. */
  begin(options: CanonicalOptions): void {
    this.options = options;
    this.out.reset();
  }

  /**
   * Writes one value. `path` is its name in messages.
   *
   * @throws UnhashableArgumentError with the path of the member that has no content to make a key of.
   */
  value(value: unknown, path: string): void {
    const start = this.out.length;
    try {
      this.walk(value);
    } catch (error) {
      if (error !== CYCLE) throw this.explain(error, path);
      this.forget();
      this.out.length = start;
      this.out.byte(Tag.graph);
      this.visited = new Map();
      try {
        this.walk(value);
      } catch (second) {
        throw this.explain(second, path);
      }
    } finally {
      this.forget();
    }
  }

  private explain(error: unknown, path: string): UnhashableArgumentError {
    let full = path;
    let hidden = '';
    for (let i = 0; i <= this.depth && full.length < MAX_PATH; i++) {
      const frame = this.frames[i]!;
      if (frame.atSymbol()) {
        // No one writes such a member, so the object that has it is to blame.
        hidden = 'hides something that ';
        break;
      }
      full += frame.segment();
    }
    return new UnhashableArgumentError(full, hidden + reasonOf(error), this.options.functionName);
  }

  private forget(): void {
    for (let i = 0; i <= this.depth; i++) this.frames[i]!.clear();
    if (this.frames.length > KEEP_FRAMES) this.frames.length = KEEP_FRAMES;
    this.depth = -1;
    if (this.ancestors.size > 0) this.ancestors.clear();
    if (this.walked.size > 0) this.walked.clear();
    if (this.classes.size > 0) this.classes.clear();
    this.visited = undefined;
  }

  private walk(root: unknown): void {
    this.emit(root);
    while (this.depth >= 0) {
      const frame = this.frames[this.depth]!;
      if (!this.advance(frame)) this.pop(frame);
    }
  }

  /** Writes members until one opens a frame of its own (true) or none is left (false). */
  private advance(frame: Frame): boolean {
    const { out } = this;
    for (;;) {
      if (frame.next >= frame.count) return false;
      if (out.length - frame.run >= COLLAPSE_BYTES && frame.next > 0) {
        out.collapse(frame.run, Tag.run);
        frame.run = out.length;
        frame.large = true;
      }
      const at = frame.next++;
      let member: unknown;
      switch (frame.members) {
        case Members.keyed:
          member =
            at < frame.keys.length
              ? (frame.object as Record<PropertyKey, unknown>)[frame.keys[at]!]
              : frame.values[at - frame.keys.length];
          break;
        case Members.indexed:
          member = (frame.object as unknown[])[at];
          if (member === undefined && !(at in frame.object)) {
            this.holes(frame, at);
            continue;
          }
          break;
        case Members.setValues:
          member = frame.iterator!.next().value;
          break;
        case Members.mapEntries:
          if (at % 2 === 0) {
            const entry = frame.iterator!.next().value as [unknown, unknown];
            member = frame.mapKey = entry[0];
            frame.pending = entry[1];
          } else {
            member = frame.pending;
          }
      }
      if (this.emit(member)) return true;
    }
  }

  /** A run of missing elements, which may be long: the next element is found through the keys then. */
  private holes(frame: Frame, from: number): void {
    const array = frame.object as unknown[];
    let end = from + 1;
    const near = Math.min(frame.count, from + 100);
    while (end < near && !(end in array)) end++;
    if (end === near && end < frame.count) end = nextIndex(array, end);
    this.out.byte(Tag.holes);
    this.out.varint(end - from);
    frame.next = end;
  }

  private pop(frame: Frame): void {
    const { out } = this;
    if (frame.thenBuiltin) {
      frame.thenBuiltin = false;
      const { object } = frame;
      frame.count = frame.next = 0;
      if (this.builtin(object, kindOf(object), undefined)) return;
    }
    if (frame.large || out.length - frame.start >= COLLAPSE_BYTES) {
      const digest = out.collapse(frame.start, Tag.collapsed);
      if (this.visited === undefined && frame.identity !== undefined) this.walked.set(frame.identity, digest);
    }
    if (this.depth >= TRACK_DEPTH && frame.identity !== undefined) this.ancestors.delete(frame.identity);
    frame.clear();
    this.depth--;
  }

  /** Writes a value that has no members (false), or opens a frame for its members (true). */
  private emit(value: unknown): boolean {
    const { out } = this;
    switch (typeof value) {
      case 'string':
        out.byte(Tag.string);
        out.text(value);
        return false;
      case 'number':
        writeNumber(out, value);
        return false;
      case 'object':
        if (value !== null) return this.object(value);
        out.byte(Tag.null);
        return false;
      case 'undefined':
        out.byte(Tag.undefined);
        return false;
      case 'boolean':
        out.byte(value ? Tag.true : Tag.false);
        return false;
      case 'bigint':
        writeBigInt(out, value);
        return false;
      case 'symbol':
        if (!writeSymbol(out, value)) throw new Refusal('is a symbol that only this process has (use Symbol.for)');
        return false;
      case 'function':
        this.function(value);
        return false;
    }
  }

  private function(value: Function): void {
    const digest = this.options.hashFunction?.(value);
    if (digest === undefined) throw new Refusal('is a function');
    this.out.byte(Tag.function);
    this.out.raw(digest);
  }

  private object(value: object): boolean {
    const { out, visited } = this;
    if (visited !== undefined) {
      const number = visited.get(value);
      if (number !== undefined) {
        out.byte(Tag.reference);
        out.varint(number);
        return false;
      }
      visited.set(value, visited.size);
    } else if (this.walked.size > 0) {
      const digest = this.walked.get(value);
      if (digest !== undefined) {
        out.byte(Tag.collapsed);
        out.raw(digest);
        return false;
      }
    }
    const start = out.length;
    const kind = kindOf(value);
    if (kind === PLAIN) {
      const keys = Object.keys(value);
      const symbols = symbolKeys(value);
      if (symbols.length > 0) {
        out.byte(Tag.objectWithSymbols);
        return this.open(value, start, writeKeys(out, keys, symbols));
      }
      if (keys.length === 0 && isNamespace(value)) return this.instance(value, kind, start, Tag.instance);
      const shape = shapeOf(keys);
      out.byte(Tag.object);
      out.raw(shape.encoded);
      return this.open(value, start, shape.sorted);
    }
    return this.special(value, kind, start);
  }

  private special(value: object, kind: Kind, start: number): boolean {
    const { out } = this;
    switch (kind.base) {
      case 'refused':
        throw new Refusal(kind.reason);
      case 'nullObject':
        out.byte(Tag.objectWithoutPrototype);
        return this.open(value, start, writeKeys(out, Object.keys(value), symbolKeys(value)));
      case 'derived': {
        out.byte(Tag.derivedObject);
        const frame = this.push(value, start);
        frame.keys = writeKeys(out, Object.keys(value), symbolKeys(value));
        frame.values = [Object.getPrototypeOf(value)];
        frame.labels = ['.__proto__'];
        frame.count = frame.keys.length + 1;
        frame.run = out.length;
        return true;
      }
      case 'object':
        return this.instance(value, kind, start, Tag.instance);
      case 'error':
        return this.instance(value, kind, start, Tag.error, 'stack');
      default:
        if (kind.className === '' && !hasOwnProperties(value, kind)) return this.builtin(value, kind, start);
        this.instance(value, kind, start, Tag.extended, kind);
        this.frames[this.depth]!.thenBuiltin = true;
        return true;
    }
  }

  /** The class and the fields of an instance. */
  private instance(value: object, kind: Kind, start: number, tag: number, except?: string | Kind): boolean {
    const { out, options } = this;
    out.byte(tag);
    out.text(kind.className);
    const classDigest = kind.constructor && this.classDigest(kind.constructor);
    out.byte(classDigest === undefined ? 0 : 1);
    if (classDigest !== undefined) out.raw(classDigest);
    const keys = typeof except === 'object' ? extraKeys(value, except) : instanceKeys(value, except);
    const frame = this.push(value, start);
    frame.keys = writeKeys(out, keys.strings, keys.symbols);
    const fields = kind.hasPrivateFields ? options.privateFields?.(value) : undefined;
    if (kind.hasPrivateFields && fields === undefined) throw new Refusal('has private fields, which cannot be read');
    out.varint(fields?.length ?? 0);
    if (fields !== undefined && fields.length > 0) {
      const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
      for (const [name] of sorted) out.text(name);
      frame.values = sorted.map(([, field]) => field);
      frame.labels = sorted.map(([name]) => `.${name}`);
    }
    frame.count = frame.keys.length + frame.values.length;
    frame.run = out.length;
    return true;
  }

  /** Once for each class: making one may take as long as a thousand fields. */
  private classDigest(constructor: Function): Buffer | undefined {
    const { hashClass } = this.options;
    if (hashClass === undefined) return undefined;
    if (!this.classes.has(constructor)) this.classes.set(constructor, hashClass(constructor));
    return this.classes.get(constructor);
  }

  /** The content of a built-in. Without a start it continues the frame on top. */
  private builtin(value: object, kind: Kind, start: number | undefined): boolean {
    const { out } = this;
    switch (kind.base) {
      case 'array': {
        const { length } = value as unknown[];
        out.byte(Tag.array);
        out.varint(length);
        return this.openList(value, start, Members.indexed, length, undefined);
      }
      case 'map': {
        const iterator = Map.prototype.entries.call(value as Map<unknown, unknown>);
        const { size } = value as Map<unknown, unknown>;
        out.byte(Tag.map);
        out.varint(size);
        return this.openList(value, start, Members.mapEntries, size * 2, iterator);
      }
      case 'set': {
        const iterator = Set.prototype.values.call(value as Set<unknown>);
        const { size } = value as Set<unknown>;
        out.byte(Tag.set);
        out.varint(size);
        return this.openList(value, start, Members.setValues, size, iterator);
      }
      case 'date':
        out.byte(Tag.date);
        writeNumber(out, Date.prototype.getTime.call(value));
        return false;
      case 'regexp':
        writeRegExp(out, value as RegExp);
        return false;
      case 'boxed':
        out.byte(Tag.boxed);
        return this.emit(value.valueOf());
      case 'url':
        out.byte(Tag.url);
        out.text((value as URL).href);
        return false;
      case 'urlSearchParams':
        out.byte(Tag.urlSearchParams);
        out.text((value as URLSearchParams).toString());
        return false;
      case 'view':
        writeView(out, kind.type, value as ArrayBufferView);
        return false;
      case 'arrayBuffer':
        writeBuffer(out, value as ArrayBuffer, Tag.arrayBuffer);
        return false;
      case 'sharedArrayBuffer':
        writeBuffer(out, value as SharedArrayBuffer, Tag.sharedArrayBuffer);
        return false;
      default:
        return this.described(value, kind, start);
    }
  }

  private described(value: object, kind: Kind, start: number | undefined): boolean {
    this.out.byte(Tag.described);
    this.out.text(kind.type);
    const content = kind.describe!(value as never);
    this.openList(value, start, Members.keyed, 1, undefined);
    const frame = this.frames[this.depth]!;
    frame.keys = [];
    frame.values = [content];
    frame.labels = [''];
    return true;
  }

  private open(value: object, start: number, keys: readonly PropertyKey[]): boolean {
    const frame = this.push(value, start);
    frame.members = Members.keyed;
    frame.keys = keys;
    frame.count = keys.length;
    frame.run = this.out.length;
    return true;
  }

  private openList(
    value: object,
    start: number | undefined,
    members: Members,
    count: number,
    iterator: Iterator<unknown> | undefined,
  ): boolean {
    const frame = start === undefined ? this.frames[this.depth]! : this.push(value, start);
    frame.members = members;
    frame.iterator = iterator;
    frame.next = 0;
    frame.count = count;
    frame.run = this.out.length;
    return true;
  }

  private push(value: object, start: number): Frame {
    const depth = ++this.depth;
    if (depth >= TRACK_DEPTH && this.visited === undefined) this.track(value, depth);
    let frame = this.frames[depth];
    if (frame === undefined) {
      if (depth > MAX_DEPTH) throw new Refusal('is nested without end');
      this.frames.push((frame = new Frame()));
    }
    frame.identity = frame.object = value;
    frame.members = Members.keyed;
    frame.next = 0;
    frame.start = start;
    frame.large = false;
    return frame;
  }

  private track(value: object, depth: number): void {
    const { ancestors } = this;
    if (depth === TRACK_DEPTH) {
      ancestors.clear();
      for (let i = 0; i < depth; i++) ancestors.add(this.frames[i]!.identity!);
    }
    if (ancestors.has(value)) {
      this.depth--;
      throw CYCLE;
    }
    ancestors.add(value);
  }
}

/** Raised where the walk stands; the path is read off the stack. */
class Refusal extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.reason;
  if (error instanceof UnhashableArgumentError) return `reads \`${error.path}\`, which ${error.reason}`;
  return `cannot be read (${error instanceof Error ? error.message : String(error)})`;
}

function nextIndex(array: readonly unknown[], from: number): number {
  for (const key of Object.keys(array)) {
    const index = Number(key);
    if (Number.isInteger(index) && index >= from) return index;
  }
  return array.length;
}

function extraKeys(value: object, kind: Kind): { strings: readonly string[]; symbols: readonly symbol[] } {
  const indexed = kind.base === 'array' || kind.base === 'view' || kind.base === 'boxed';
  const strings = Object.keys(value).filter((key) => !(indexed && /^(0|[1-9]\d*)$/.test(key)));
  return { strings, symbols: symbolKeys(value) };
}

/** Objects like `Math`, which list nothing but are not empty. */
function isNamespace(value: object): boolean {
  return Object.getOwnPropertyNames(value).length > 0;
}
