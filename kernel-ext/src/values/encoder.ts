import { types } from 'node:util';
import { UnstorableValueError } from '../errors';
import {
  CODEC_DEPTH,
  ENUMERABLE,
  FLAG_DEFERRED,
  FLAG_PROPERTIES,
  FROZEN,
  HEAD_MARK,
  HEAD_SHARED,
  INLINE_DEPTH,
  Kind,
  NON_EXTENSIBLE,
  RECORD_KEYS,
  REFERENCE,
  SEALED,
  SEGMENT_BYTES,
  WELL_KNOWN_SYMBOLS,
  WIDE_RECORD,
  CONFIGURABLE,
  WRITABLE,
} from './format';
import { BufferTable } from './bufferTable';
import { NATIVE_STACK } from './properties';
import { RecordShapes } from './shapes';
import { TokenWriter } from './writer';
import { hasForeignSlots } from './brands';
import { writeObject } from './writers';
import type { EncodedValue } from './types';
import type { RegisteredClass } from './host';

/** Why a member cannot be stored; the codec finds the path to it. */
export class Refusal extends Error {
  constructor(
    /** The object whose member it is, or the member itself. */
    readonly holder: object | undefined,
    /** Key within the holder; undefined: the holder itself is refused. */
    readonly key: PropertyKey | undefined,
    readonly reason: string,
    readonly remedy = 'Return plain data instead.',
  ) {
    super(reason);
  }
}

/** What the encoder asks of its surroundings. */
export interface EncodeHost {
  /** The registration of exactly this prototype. */
  classOf(prototype: object): RegisteredClass | undefined;
  /** An outside library's object in parts, or undefined. */
  disassemble(value: object): { name: string; data: unknown } | undefined;
}

interface Deferred {
  readonly write: () => void;
}

const OBJECT_PROTOTYPE = Object.prototype;
const NATIVE_STACK_GETTER = Object.getOwnPropertyDescriptor(new Error(), 'stack')?.get;

/** Writes one value. One use only. */
export class Encoder {
  readonly writer = new TokenWriter();
  readonly buffers = new BufferTable();
  readonly segments: Uint8Array[] = [];
  private readonly shapes = new RecordShapes();
  private readonly numbers = new Map<object, number>();
  private readonly open = new Set<number>();
  private readonly deferred: Deferred[] = [];
  private nextNumber = 0;
  private shared = false;
  private depth = 0;
  /** How many custom codecs are being encoded: their data must be complete when it is decoded. */
  private codecs = 0;

  constructor(readonly host: EncodeHost) {}

  /** @throws Refusal */
  encode(value: unknown): EncodedValue {
    const { writer } = this;
    for (let i = 0; i < 8; i++) writer.byte(0);
    this.write(value, undefined, undefined);
    for (let next = 0; next < this.deferred.length; next++) {
      this.deferred[next]!.write();
      this.deferred[next] = NOTHING;
    }
    const tableAt = writer.position;
    this.buffers.write(writer, this.segments);
    writer.patch(0, HEAD_MARK);
    writer.patch(1, this.shared ? HEAD_SHARED : 0);
    for (let i = 0; i < 6; i++) writer.patch(2 + i, Math.floor(tableAt / 256 ** (5 - i)) % 256);
    return { head: writer.take(), segments: this.segments };
  }

  /** Writes a value; `holder` and `key` say where it was found, for refusals. */
  write(value: unknown, holder: object | undefined, key: PropertyKey | undefined): void {
    const { writer } = this;
    switch (typeof value) {
      case 'string':
        return this.string(value);
      case 'number':
        return writer.number(value);
      case 'boolean':
        return writer.byte(value ? 0xc3 : 0xc2);
      case 'undefined':
        writer.kind(Kind.Undefined, 0);
        return;
      case 'bigint':
        return this.bigint(value);
      case 'symbol':
        return this.symbol(value, holder, key);
      case 'function':
        throw new Refusal(holder ?? value, holder === undefined ? undefined : key, 'is a function');
      default:
        if (value === null) return writer.byte(0xc0);
        return this.object(value as object);
    }
  }

  /** Gives an object its number. Called in the order in which the decoder creates objects. */
  remember(object: object): number {
    const number = this.nextNumber++;
    this.numbers.set(object, number);
    return number;
  }

  /** Whether the object already has a number. */
  knows(object: object): boolean {
    return this.numbers.has(object);
  }

  private object(value: object): void {
    const number = this.numbers.get(value);
    if (number !== undefined) {
      if (this.open.has(number)) {
        throw new Refusal(value, undefined, 'contains itself, through what its codec made of it');
      }
      this.shared = true;
      return this.writer.quad(REFERENCE, number);
    }
    if (types.isProxy(value)) throw new Refusal(value, undefined, 'is a Proxy');
    if (++this.depth > INLINE_DEPTH + CODEC_DEPTH) {
      throw new Refusal(value, undefined, 'is nested too deep within the data of a custom codec');
    }
    if (this.depth > INLINE_DEPTH && this.codecs === 0) writeObject(this, value, FLAG_DEFERRED);
    else if (!this.plain(value)) writeObject(this, value, 0);
    this.depth--;
  }

  /** The common case: a plain object or a dense array, with nothing special about it. */
  private plain(value: object): boolean {
    if (Array.isArray(value)) return this.plainArray(value);
    if (Object.getPrototypeOf(value) !== OBJECT_PROTOTYPE || !Object.isExtensible(value)) return false;
    const keys = Object.getOwnPropertyNames(value);
    if (Object.getOwnPropertySymbols(value).length > 0 || hasForeignSlots(value)) return false;
    const { length } = keys;
    const values = new Array<unknown>(length);
    for (let i = 0; i < length; i++) {
      const property = Object.getOwnPropertyDescriptor(value, keys[i]!)!;
      if (property.writable !== true || !property.enumerable || !property.configurable) return false;
      values[i] = property.value;
    }
    this.remember(value);
    if (length > RECORD_KEYS) {
      this.writer.mapHeader(length);
      for (let i = 0; i < length; i++) {
        this.text(keys[i]!);
        this.write(values[i], value, keys[i]);
      }
      return true;
    }
    this.recordHeader(keys);
    for (let i = 0; i < length; i++) this.write(values[i], value, keys[i]);
    return true;
  }

  private recordHeader(keys: string[]): void {
    const { writer } = this;
    const known = this.shapes.find(keys);
    if (known >= 0) {
      if (known < 0x40) writer.byte(0x40 + known);
      else writer.pair(WIDE_RECORD, known);
      return;
    }
    writer.kind(Kind.RecordDefinition, 0);
    writer.arrayHeader(keys.length);
    for (const key of keys) writer.string(key);
  }

  private plainArray(value: unknown[]): boolean {
    const { length } = value;
    if (Object.getPrototypeOf(value) !== Array.prototype || !Object.isExtensible(value)) return false;
    if (Reflect.ownKeys(value).length !== length + 1) return false;
    for (let i = 0; i < length; i++) {
      const property = Object.getOwnPropertyDescriptor(value, i);
      if (property?.writable !== true || !property.enumerable || !property.configurable) return false;
    }
    if (Object.getOwnPropertyDescriptor(value, 'length')?.writable !== true) return false;
    this.remember(value);
    this.writer.arrayHeader(length);
    for (let i = 0; i < length; i++) this.write(value[i], value, i);
    return true;
  }

  /** Writes what follows the shell of an object: its content now, or later when it is deferred. */
  body(flagsAt: number, flags: number, value: object, content: (() => void) | undefined, ignore: ReadonlySet<PropertyKey>): void {
    const properties = this.ownProperties(value, ignore);
    let all = flags | integrityOf(value);
    if (properties.length > 0) all |= FLAG_PROPERTIES;
    this.writer.patch(flagsAt, all);
    const write = (): void => {
      content?.();
      if (properties.length > 0) this.properties(value, properties);
    };
    if ((flags & FLAG_DEFERRED) === 0) write();
    else {
      this.deferred.push({
        write: () => {
          this.depth = 0;
          write();
        },
      });
    }
  }

  private ownProperties(value: object, ignore: ReadonlySet<PropertyKey>): PropertyKey[] {
    return Reflect.ownKeys(value).filter((key) => !ignore.has(key));
  }

  private properties(value: object, keys: PropertyKey[]): void {
    this.writer.number(keys.length);
    for (const key of keys) {
      const property = Object.getOwnPropertyDescriptor(value, key)!;
      let attributes: number;
      let content: unknown = property.value;
      if (property.get !== undefined || property.set !== undefined) {
        if (property.get !== NATIVE_STACK_GETTER || property.enumerable || !property.configurable) {
          throw new Refusal(value, key, 'is an accessor (a getter or setter), which cannot be stored');
        }
        attributes = NATIVE_STACK;
        content = (value as { stack: unknown }).stack;
      } else {
        attributes =
          (property.writable ? WRITABLE : 0) |
          (property.enumerable ? ENUMERABLE : 0) |
          (property.configurable ? CONFIGURABLE : 0);
      }
      if (typeof key === 'symbol') this.symbol(key, value, key);
      else this.text(key as string);
      this.writer.number(attributes);
      this.write(content, value, key);
    }
  }

  /** Encodes through a custom codec: the data first, then the object exists. */
  codec(value: object, name: string, makeData: () => unknown): void {
    const number = this.remember(value);
    this.writer.kind(Kind.Codec, 0);
    this.text(name);
    this.open.add(number);
    this.codecs++;
    this.write(makeData(), value, undefined);
    this.codecs--;
    this.open.delete(number);
  }

  text(value: string): void {
    this.writer.string(value);
  }

  string(value: string): void {
    if (value.length < SEGMENT_BYTES) return this.writer.string(value);
    const latin1 = Buffer.byteLength(value, 'utf8') === value.length;
    this.writer.kind(Kind.SegmentString, latin1 ? 0 : 1);
    this.writer.number(this.segments.length);
    this.segments.push(Buffer.from(value, latin1 ? 'latin1' : 'utf16le'));
  }

  private bigint(value: bigint): void {
    const hex = (value < 0n ? -value : value).toString(16);
    this.writer.kind(Kind.BigInt, value < 0n ? 1 : 0);
    this.writer.binary(Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex'));
  }

  private symbol(value: symbol, holder: object | undefined, key: PropertyKey | undefined): void {
    const name = Symbol.keyFor(value);
    if (name !== undefined) {
      this.writer.kind(Kind.Symbol, 0);
      this.text(name);
      return;
    }
    const known = WELL_KNOWN_SYMBOLS.findIndex((each) => (Symbol as unknown as Record<string, symbol>)[each] === value);
    if (known < 0) {
      throw new Refusal(holder, key, `is or is named by ${String(value)}, a symbol that exists only in this process`, 'Use Symbol.for(name).');
    }
    this.writer.kind(Kind.Symbol, 1);
    this.writer.number(known);
  }
}

const NOTHING: Deferred = { write: () => undefined };

function integrityOf(value: object): number {
  if (Object.isExtensible(value)) return 0;
  if (Object.isFrozen(value)) return FROZEN;
  return Object.isSealed(value) ? SEALED : NON_EXTENSIBLE;
}

/** Turns a refusal into the error that a person reads. */
export function toUnstorable(refusal: Refusal, path: string): UnstorableValueError {
  return new UnstorableValueError(path, refusal.reason, refusal.remedy);
}
