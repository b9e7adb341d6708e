import { Kind } from '../format';

/** Newer than the library that this compiles against. */
type WellFormed = string & { isWellFormed(): boolean };

/** Whether UTF-8 can hold a string: it has no lone surrogates. */
export function isWellFormed(text: string): boolean {
  return (text as WellFormed).isWellFormed();
}

/** Most values fit this, and are written without allocating more than their bytes. */
const SPARE_BYTES = 16 * 1024;

/** Memory that the next writer begins with. */
let spare: Buffer | undefined;

/** Writes MessagePack tokens into a buffer that grows. */
export class TokenWriter {
  private bytes: Buffer;
  private view: DataView;
  /** Bytes written so far. */
  position = 0;

  constructor() {
    this.bytes = spare ?? Buffer.allocUnsafeSlow(SPARE_BYTES);
    spare = undefined;
    this.view = new DataView(this.bytes.buffer);
  }

  /** What was written, in memory of its own. The writer is of no use afterwards. */
  take(): Buffer {
    const written = this.bytes.subarray(0, this.position);
    return this.bytes.length === SPARE_BYTES ? Buffer.from(written) : written;
  }

  /** Gives the writer's memory back, to be called whether writing ended well or not. */
  release(): void {
    if (this.bytes.length === SPARE_BYTES) spare = this.bytes;
  }

  private reserve(count: number): void {
    const needed = this.position + count;
    if (needed <= this.bytes.length) return;
    // Doubling a large head would hold three copies of it at the peak.
    const factor = this.bytes.length < 64 * 1024 * 1024 ? 2 : 1.25;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.ceil(this.bytes.length * factor)));
    this.bytes.copy(larger, 0, 0, this.position);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  byte(value: number): void {
    if (this.position === this.bytes.length) this.reserve(1);
    this.bytes[this.position++] = value;
  }

  /** Overwrites a byte written before. */
  patch(at: number, value: number): void {
    this.bytes[at] = value;
  }

  /** `d4 kind flags`. Returns where the flags are. */
  kind(kind: number, flags: number): number {
    this.reserve(3);
    this.bytes[this.position++] = 0xd4;
    this.bytes[this.position++] = kind;
    this.bytes[this.position++] = flags;
    return this.position - 1;
  }

  pair(type: number, value: number): void {
    this.reserve(4);
    this.bytes[this.position] = 0xd5;
    this.bytes[this.position + 1] = type;
    this.view.setUint16(this.position + 2, value);
    this.position += 4;
  }

  quad(type: number, value: number): void {
    this.reserve(6);
    this.bytes[this.position] = 0xd6;
    this.bytes[this.position + 1] = type;
    this.view.setUint32(this.position + 2, value);
    this.position += 6;
  }

  /** In the form that msgpackr chooses, which 0x40..0x7f are not: they are records. */
  number(value: number): void {
    this.reserve(9);
    // Both shifts turn -0 into 0, hence Object.is.
    if (value >>> 0 === value && !Object.is(value, -0)) this.unsigned(value);
    else if (value >> 0 === value && value !== 0) this.negative(value);
    else {
      this.bytes[this.position] = 0xcb;
      this.view.setFloat64(this.position + 1, value);
      this.position += 9;
    }
  }

  private unsigned(value: number): void {
    const at = this.position;
    if (value < 0x40) {
      this.bytes[at] = value;
      this.position = at + 1;
    } else if (value < 0x100) {
      this.bytes[at] = 0xcc;
      this.bytes[at + 1] = value;
      this.position = at + 2;
    } else if (value < 0x10000) {
      this.bytes[at] = 0xcd;
      this.view.setUint16(at + 1, value);
      this.position = at + 3;
    } else {
      this.bytes[at] = 0xce;
      this.view.setUint32(at + 1, value);
      this.position = at + 5;
    }
  }

  private negative(value: number): void {
    const at = this.position;
    if (value >= -0x20) {
      this.bytes[at] = value & 0xff;
      this.position = at + 1;
    } else if (value >= -0x80) {
      this.bytes[at] = 0xd0;
      this.bytes[at + 1] = value & 0xff;
      this.position = at + 2;
    } else if (value >= -0x8000) {
      this.bytes[at] = 0xd1;
      this.view.setInt16(at + 1, value);
      this.position = at + 3;
    } else {
      this.bytes[at] = 0xd2;
      this.view.setInt32(at + 1, value);
      this.position = at + 5;
    }
  }

  arrayHeader(length: number): void {
    this.counted(length, 0x90, 16, 0, 0xdc);
  }

  mapHeader(length: number): void {
    this.counted(length, 0x80, 16, 0, 0xde);
  }

  binary(data: Uint8Array): void {
    this.counted(data.byteLength, 0, 0, 0xc4, 0xc5);
    this.reserve(data.byteLength);
    this.bytes.set(data, this.position);
    this.position += data.byteLength;
  }

  string(value: string): void {
    const length = value.length;
    if (length < 32 && this.shortAscii(value, length)) return;
    if (!isWellFormed(value)) {
      this.kind(Kind.WideString, 0);
      this.binary(Buffer.from(value, 'utf16le'));
      return;
    }
    const size = Buffer.byteLength(value);
    this.counted(size, 0xa0, 32, 0xd9, 0xda);
    this.reserve(size);
    this.position += this.bytes.write(value, this.position, size, 'utf8');
  }

  private shortAscii(value: string, length: number): boolean {
    this.reserve(length + 1);
    const { bytes, position } = this;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) return false;
      bytes[position + 1 + i] = code;
    }
    bytes[position] = 0xa0 | length;
    this.position = position + 1 + length;
    return true;
  }

  private counted(length: number, fix: number, fixLimit: number, one: number, two: number): void {
    this.reserve(5);
    if (length < fixLimit) {
      this.bytes[this.position++] = fix | length;
    } else if (one !== 0 && length < 0x100) {
      this.bytes[this.position++] = one;
      this.bytes[this.position++] = length;
    } else if (length < 0x10000) {
      this.bytes[this.position++] = two;
      this.view.setUint16(this.position, length);
      this.position += 2;
    } else {
      this.bytes[this.position++] = two + 1;
      this.view.setUint32(this.position, length);
      this.position += 4;
    }
  }
}
