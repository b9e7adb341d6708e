import { types } from 'node:util';
import type { HashWriter } from '../hash';
import { encodeContent } from './content';
import { hasExtraKeys } from './extras';
import { describePolars } from './data-frames';
import { Members } from './frames';
import { kindOf, makeKind, PLAIN, type Kind } from './kinds';
import { writeBigInt, writeLeading, writeNumber, writeSymbol } from './leaves';
import { enumerableKeys, extraKeys, instanceKeys, symbolKeys, valuesOf, writeKeys, type Keys } from './members';
import type { CanonicalOptions } from './options';
import { Refusal } from './refusal';
import { shapeOf } from './shapes';
import type { FrameStack } from './stack';
import { COLLAPSE_BYTES, Tag } from './tags';

/** Writes single values, and opens a frame for those that hold others. */
export class Encoder {
  options: CanonicalOptions = {};
  /** Digests of the large parts that were walked already. */
  private readonly walked = new Map<object, Buffer>();
  private readonly classes = new Map<Function, Buffer | undefined>();
  /** Numbers of the objects in a value with cycles. */
  private numbers: Map<object, number> | undefined;

  constructor(
    private readonly out: HashWriter,
    private readonly stack: FrameStack,
  ) {}

  /** From now on an object that comes again is written as its number. */
  numberObjects(): void {
    this.numbers = new Map();
  }

  /** The next time this object comes, its digest will do. */
  remember(object: object, digest: Buffer): void {
    if (this.numbers === undefined) this.walked.set(object, digest);
  }

  forget(): void {
    this.numbers = undefined;
    if (this.walked.size > 0) this.walked.clear();
    if (this.classes.size > 0) this.classes.clear();
  }

  /** Writes a value that has no members (false), or opens a frame for its members (true). */
  emit(value: unknown): boolean {
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

  /** Writes the content of a built-in into the frame on top, after the properties of its own. */
  continueWithContent(object: object): boolean {
    return encodeContent(this.out, object, kindOf(object), () => this.stack.top);
  }

  private function(value: Function): void {
    const digest = this.options.hashFunction?.(value);
    if (digest === undefined) throw new Refusal('is a function');
    this.out.byte(Tag.function);
    this.out.raw(digest);
  }

  private object(value: object): boolean {
    if (this.cameBefore(value)) return false;
    const { out } = this;
    const kind = kindOf(value);
    if (kind !== PLAIN) return this.special(value, kind);
    const polars = describePolars(value);
    if (polars) return this.special(value, makeKind('described', { type: polars.name, describe: polars.describe }));
    const keys = Object.keys(value);
    const symbols = symbolKeys(value);
    if (symbols.length > 0) return this.members(value, Tag.objectWithSymbols, { strings: keys, symbols });
    // `Math` and its like list nothing, but are not empty.
    if (keys.length === 0) {
      if (types.isProxy(value)) throw new Refusal('is a Proxy that lists nothing, whose content cannot be read');
      if (Object.getOwnPropertyNames(value).length > 0) return this.instance(value, kind, Tag.instance);
    }
    const shape = shapeOf(keys);
    const start = out.length;
    out.byte(Tag.object);
    out.raw(shape.encoded);
    const values = valuesOf(value, keys.length);
    const run = out.length;
    const written = values === undefined ? 0 : writeLeading(out, values, shape.places, keys.length);
    if (this.isComplete(written, keys.length, start)) return false;
    this.open(value, start, shape.sorted);
    const { top } = this.stack;
    top.read = values;
    top.places = shape.places;
    top.next = written;
    top.run = run;
    return true;
  }

  private array(value: unknown[]): boolean {
    const { out } = this;
    const start = out.length;
    out.byte(Tag.array);
    out.varint(value.length);
    const run = out.length;
    const written = writeLeading(out, value, undefined, value.length);
    if (this.isComplete(written, value.length, start)) return false;
    const frame = this.stack.push(value, start);
    frame.members = Members.indexed;
    frame.next = written;
    frame.count = value.length;
    frame.run = run;
    return true;
  }

  /** Whether all members are written and need no digest in their place: then no frame is needed either. */
  private isComplete(written: number, count: number, start: number): boolean {
    return written === count && this.out.length - start < COLLAPSE_BYTES;
  }

  private cameBefore(value: object): boolean {
    const { out, numbers } = this;
    if (numbers !== undefined) {
      const number = numbers.get(value);
      if (number === undefined) numbers.set(value, numbers.size);
      else {
        out.byte(Tag.reference);
        out.varint(number);
      }
      return number !== undefined;
    }
    const digest = this.walked.size > 0 ? this.walked.get(value) : undefined;
    if (digest === undefined) return false;
    out.byte(Tag.collapsed);
    out.raw(digest);
    return true;
  }

  private special(value: object, kind: Kind): boolean {
    switch (kind.base) {
      case 'refused':
        throw new Refusal(kind.reason);
      case 'nullObject':
        return this.members(value, Tag.objectWithoutPrototype, enumerableKeys(value));
      case 'derived':
        this.members(value, Tag.derivedObject, enumerableKeys(value));
        this.addValues([Object.getPrototypeOf(value)], ['.__proto__']);
        return true;
      case 'object':
        return this.instance(value, kind, Tag.instance);
      case 'error':
        return this.instance(value, kind, Tag.error, instanceKeys(value, 'stack'));
      default: {
        if (kind.className !== '' || hasExtraKeys(value, kind)) {
          this.instance(value, kind, Tag.extended, extraKeys(value, kind));
          this.stack.top.thenBuiltin = true;
          return true;
        }
        if (kind.base === 'array') return this.array(value as unknown[]);
        const start = this.out.length;
        return encodeContent(this.out, value, kind, () => this.stack.push(value, start));
      }
    }
  }

  /** The class and the fields of an instance. */
  private instance(value: object, kind: Kind, tag: number, keys: Keys = instanceKeys(value)): boolean {
    const { out } = this;
    const start = out.length;
    out.byte(tag);
    out.text(kind.className);
    const digest = kind.constructor && this.classDigest(kind.constructor);
    out.byte(digest === undefined ? 0 : 1);
    if (digest !== undefined) out.raw(digest);
    const fields = kind.hasPrivateFields ? this.privateFields(value) : [];
    const sorted = writeKeys(out, keys);
    out.varint(fields.length);
    for (const [name] of fields) out.text(name);
    this.open(value, start, sorted);
    if (fields.length > 0) {
      this.addValues(
        fields.map(([, field]) => field),
        fields.map(([name]) => `.${name}`),
      );
    }
    return true;
  }

  private members(value: object, tag: number, keys: Keys): boolean {
    const start = this.out.length;
    this.out.byte(tag);
    this.open(value, start, writeKeys(this.out, keys));
    return true;
  }

  private open(value: object, start: number, keys: readonly PropertyKey[]): void {
    const frame = this.stack.push(value, start);
    frame.keys = keys;
    frame.count = keys.length;
    frame.run = this.out.length;
  }

  private addValues(values: readonly unknown[], labels: readonly string[]): void {
    const frame = this.stack.top;
    frame.values = values;
    frame.labels = labels;
    frame.count += values.length;
  }

  private privateFields(value: object): ReadonlyArray<readonly [string, unknown]> {
    const fields = this.options.privateFields?.(value);
    if (fields === undefined) throw new Refusal('has private fields, which cannot be read');
    return [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** Once for each class and value: making one may take as long as a thousand fields. */
  private classDigest(constructor: Function): Buffer | undefined {
    const { hashClass } = this.options;
    if (hashClass === undefined) return undefined;
    if (!this.classes.has(constructor)) this.classes.set(constructor, hashClass(constructor));
    return this.classes.get(constructor);
  }
}
