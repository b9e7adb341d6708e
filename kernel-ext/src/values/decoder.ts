import {
  HEAD_MARK,
  HEAD_PREAMBLE,
  HEAD_SHARED,
  FLAG_DEFERRED,
  FLAG_INTEGRITY,
  FLAG_PROPERTIES,
  INLINE_DEPTH,
  CODEC_DEPTH,
  Kind,
  REFERENCE,
  WIDE_RECORD,
} from './format';
import { TokenReader } from './reader';
import { readBuffers, type BufferPiece } from './buffers';
import { readShell, type Body } from './kinds';
import { readProperties } from './properties';
import type { EncodedValue } from './types';
import type { DecodeHost } from './host';

/** What the decoder keeps of one record: its keys, and whether one of them cannot simply be assigned. */
interface Shape {
  readonly keys: readonly string[];
  readonly assignable: boolean;
}

/** Marks a hole of an array while its elements are read. */
export const HOLE = Symbol('hole');

const MAX_DEPTH = INLINE_DEPTH + CODEC_DEPTH + 16;

/**
 * Builds a value from a head and its segments. One use only.
 *
 * Containers are created before their members (cycles), numbered in the order in which they begin (references),
 * and those that the encoder put off are filled at the end, first in first out (depth).
 */
export class Decoder {
  readonly reader: TokenReader;
  readonly buffers: readonly (readonly BufferPiece[])[];
  private readonly shapes: Shape[] = [];
  private readonly table: unknown[] | undefined;
  private readonly deferred: (() => void)[] = [];
  private depth = 0;

  constructor(
    readonly encoded: EncodedValue,
    readonly host: DecodeHost,
  ) {
    const { head } = encoded;
    this.reader = new TokenReader(head);
    if (this.reader.byte() !== HEAD_MARK) this.reader.fail('it does not begin as a value of this version does');
    const flags = this.reader.byte();
    const tableAt = this.reader.uint16() * 2 ** 32 + this.reader.uint32();
    if (tableAt < HEAD_PREAMBLE || tableAt > head.byteLength) this.reader.fail('its buffer table is out of range');
    this.reader.position = tableAt;
    this.buffers = readBuffers(this);
    if (!this.reader.atEnd) this.reader.fail('something follows its end');
    this.reader = new TokenReader(head, tableAt);
    this.reader.position = HEAD_PREAMBLE;
    if ((flags & HEAD_SHARED) !== 0) this.table = [];
  }

  /** The value. @throws UnreadableValueError */
  decode(): unknown {
    const value = this.read();
    for (let next = 0; next < this.deferred.length; next++) this.deferred[next]!();
    if (!this.reader.atEnd) this.reader.fail('something follows its end');
    return value;
  }

  /** Gives an object its number. Called in the order in which objects begin. */
  remember(object: unknown): void {
    this.table?.push(object);
  }

  /** Reserves a number for an object that exists only after its data was read. */
  reserve(): (object: unknown) => void {
    const { table } = this;
    if (table === undefined) return () => undefined;
    const index = table.push(PENDING) - 1;
    return (object) => {
      table[index] = object;
    };
  }

  /** Reads one value. */
  read(): unknown {
    const { reader } = this;
    const token = reader.byte();
    if (token < 0x40) return token;
    if (token < 0x80) return this.record(this.shapes[token - 0x40]);
    if (token >= 0xe0) return token - 0x100;
    if (token >= 0xa0 && token < 0xc0) return reader.utf8(token & 0x1f);
    if (token < 0x90) return this.map(token & 0x0f);
    if (token < 0xa0) return this.array(token & 0x0f);
    switch (token) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xcb:
        return reader.float64();
      case 0xcc:
        return reader.byte();
      case 0xcd:
        return reader.uint16();
      case 0xd2:
        return reader.int32();
      case 0xd4:
        return this.kind(reader.byte(), reader.byte());
      case 0xd5:
        return this.wideRecord();
      case 0xd6:
        return this.reference();
      case 0xd9:
        return reader.utf8(reader.byte());
      case 0xda:
        return reader.utf8(reader.uint16());
      case 0xdb:
        return reader.utf8(reader.uint32());
      case 0xdc:
        return this.array(reader.uint16());
      case 0xdd:
        return this.array(reader.uint32());
      case 0xde:
        return this.map(reader.uint16());
      case 0xdf:
        return this.map(reader.uint32());
      default:
        return reader.fail(`an unknown token 0x${token.toString(16)}`);
    }
  }

  /** Reads one value that must be an object. */
  readObject(): object {
    const value = this.read();
    if (typeof value !== 'object' || value === null) return this.reader.fail('an object is expected');
    return value;
  }

  private enter(): void {
    if (++this.depth > MAX_DEPTH) this.reader.fail('it is nested too deep');
  }

  private array(length: number): unknown[] {
    this.enter();
    this.reader.claim(length);
    const array: unknown[] = length < 32 ? [] : new Array<unknown>(length);
    this.remember(array);
    for (let i = 0; i < length; i++) array[i] = this.read();
    this.depth--;
    return array;
  }

  private record(shape: Shape | undefined): object {
    if (shape === undefined) return this.reader.fail('a record was not defined');
    this.enter();
    const { keys } = shape;
    this.reader.claim(keys.length);
    const object: Record<string, unknown> = {};
    this.remember(object);
    if (shape.assignable) {
      for (let i = 0; i < keys.length; i++) object[keys[i]!] = this.read();
    } else {
      for (const key of keys) define(object, key, this.read());
    }
    this.depth--;
    return object;
  }

  private map(size: number): object {
    this.enter();
    this.reader.claim(size);
    const object = {};
    this.remember(object);
    for (let i = 0; i < size; i++) define(object, this.reader.text(), this.read());
    this.depth--;
    return object;
  }

  private defineRecord(): object {
    const token = this.reader.byte();
    const length =
      token >= 0x90 && token < 0xa0
        ? token & 0x0f
        : token === 0xdc
          ? this.reader.uint16()
          : this.reader.fail('a record is defined wrongly');
    this.reader.claim(length);
    const keys: string[] = [];
    for (let i = 0; i < length; i++) keys.push(this.reader.text());
    const shape = { keys, assignable: !keys.includes('__proto__') };
    this.shapes.push(shape);
    return this.record(shape);
  }

  private wideRecord(): object {
    if (this.reader.byte() !== WIDE_RECORD) this.reader.fail('an unknown extension');
    return this.record(this.shapes[this.reader.uint16()]);
  }

  private reference(): unknown {
    if (this.reader.byte() !== REFERENCE) this.reader.fail('an unknown extension');
    const index = this.reader.uint32();
    const { table } = this;
    if (table === undefined || index >= table.length) return this.reader.fail('a reference leads nowhere');
    const object = table[index];
    if (object === PENDING) this.reader.fail('a reference leads to an unfinished object');
    return object;
  }

  private kind(kind: number, flags: number): unknown {
    const { reader } = this;
    switch (kind) {
      case Kind.Undefined:
        if (flags === 0) return undefined;
        return flags === 1 ? HOLE : reader.fail('an unknown constant');
      case Kind.RecordDefinition:
        return this.defineRecord();
      case Kind.Integrity:
        return restrict(this.readObject(), flags);
    }
    this.enter();
    const body = readShell(this, kind, flags);
    if (body === undefined) return reader.fail(`an unknown kind 0x${kind.toString(16)}`);
    const value = this.complete(body, flags);
    this.depth--;
    return value;
  }

  private complete(body: Body, flags: number): unknown {
    if (typeof body.value !== 'object' || body.value === null) return body.value;
    if ((flags & FLAG_DEFERRED) === 0) this.fill(body, flags);
    else this.deferred.push(() => this.fill(body, flags));
    return body.value;
  }

  private fill(body: Body, flags: number): void {
    body.fill?.();
    if ((flags & FLAG_PROPERTIES) !== 0) readProperties(this, body.value as object);
    restrict(body.value as object, flags & FLAG_INTEGRITY);
  }
}

const PENDING = Symbol('pending');

/** Defines an ordinary property, whatever its name: assigning `__proto__` would set the prototype. */
export function define(object: object, key: PropertyKey, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    (object as Record<PropertyKey, unknown>)[key] = value;
  }
}

/** Applies an integrity level. */
function restrict(object: object, level: number): object {
  if (level === 1) return Object.preventExtensions(object);
  if (level === 2) return Object.seal(object);
  if (level === 3) return Object.freeze(object);
  return object;
}
