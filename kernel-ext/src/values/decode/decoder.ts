import {
  CODEC_DEPTH,
  FLAG_CLASS,
  FLAG_DEFERRED,
  FLAG_INTEGRITY,
  FLAG_PROPERTIES,
  HEAD_MARK,
  HEAD_PREAMBLE,
  HEAD_REFERENCES,
  INLINE_DEPTH,
  Kind,
  REFERENCE,
  SHORT_RECORDS,
  WIDE_RECORD,
} from '../format';
import type { DecodeHost, RegisteredClass } from '../host';
import type { EncodedValue } from '../types';
import { readElements, readWholeArray } from './arrays';
import { readBuffers, Segments, type BufferPiece } from './buffers';
import { settleClass } from './classes';
import { readShell, type Shell } from './kinds';
import { define, readProperties, restrict } from './properties';
import { TokenReader } from './reader';
import { ClassNames, shapeFor, ShapeTable, type Shape } from './shapes';

/** Stands for a hole while the elements of an array are read. */
export const HOLE = Symbol('hole');

/** Holds the number of an object that its codec has not made yet. */
const PENDING = Symbol('pending');

/** Each level of nesting may take two tokens, an object's and what it holds. */
const MAX_DEPTH = 2 * (INLINE_DEPTH + CODEC_DEPTH) + 16;

/**
 * Builds one value, once, from bytes that nobody vouches for.
 *
 * Containers exist before their members (cycles), are numbered in the order in which they begin (references), and
 * those that the encoder put off are filled at the end, first in first out (depth).
 */
export class Decoder {
  readonly reader: TokenReader;
  readonly buffers: readonly (readonly BufferPiece[])[];
  readonly segments: Segments;
  /** Numbers of the buffers that became Blobs. */
  readonly blobs = new Set<number>();
  private readonly shapes = new ShapeTable();
  private readonly classNames = new ClassNames();
  private readonly table: unknown[] | undefined;
  private readonly deferred: (() => void)[] = [];
  private readonly isTruncated: boolean;
  private depth = 0;

  constructor(
    encoded: EncodedValue,
    readonly host: DecodeHost,
  ) {
    this.isTruncated = host.truncated === true;
    const { head } = encoded;
    this.reader = new TokenReader(head);
    if (this.reader.byte() !== HEAD_MARK) this.reader.fail('it does not begin as a value does');
    const flags = this.reader.byte();
    const tableAt = this.reader.uint16() * 2 ** 32 + this.reader.uint32();
    if (tableAt < HEAD_PREAMBLE || tableAt > head.byteLength) this.reader.fail('its buffer table is out of range');
    this.reader.position = tableAt;
    this.segments = new Segments(encoded);
    this.buffers = readBuffers(this.reader, this.segments);
    if (!this.reader.atEnd) this.reader.fail('something follows its end');
    this.reader.narrow(HEAD_PREAMBLE, tableAt);
    if ((flags & HEAD_REFERENCES) !== 0) this.table = [];
  }

  /** The value. @throws UnreadableValueError, and whatever a codec throws */
  decode(): unknown {
    const value = this.read();
    for (let next = 0; next < this.deferred.length; next++) this.deferred[next]!();
    if (!this.reader.atEnd || value === HOLE) this.reader.fail('something follows its end');
    return value;
  }

  /** Gives an object the next number. */
  remember(object: unknown): void {
    this.table?.push(object);
  }

  /** Takes the next number for an object that exists only later; the function returned says which it is. */
  reserve(): (object: unknown) => void {
    const { table } = this;
    if (table === undefined) return () => undefined;
    const index = table.push(PENDING) - 1;
    return (object) => {
      table[index] = object;
    };
  }

  /** The name of a class. */
  className(): string {
    return this.classNames.read(this.reader);
  }

  /** Reads one value, or HOLE. */
  read(): unknown {
    const { reader } = this;
    const token = reader.byte();
    if (token < SHORT_RECORDS) return token;
    if (token < 0x80) return this.plainRecord(this.shapes.at(token - SHORT_RECORDS, reader));
    if (token >= 0xe0) return token - 0x100;
    if (token < 0x90) return this.map(token & 0x0f, {}, true);
    if (token < 0xa0) return this.array(token & 0x0f);
    if (token < 0xc0) return reader.utf8(token & 0x1f);
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
      case 0xce:
        return reader.uint32();
      case 0xd0:
        return reader.int8();
      case 0xd1:
        return reader.int16();
      case 0xd2:
        return reader.int32();
      case 0xd4:
        return this.kind(reader.byte(), reader.byte());
      case 0xd5:
        return this.plainRecord(this.wideShape());
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
        return this.map(reader.uint16(), {}, true);
      case 0xdf:
        return this.map(reader.uint32(), {}, true);
      default:
        return reader.fail(`an unknown token 0x${token.toString(16)}`);
    }
  }

  private enter(): void {
    if (++this.depth > MAX_DEPTH) this.reader.fail('it is nested too deep');
  }

  private array(length: number): unknown[] {
    this.enter();
    this.reader.claim(length);
    const array = this.table === undefined && !this.isTruncated ? readWholeArray(this, length) : this.growing(length);
    this.depth--;
    return array;
  }

  /** An array that exists before its elements: one of them may refer to it, or be the last that is there. */
  private growing(length: number): unknown[] {
    const array: unknown[] = [];
    this.remember(array);
    return readElements(this, array, length);
  }

  private plainRecord(shape: Shape): object {
    // Of a record that ends with the bytes, no more members are to be seen than there are.
    return this.record(shape, this.isTruncated ? {} : shape.make());
  }

  private record(shape: Shape, object: object): object {
    this.enter();
    const { keys } = shape;
    this.reader.claim(keys.length);
    this.remember(object);
    if (shape.isAssignable) {
      for (let i = 0; i < keys.length; i++) (object as Record<string, unknown>)[keys[i]!] = this.member();
    } else {
      for (const key of keys) define(object, key, this.read());
    }
    this.depth--;
    return object;
  }

  /** As `read`, for what members mostly are: short enough to become part of the loop over them. */
  private member(): unknown {
    const { reader } = this;
    const token = reader.peek();
    if (token >= 0xa0 && token < 0xc0) return reader.utf8(reader.byte() & 0x1f);
    if (token >= 0 && token < SHORT_RECORDS) return reader.byte();
    if (token !== 0xcb && token !== 0xcd) return this.read();
    reader.position++;
    return token === 0xcb ? reader.float64() : reader.uint16();
  }

  private map(size: number, object: object, isPlain: boolean): object {
    this.enter();
    this.reader.claim(size);
    this.remember(object);
    for (let i = 0; i < size; i++) {
      const key = this.reader.text();
      if (isPlain && key !== '__proto__') (object as Record<string, unknown>)[key] = this.read();
      else define(object, key, this.read());
    }
    this.depth--;
    return object;
  }

  private wideShape(): Shape {
    if (this.reader.byte() !== WIDE_RECORD) this.reader.fail('an unknown extension');
    return this.shapes.at(this.reader.uint16(), this.reader);
  }

  private reference(): unknown {
    if (this.reader.byte() !== REFERENCE) this.reader.fail('an unknown extension');
    const object = this.table?.[this.reader.uint32()];
    if (object === undefined || object === PENDING) this.reader.fail('a reference leads nowhere');
    return object;
  }

  private kind(kind: number, flags: number): unknown {
    const { reader } = this;
    switch (kind) {
      case Kind.Constant:
        if (flags === 0) return undefined;
        return flags === 1 ? HOLE : reader.fail('an unknown constant');
      case Kind.RecordDefinition:
        return this.plainRecord(this.shapes.define(reader, flags));
      case Kind.Integrity:
        return this.restricted(flags);
      case Kind.Instance:
        return this.instance();
    }
    this.enter();
    const registered = (flags & FLAG_CLASS) === 0 ? undefined : settleClass(this.host, this.className());
    const shell = readShell(this, kind, flags);
    if (shell === undefined) return reader.fail(`an unknown kind 0x${kind.toString(16)}`);
    const value = shell.isPrimitive === true ? shell.value : this.build(shell, flags, registered);
    this.depth--;
    return value;
  }

  private build(shell: Shell, flags: number, registered: RegisteredClass | undefined): object {
    const value = shell.value as object;
    if (registered !== undefined) Object.setPrototypeOf(value, registered.Class.prototype as object);
    const fill = (): void => {
      shell.fill?.();
      if ((flags & FLAG_PROPERTIES) !== 0) readProperties(this, value);
      restrict(value, flags & FLAG_INTEGRITY);
    };
    if ((flags & FLAG_DEFERRED) === 0) fill();
    else this.deferred.push(fill);
    return value;
  }

  /** A record or array that is frozen, sealed or not extensible. */
  private restricted(level: number): object {
    const token = this.reader.peek();
    if (token === 0xd4 ? this.reader.peek(1) !== Kind.RecordDefinition : !isContainer(token)) {
      this.reader.fail('a record or array is expected');
    }
    return restrict(this.read() as object, level);
  }

  private instance(): object {
    const registered = settleClass(this.host, this.className());
    const prototype = registered.Class.prototype as object;
    const object = Object.create(prototype) as object;
    const { reader } = this;
    const token = reader.byte();
    if (token >= SHORT_RECORDS && token < 0x80)
      return this.record(shapeFor(this.shapes.at(token - SHORT_RECORDS, reader), prototype), object);
    if (token < 0x90 && token >= 0x80) return this.map(token & 0x0f, object, false);
    if (token === 0xde) return this.map(reader.uint16(), object, false);
    if (token === 0xd5) return this.record(shapeFor(this.wideShape(), prototype), object);
    if (token !== 0xd4 || reader.byte() !== Kind.RecordDefinition) return reader.fail('a record is expected');
    return this.record(shapeFor(this.shapes.define(reader, reader.byte()), prototype), object);
  }
}

function isContainer(token: number): boolean {
  return (token >= SHORT_RECORDS && token < 0xa0) || token === 0xd5 || (token >= 0xdc && token <= 0xdf);
}
