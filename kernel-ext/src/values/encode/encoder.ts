import { types } from 'node:util';
import {
  CODEC_DEPTH,
  HEAD_MARK,
  HEAD_PREAMBLE,
  HEAD_REFERENCES,
  INLINE_DEPTH,
  Kind,
  REFERENCE,
  SEGMENT_BYTES,
  SHORT_RECORDS,
  WELL_KNOWN_SYMBOLS,
  WIDE_RECORD,
} from '../format';
import type { RegisteredClass } from '../host';
import type { EncodedValue } from '../types';
import { BufferTable } from './buffer-table';
import { refuseSpecialBuffer } from './buffers';
import { writeObject, writeProxy } from './dispatch';
import { writePlainObject } from './plain';
import { Refusal } from './refusal';
import { RecordShapes } from './shapes';
import { TokenWriter } from './writer';

/** What the encoder asks of its surroundings. */
export interface EncodeHost {
  /** The registration of exactly this prototype. */
  classOf(prototype: object): RegisteredClass | undefined;
  /** An outside library's object in parts, or undefined. */
  disassemble(value: object): { readonly name: string; makeData(): unknown } | undefined;
}

/**
 * Writes one value, once.
 *
 * One pass: each object is numbered when it begins, so that meeting it again writes a reference; objects nested deeper
 * than the stack should bear are begun in place and filled after all the rest, first in first out.
 */
export class Encoder {
  readonly writer = new TokenWriter();
  readonly buffers = new BufferTable();
  readonly segments: Uint8Array[] = [];
  private readonly shapes = new RecordShapes();
  private readonly numbers = new Map<object, number>();
  private readonly classNumbers = new Map<string, number>();
  private readonly deferred: (() => void)[] = [];
  private filled = 0;
  private nextNumber = 0;
  private references = false;
  /** The objects that are being written, outermost first. */
  private readonly stack: object[] = [];
  private depth = 0;
  /** Depth at which the outermost custom codec began; its data must be complete when it is decoded. */
  private codecAt = 0;

  constructor(readonly host: EncodeHost) {}

  /** @throws Refusal */
  encode(value: unknown): EncodedValue {
    try {
      return this.encodeWhole(value);
    } finally {
      this.writer.release();
    }
  }

  private encodeWhole(value: unknown): EncodedValue {
    const { writer } = this;
    for (let i = 0; i < HEAD_PREAMBLE; i++) writer.byte(0);
    this.write(value, undefined, undefined);
    while (this.filled < this.deferred.length) this.deferred[this.filled++]!();
    for (const buffer of this.buffers) if (!this.numbers.has(buffer)) refuseSpecialBuffer(buffer);
    const tableAt = writer.position;
    this.buffers.write(writer, this.segments);
    writer.patch(0, HEAD_MARK);
    writer.patch(1, this.references ? HEAD_REFERENCES : 0);
    for (let i = 0; i < 6; i++) writer.patch(2 + i, Math.floor(tableAt / 256 ** (5 - i)) % 256);
    return { head: writer.take(), segments: this.segments };
  }

  /** Writes any value; `holder` and `key` say where it was found, for refusals. */
  write(value: unknown, holder: object | undefined, key: PropertyKey | undefined): void {
    switch (typeof value) {
      case 'object':
        return value === null ? this.writer.byte(0xc0) : this.object(value);
      case 'string':
        return this.string(value);
      case 'number':
        return this.writer.number(value);
      case 'boolean':
        return this.writer.byte(value ? 0xc3 : 0xc2);
      case 'undefined':
        this.writer.kind(Kind.Constant, 0);
        return;
      case 'bigint':
        return this.bigint(value);
      case 'symbol':
        return this.symbol(value, holder, key);
      default:
        throw new Refusal(holder, key, 'is a function');
    }
  }

  private object(value: object): void {
    const number = this.numbers.get(value);
    if (number !== undefined) return this.reference(value, number);
    this.stack[this.depth++] = value;
    if (types.isProxy(value)) writeProxy(this, value);
    else if (this.codecAt === 0) {
      if (this.depth > INLINE_DEPTH) writeObject(this, value, true);
      else if (!writePlainObject(this, value)) writeObject(this, value, false);
    } else {
      if (this.depth > INLINE_DEPTH + CODEC_DEPTH) {
        throw new Refusal(value, undefined, 'is nested too deep within what a codec made');
      }
      if (!writePlainObject(this, value)) writeObject(this, value, false);
    }
    this.depth--;
  }

  private reference(value: object, number: number): void {
    if (this.codecAt > 0) {
      const open = this.stack.lastIndexOf(value, this.depth - 1);
      if (open >= 0 && open < this.codecAt) {
        throw new Refusal(
          value,
          undefined,
          'contains itself through what a codec made, which cannot be built again',
          'Let encode leave the reference out.',
        );
      }
      if (this.filled < this.deferred.length) {
        throw new Refusal(value, undefined, 'is referred to by what a codec made, from within a deep structure');
      }
    }
    this.references = true;
    this.writer.quad(REFERENCE, number);
  }

  /** Gives an object its number: in the order in which the decoder creates the objects. */
  remember(object: object): void {
    this.numbers.set(object, this.nextNumber++);
  }

  /** Whether the object was begun before. */
  knows(object: object): boolean {
    return this.numbers.has(object);
  }

  /** Puts off the content of an object that has been begun. */
  defer(write: () => void): void {
    this.deferred.push(() => {
      this.depth = 0;
      write();
    });
  }

  /** Writes the token that begins a record, with its keys if they are new. False: too many key lists, nothing written. */
  recordHeader(keys: readonly string[]): boolean {
    const { writer } = this;
    const fresh = this.shapes.count;
    const known = this.shapes.find(keys);
    if (known === undefined) return false;
    if (known < 0) {
      writer.kind(Kind.RecordDefinition, fresh < SHORT_RECORDS ? SHORT_RECORDS + fresh : 0);
      writer.arrayHeader(keys.length);
      for (const key of keys) writer.string(key);
    } else if (known < SHORT_RECORDS) {
      writer.byte(SHORT_RECORDS + known);
    } else {
      writer.pair(WIDE_RECORD, known);
    }
    return true;
  }

  /** Writes the name of a class: in full the first time, then as a number. */
  className(name: string): void {
    const known = this.classNumbers.get(name);
    if (known !== undefined) return this.writer.number(known);
    this.classNumbers.set(name, this.classNumbers.size);
    this.writer.string(name);
  }

  /** Writes an object as what `makeData` makes of it. */
  codec(value: object, name: string, makeData: () => unknown): void {
    this.remember(value);
    this.writer.kind(Kind.Codec, 0);
    this.className(name);
    const outermost = this.codecAt === 0;
    if (outermost) this.codecAt = this.depth;
    let data: unknown;
    try {
      data = makeData();
    } catch (error) {
      throw new Refusal(
        value,
        undefined,
        `could not be encoded: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    this.write(data, value, undefined);
    if (outermost) this.codecAt = 0;
  }

  /** Writes a string; a long one becomes a segment. */
  string(value: string): void {
    if (value.length < SEGMENT_BYTES) return this.writer.string(value);
    const latin1 = /^[\0-\xff]*$/.test(value);
    this.writer.kind(Kind.SegmentString, latin1 ? 0 : 1);
    this.writer.number(this.segments.length);
    this.segments.push(Buffer.from(value, latin1 ? 'latin1' : 'utf16le'));
  }

  /** Writes a symbol that other processes have too. */
  symbol(value: symbol, holder: object | undefined, key: PropertyKey | undefined): void {
    const name = Symbol.keyFor(value);
    if (name !== undefined) {
      this.writer.kind(Kind.Symbol, 0);
      return this.writer.string(name);
    }
    const known = WELL_KNOWN_SYMBOLS.findIndex((each) => (Symbol as unknown as Record<string, symbol>)[each] === value);
    if (known < 0) {
      throw new Refusal(
        holder,
        key,
        `is or is named by ${String(value)}, a symbol that only this process has`,
        'Use Symbol.for(name).',
      );
    }
    this.writer.kind(Kind.Symbol, 1);
    this.writer.number(known);
  }

  private bigint(value: bigint): void {
    const hex = (value < 0n ? -value : value).toString(16);
    this.writer.kind(Kind.BigInt, value < 0n ? 1 : 0);
    this.writer.binary(Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex'));
  }
}
