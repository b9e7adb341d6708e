import { hash } from 'node:crypto';

/** Bytes of a digest. */
export const DIGEST_BYTES = 32;

/**
 * Up to this many bytes SHA-256 is faster: a call into Node takes 0.3 µs, one into BLAKE3's addon 1.2. Both resist collisions,
 * so inputs of different lengths do not collide either. Part of the key format.
 */
const SHORT_BYTES = 4096;

/** Strings above this many UTF-16 units are written as the digest of their text. Part of the key format. */
const LONG_TEXT = 16_384;
/** Below this many units a loop over the characters beats a call into Node. */
const SHORT_TEXT = 48;
const SCRATCH_BYTES = 64 * 1024;
/** A writer that grew beyond this for one value gives the memory back. */
const KEEP_BYTES = 4 * 1024 * 1024;
const TEXT_CHUNK = 32_768;

let addon: typeof import('@napi-rs/blake-hash') | undefined;

/** Loaded when something long is hashed: the first hit of most processes needs none. */
const blake = (): typeof import('@napi-rs/blake-hash') =>
  (addon ??= require('@napi-rs/blake-hash') as typeof import('@napi-rs/blake-hash'));

/**
 * Digest of the bytes that `view` shows, without a copy: SHA-256 of short ones, BLAKE3-256 of others.
 *
 * @example hashBytes(new Float64Array(1e6)).toString('hex')
 */
export function hashBytes(view: ArrayBufferView): Buffer {
  const bytes = view instanceof Uint8Array ? view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  // As text, because a Buffer made by Node's hash costs more than one made here.
  if (bytes.length <= SHORT_BYTES) return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
  return blake().blake3(bytes);
}

/** Digest of a text of any length, lone surrogates included: equal iff the texts are equal. */
export function hashText(text: string): Buffer {
  const writer = new HashWriter(3 * Math.min(text.length, LONG_TEXT) + 16);
  writer.text(text);
  return writer.digest();
}

/**
 * Collects bytes in a scratch buffer and hashes them with one native call. Regions that are complete can be
 * collapsed to their digest, which bounds the memory for values of any size. Nothing is allocated per small item.
 *
 * @example
 * const writer = new HashWriter();
 * writer.text('name');
 * writer.raw(fingerprint);
 * const key = writer.digest();   // and the writer is empty again
 */
export class HashWriter {
  /** Bytes written since the last digest or reset. Set it to an earlier length to take back what followed. */
  length = 0;
  private bytes: Buffer;
  private view: DataView;
  /** Views of the first n bytes, made once: creating one costs as much as hashing a small input. */
  private prefixes: Uint8Array[] = [];

  constructor(private readonly initialBytes = SCRATCH_BYTES) {
    this.bytes = Buffer.allocUnsafeSlow(initialBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  byte(value: number): void {
    if (this.length + 1 > this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }

  /** A tag and a 32-bit integer. Byte by byte, because V8 calls a function for that of a DataView. */
  int32(tag: number, value: number): void {
    if (this.length + 5 > this.bytes.length) this.grow(5);
    const { bytes, length } = this;
    bytes[length] = tag;
    bytes[length + 1] = value;
    bytes[length + 2] = value >> 8;
    bytes[length + 3] = value >> 16;
    bytes[length + 4] = value >> 24;
    this.length = length + 5;
  }

  /** A tag and the 8 bytes of a double, as they are. */
  float64(tag: number, value: number): void {
    if (this.length + 9 > this.bytes.length) this.grow(9);
    this.bytes[this.length] = tag;
    this.view.setFloat64(this.length + 1, value, true);
    this.length += 9;
  }

  /** A non-negative safe integer in 7-bit groups, low first. */
  varint(value: number): void {
    if (this.length + 8 > this.bytes.length) this.grow(8);
    let rest = value;
    while (rest > 127) {
      this.bytes[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  /** The bytes as they are, without their length. */
  raw(bytes: Uint8Array): void {
    const size = bytes.length;
    if (this.length + size > this.bytes.length) this.grow(size);
    if (size <= 40) {
      let at = this.length;
      for (let i = 0; i < size; i++) this.bytes[at++] = bytes[i]!;
    } else {
      this.bytes.set(bytes, this.length);
    }
    this.length += size;
  }

  /**
   * A text, self-delimiting: its length and UTF-8, or UTF-16 when it holds lone surrogates (which UTF-8 cannot),
   * or the digest of that when it is long.
   */
  text(value: string): void {
    const units = value.length;
    if (units > LONG_TEXT) {
      const wide = !isWellFormed(value);
      this.varint(units * 2 + (wide ? 1 : 0));
      this.raw(hashLongText(value, wide));
      return;
    }
    if (this.length + 3 * units + 4 > this.bytes.length) this.grow(3 * units + 4);
    const start = this.length;
    if (units <= SHORT_TEXT) {
      const { bytes } = this;
      let at = start;
      // The length as a varint, which is one byte here.
      bytes[at++] = units * 2;
      let i = 0;
      for (; i < units; i++) {
        const unit = value.charCodeAt(i);
        if (unit > 127) break;
        bytes[at++] = unit;
      }
      if (i === units) {
        this.length = at;
        return;
      }
    }
    this.varint(units * 2);
    if (isWellFormed(value)) {
      this.length += this.bytes.write(value, this.length, 'utf8');
    } else {
      this.length = start;
      this.varint(units * 2 + 1);
      this.length += this.bytes.write(value, this.length, 'utf16le');
    }
  }

  /** Digest of what was written from `start` on. */
  digestFrom(start: number): Buffer {
    return hashBytes(this.region(start));
  }

  /** Replaces what was written from `start` on by `tag` and its digest. Returns the digest. */
  collapse(start: number, tag: number): Buffer {
    const digest = this.digestFrom(start);
    this.length = start;
    this.byte(tag);
    this.raw(digest);
    return digest;
  }

  /** A copy of what was written from `start` on. */
  copyFrom(start: number): Uint8Array {
    return Uint8Array.from(this.bytes.subarray(start, this.length));
  }

  /** Digest of everything written; empties the writer. */
  digest(): Buffer {
    const digest = this.digestFrom(0);
    this.reset();
    return digest;
  }

  /** Forgets everything written. */
  reset(): void {
    this.length = 0;
    if (this.bytes.length > KEEP_BYTES) this.replace(Buffer.allocUnsafeSlow(this.initialBytes));
  }

  private region(start: number): Uint8Array {
    if (start === 0 && this.length <= 512) {
      return (this.prefixes[this.length] ??= new Uint8Array(this.bytes.buffer, 0, this.length));
    }
    return new Uint8Array(this.bytes.buffer, start, this.length - start);
  }

  private grow(need: number): void {
    const next = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + need));
    next.set(this.bytes.subarray(0, this.length));
    this.replace(next);
  }

  private replace(bytes: Buffer): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
    this.prefixes = [];
  }
}

/** Part of every engine that the library runs on (Node 20 and later), but not of the ES2023 typings. */
function isWellFormed(text: string): boolean {
  return (text as unknown as { isWellFormed(): boolean }).isWellFormed();
}

let textChunk: Buffer | undefined;

/** Encodes piece by piece, so that a text of any size needs no second copy of itself. */
function hashLongText(text: string, wide: boolean): Buffer {
  const chunk = (textChunk ??= Buffer.allocUnsafeSlow(TEXT_CHUNK * 3));
  const hasher = new (blake().Blake3Hasher)();
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + TEXT_CHUNK, text.length);
    // A surrogate pair must not be cut: each half alone has no UTF-8.
    if (!wide && end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
    const written = chunk.write(text.slice(at, end), 0, wide ? 'utf16le' : 'utf8');
    hasher.update(chunk.subarray(0, written));
    at = end;
  }
  return hasher.digestBuffer();
}
