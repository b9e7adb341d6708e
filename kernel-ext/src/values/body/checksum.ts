type Hash128 = (typeof import('xxhash-addon'))['XXHash128'];

let addon: Hash128 | undefined;

/** Loaded when the first value is checked, not with the library. */
const xxh128 = (): Hash128 => (addon ??= (require('xxhash-addon') as typeof import('xxhash-addon')).XXHash128);

/**
 * Checksum over a key and stored bytes: XXH3-128 of the key and the XXH3-128 of each piece.
 *
 * It notices damage and swapped rows at the speed of memory, and does not withstand forgery: the store's `mac` does.
 */
export class Checksum {
  private readonly parts: Uint8Array[];

  constructor(key: Uint8Array) {
    this.parts = [key];
  }

  /** Adds the next piece. */
  update(bytes: Uint8Array): this {
    this.parts.push(digest(bytes));
    return this;
  }

  /** 16 bytes. */
  digest(): Buffer {
    return digest(Buffer.concat(this.parts));
  }
}

function digest(bytes: Uint8Array): Buffer {
  return xxh128().hash(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
