import { hash } from 'node:crypto';
import { blake3 } from '@napi-rs/blake-hash';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashBytes, hashText, HashWriter } from '../../src/keys/hash';

/** What the key format says: SHA-256 up to 4 KiB, BLAKE3-256 above. */
const digestOf = (bytes: Uint8Array): Buffer => (bytes.length > 4096 ? blake3(bytes) : hash('sha256', bytes, 'buffer'));

describe('hashBytes', () => {
  it('is SHA-256 of the window that a view shows', () => {
    const bytes = Uint8Array.from({ length: 64 }, (_, i) => i);
    expect(hashBytes(bytes)).toEqual(hash('sha256', bytes, 'buffer'));
    expect(hashBytes(new Float64Array(bytes.buffer, 8, 2))).toEqual(hash('sha256', bytes.subarray(8, 24), 'buffer'));
    expect(hashBytes(new DataView(bytes.buffer, 3, 5))).toEqual(hash('sha256', bytes.subarray(3, 8), 'buffer'));
    expect(hashBytes(new Uint8Array(0)).toString('hex')).toMatch(/^e3b0c44298fc1c14/);
  });

  it('is BLAKE3-256 above 4 KiB', () => {
    const bytes = new Uint8Array(4097).fill(7);
    expect(hashBytes(bytes)).toEqual(blake3(bytes));
    expect(hashBytes(bytes.subarray(1))).toEqual(hash('sha256', bytes.subarray(1), 'buffer'));
  });
});

describe('hashText', () => {
  it('is equal iff the texts are equal, halves of surrogate pairs and long texts included', () => {
    const texts = [
      '',
      'a',
      'é',
      '\ud800',
      '\udc00',
      '\ufffd',
      'a'.repeat(16_384),
      'a'.repeat(16_385),
      `${'a'.repeat(16_384)}\ud800`,
    ];
    expect(new Set(texts.map((text) => hashText(text).toString('hex'))).size).toBe(texts.length);
    expect(hashText('b'.repeat(100_000))).toEqual(hashText(Array(100_000).fill('b').join('')));
  });
});

describe('HashWriter', () => {
  const written = (write: (writer: HashWriter) => void): string => {
    const writer = new HashWriter(16);
    write(writer);
    return Buffer.from(writer.copyFrom(0)).toString('hex');
  };

  it('writes tags, numbers, lengths and texts', () => {
    expect(written((writer) => writer.byte(7))).toBe('07');
    expect(written((writer) => writer.int32(1, -2))).toBe('01feffffff');
    expect(written((writer) => writer.float64(2, 1))).toBe('02000000000000f03f');
    expect(written((writer) => [0, 127, 128, 2 ** 32].forEach((n) => writer.varint(n)))).toBe('007f80018080808010');
    expect(written((writer) => writer.text('aé'))).toBe('0461c3a9');
    expect(written((writer) => writer.text('\ud800'))).toBe('0300d8');
    expect(written((writer) => writer.raw(Buffer.alloc(3, 9)))).toBe('090909');
  });

  it('grows for what does not fit, and is empty after a digest', () => {
    const writer = new HashWriter(16);
    for (let i = 0; i < 100; i++) writer.text('some text that is longer than the scratch buffer of this writer');
    const { length } = writer;
    const expected = digestOf(writer.copyFrom(0));
    expect(length).toBe(100 * 64);
    expect(writer.digest()).toEqual(expected);
    expect(writer.length).toBe(0);
    writer.byte(1);
    expect(writer.digest()).toEqual(digestOf(Uint8Array.of(1)));
  });

  it('collapses a region to a tag and its digest', () => {
    const writer = new HashWriter(16);
    writer.byte(1);
    writer.raw(Buffer.alloc(100, 5));
    const digest = writer.collapse(1, 9);
    expect(digest).toEqual(digestOf(Buffer.alloc(100, 5)));
    expect(Buffer.from(writer.copyFrom(0))).toEqual(Buffer.concat([Buffer.of(1, 9), digest]));
  });

  it('gives the same digest for the same bytes, whatever was written before', () => {
    const writer = new HashWriter();
    const bytes = fc.uint8Array({ maxLength: 700 });
    fc.assert(
      fc.property(bytes, bytes, (before, content) => {
        writer.raw(before);
        writer.reset();
        writer.raw(content);
        expect(writer.digest()).toEqual(digestOf(content));
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
