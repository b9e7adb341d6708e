import { hash } from 'node:crypto';
import { XXHash128 } from 'xxhash-addon';
import { describe, expect, test } from 'vitest';
import { Checksum, isIntact } from '../../../src/values/body/checksum';

const key = Buffer.alloc(32, 7);
const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => i % 251));
const checksumOf = (...pieces: Buffer[]): Buffer =>
  pieces.reduce((sum, piece) => sum.update(piece), new Checksum(key)).digest();
const xxh3 = (...parts: Buffer[]): Buffer => XXHash128.hash(Buffer.concat(parts));

describe('a checksum', () => {
  test.each([0, 1, 1024])('of one piece of %i bytes is half of the SHA-256 of key and piece', (length) => {
    const expected = hash('sha256', Buffer.concat([key, bytes(length)]), 'buffer').subarray(0, 16);
    expect(checksumOf(bytes(length))).toEqual(expected);
  });

  test('of a longer piece, and of several, is the XXH3-128 of the key and theirs', () => {
    const [short, long] = [bytes(5), bytes(1025)];
    expect(checksumOf(long)).toEqual(xxh3(key, xxh3(long)));
    expect(checksumOf(short, long)).toEqual(xxh3(key, xxh3(short), xxh3(long)));
    expect(checksumOf(short, short)).toEqual(xxh3(key, xxh3(short), xxh3(short)));
  });

  test('is that of the bytes as they are, however often pieces are like earlier ones', () => {
    const long = bytes(1025);
    const small = bytes(100);
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 20; n++) {
        small[50] = n;
        expect(checksumOf(small, long)).toEqual(xxh3(key, xxh3(small), xxh3(long)));
      }
    }
  });

  test.each([0, 60, 1024, 1025, 5000])('of %i bytes tells damage, another key and a checksum cut short', (length) => {
    const piece = bytes(length);
    const checksum = checksumOf(piece);
    expect(isIntact(key, piece, checksum)).toBe(true);
    expect(isIntact(Buffer.alloc(32, 8), piece, checksum)).toBe(false);
    expect(isIntact(key, Buffer.concat([piece, Buffer.alloc(1)]), checksum)).toBe(false);
    expect(isIntact(key, piece, checksum.subarray(0, 8))).toBe(false);
    if (length > 0)
      expect(isIntact(key, Buffer.concat([piece.subarray(1), piece.subarray(0, 1)]), checksum)).toBe(false);
  });
});
