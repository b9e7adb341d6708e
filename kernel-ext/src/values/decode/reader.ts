import { UnreadableValueError } from '../../errors';
import { Kind } from '../format';
import { SHORT_TEXT, ShortTexts } from './short-text';
import { utf16, utf8 } from './text';

/**
 * Reads MessagePack tokens from bytes that nobody vouches for. Each read is bounded, and containers draw on a budget
 * of one element a byte, so that no claim in the bytes makes it allocate more than a fixed multiple of their size.
 */
export class TokenReader {
  position = 0;
  private readonly view: DataView;
  private budget: number;
  private readonly shortTexts: ShortTexts;

  private end: number;

  constructor(readonly bytes: Uint8Array) {
    this.end = bytes.byteLength;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.budget = bytes.byteLength + 16;
    this.shortTexts = new ShortTexts(bytes);
  }

  fail(what: string): never {
    throw new UnreadableValueError(`The stored value is damaged: ${what} at byte ${this.position}`);
  }

  /** Goes on with the bytes from `start` up to `end`. What was claimed until now counts on. */
  narrow(start: number, end: number): void {
    this.position = start;
    this.end = end;
  }

  /** Whether all bytes were read. */
  get atEnd(): boolean {
    return this.position === this.end;
  }

  byte(): number {
    if (this.position >= this.end) this.fail('it ends too early');
    return this.bytes[this.position++]!;
  }

  uint16(): number {
    this.need(2);
    const value = this.view.getUint16(this.position);
    this.position += 2;
    return value;
  }

  uint32(): number {
    this.need(4);
    const value = this.view.getUint32(this.position);
    this.position += 4;
    return value;
  }

  int8(): number {
    return (this.byte() << 24) >> 24;
  }

  int16(): number {
    return (this.uint16() << 16) >> 16;
  }

  int32(): number {
    this.need(4);
    const value = this.view.getInt32(this.position);
    this.position += 4;
    return value;
  }

  float64(): number {
    this.need(8);
    const value = this.view.getFloat64(this.position);
    this.position += 8;
    return value;
  }

  /** Draws `count` elements on the budget. */
  claim(count: number): number {
    this.budget -= count;
    if (this.budget < 0) this.fail('it claims more elements than it has bytes');
    return count;
  }

  /** A number token that must be a whole number within 0..limit. */
  count(limit = Number.MAX_SAFE_INTEGER): number {
    const token = this.byte();
    let value: number;
    if (token < 0x40) value = token;
    else if (token === 0xcc) value = this.byte();
    else if (token === 0xcd) value = this.uint16();
    else if (token === 0xce) value = this.uint32();
    else if (token === 0xd2) value = this.int32();
    else if (token === 0xcb) value = this.float64();
    else return this.fail('a number is expected');
    if (!Number.isSafeInteger(value) || value < 0 || value > limit) this.fail('a number is out of range');
    return value;
  }

  /** Bytes of a binary token; aliases the input. */
  binary(): Uint8Array {
    const token = this.byte();
    if (token !== 0xc4 && token !== 0xc5 && token !== 0xc6) this.fail('bytes are expected');
    const length = token === 0xc4 ? this.byte() : token === 0xc5 ? this.uint16() : this.uint32();
    this.need(length);
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  /** A token byte without moving on; -1 past the end. */
  peek(ahead = 0): number {
    return this.position + ahead < this.end ? this.bytes[this.position + ahead]! : -1;
  }

  /** Moves over `expected` if that is what comes next. */
  skip(expected: Uint8Array): boolean {
    const { bytes, position } = this;
    const { length } = expected;
    if (position + length > this.end) return false;
    for (let i = 0; i < length; i++) if (bytes[position + i] !== expected[i]) return false;
    this.position = position + length;
    return true;
  }

  /** The length of an array token. */
  arrayHeader(): number {
    const token = this.byte();
    if (token >= 0x90 && token < 0xa0) return token & 0x0f;
    if (token === 0xdc) return this.uint16();
    return token === 0xdd ? this.uint32() : this.fail('an array is expected');
  }

  /** A string token, read in full. */
  text(): string {
    const token = this.byte();
    if (token >= 0xa0 && token < 0xc0) return this.utf8(token & 0x1f);
    if (token === 0xd9) return this.utf8(this.byte());
    if (token === 0xda) return this.utf8(this.uint16());
    if (token === 0xdb) return this.utf8(this.uint32());
    if (token !== 0xd4 || this.byte() !== Kind.WideString || this.byte() !== 0) this.fail('a string is expected');
    return utf16(this.binary());
  }

  /** `length` bytes of UTF-8. */
  utf8(length: number): string {
    const { bytes, position } = this;
    const end = position + length;
    if (end > this.end) this.fail('a string ends too early');
    this.position = end;
    if (length <= SHORT_TEXT) {
      const short = this.shortTexts.read(position, length);
      if (short !== undefined) return short;
    }
    return utf8(bytes, position, end);
  }

  private need(count: number): void {
    if (this.position + count > this.end) this.fail('it ends too early');
  }
}
