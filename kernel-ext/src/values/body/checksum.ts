import { xxh3 } from '@node-rs/xxhash';

/**
 * Checksum over a key and stored bytes, in pieces: 128 bits of XXH3. It notices damage and swapped rows; it does not
 * withstand forgery (the store's `mac` does).
 */
export class Checksum {
  private readonly parts: Uint8Array[];

  constructor(key: Uint8Array) {
    this.parts = [key];
  }

  update(bytes: Uint8Array): this {
    this.parts.push(digest(bytes));
    return this;
  }

  digest(): Buffer {
    return digest(Buffer.concat(this.parts));
  }
}

function digest(bytes: Uint8Array): Buffer {
  return Buffer.from(xxh3.xxh128(bytes).toString(16).padStart(32, '0'), 'hex');
}
