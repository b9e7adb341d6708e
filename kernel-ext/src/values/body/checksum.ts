import { hash } from 'node:crypto';

type Hash128 = (typeof import('xxhash-addon'))['XXHash128'];

/** Bytes of a checksum. */
const CHECKSUM_BYTES = 16;
/** A single piece of at most this many bytes is hashed together with the key, by Node's own SHA-256. Part of the format. */
const SHORT_BYTES = 1024;
const KEY_BYTES = 32;

/**
 * Checksum over a key and stored bytes. It notices damage and swapped rows at the speed of memory, and does not withstand
 * forgery: the store's `mac` does.
 *
 * Of a single piece of at most 1 KiB it is the first half of SHA-256 of key and piece: one call into Node costs a third of
 * two into an addon. Else it is XXH3-128 of the key and the XXH3-128 of each piece.
 *
 * @example
 * new Checksum(key).update(payload).digest()
 */
export class Checksum {
  private readonly parts: Uint8Array[];
  /** The first piece, as long as it may be the only one. */
  private short: Uint8Array | undefined;

  constructor(private readonly key: Uint8Array) {
    this.parts = [key];
  }

  /** Adds the next piece, which must not change before the digest. */
  update(bytes: Uint8Array): this {
    if (this.parts.length === 1 && this.short === undefined && isShort(this.key, bytes)) {
      this.short = bytes;
      return this;
    }
    return this.push(hashOf(bytes));
  }

  /** Adds the next piece, of more than 1 KiB, that was hashed in chunks. */
  add(piece: ChunkedPiece): this {
    return this.push(piece.digest());
  }

  private push(digest: Uint8Array): this {
    if (this.short !== undefined) this.parts.push(hashOf(this.short));
    this.short = undefined;
    this.parts.push(digest);
    return this;
  }

  /** 16 bytes. */
  digest(): Buffer {
    if (this.short !== undefined) return Buffer.from(shortDigest(this.key, this.short), 'latin1');
    return xxh3(Buffer.concat(this.parts));
  }
}

/** A hash that is in no use: to make one costs as much as to hash 20 KB. */
let idle: InstanceType<Hash128> | undefined;

/** A piece that is hashed chunk by chunk, each as it is read and while it is still in the processor's cache. */
export class ChunkedPiece {
  private readonly hash = idle ?? new (xxh128())(Buffer.alloc(8));

  constructor() {
    idle = undefined;
    this.hash.reset();
  }

  /** Adds the next chunk, which may change afterwards. */
  update(bytes: Uint8Array): void {
    this.hash.update(asBuffer(bytes));
  }

  /** 16 bytes, the same as of the whole piece at once. Nothing can be added afterwards. */
  digest(): Buffer {
    idle = this.hash;
    return this.hash.digest();
  }
}

/** Whether `checksum` is that of a single piece. Allocates nothing for a short one. */
export function isIntact(key: Uint8Array, bytes: Uint8Array, checksum: Buffer): boolean {
  if (!isShort(key, bytes)) return new Checksum(key).update(bytes).digest().equals(checksum);
  if (checksum.length !== CHECKSUM_BYTES) return false;
  const expected = shortDigest(key, bytes);
  for (let i = 0; i < CHECKSUM_BYTES; i++) if (expected.charCodeAt(i) !== checksum[i]) return false;
  return true;
}

function isShort(key: Uint8Array, bytes: Uint8Array): boolean {
  return bytes.length <= SHORT_BYTES && key.length === KEY_BYTES;
}

const scratch = new Uint8Array(KEY_BYTES + SHORT_BYTES);
/** Views of its first n bytes: to make one costs a tenth of the hash. */
const prefixes: Uint8Array[] = [];

/** As text of one character a byte, the cheapest form in which Node gives a hash. */
function shortDigest(key: Uint8Array, bytes: Uint8Array): string {
  const size = KEY_BYTES + bytes.length;
  scratch.set(key);
  scratch.set(bytes, KEY_BYTES);
  return hash('sha256', (prefixes[size] ??= scratch.subarray(0, size)), 'binary').slice(0, CHECKSUM_BYTES);
}

let addon: Hash128 | undefined;

/** Loaded when the first large value is checked, not with the library. */
function xxh128(): Hash128 {
  return (addon ??= (require('xxhash-addon') as typeof import('xxhash-addon')).XXHash128);
}

function xxh3(bytes: Uint8Array): Buffer {
  return xxh128().hash(asBuffer(bytes));
}

/** So many hashes of the least pieces are remembered, and how long those pieces may be. */
const REMEMBERED = 8;
const LEAST_BYTES = 256;

interface Remembered {
  readonly piece: Buffer;
  readonly hash: Buffer;
}

const remembered: Remembered[] = [];
let oldest = 0;

/** XXH3. Index, head and padding are the same bytes in all values of one shape: to compare them costs a tenth of the addon. */
function hashOf(bytes: Uint8Array): Buffer {
  if (bytes.length > LEAST_BYTES) return xxh3(bytes);
  const known = remembered.find(({ piece }) => piece.equals(bytes));
  if (known) return known.hash;
  const hash = xxh3(bytes);
  remembered[oldest] = { piece: Buffer.from(bytes), hash };
  oldest = (oldest + 1) % REMEMBERED;
  return hash;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
