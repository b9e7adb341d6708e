import { zstdCompressSync } from 'zlib';

import { decompress } from '../../src/entry/decompress';

describe('decompress', () => {
  const bytes = Uint8Array.from({ length: 400_000 }, (_, i) => (i * i) % 251);
  const compressed = new Uint8Array(zstdCompressSync(bytes));

  it('restores what Node has compressed', () => {
    expect(Buffer.from(decompress(compressed, bytes.length)).equals(bytes)).toBe(true);
  });

  it('gives the beginning when the end is missing', () => {
    let state = 1;
    const random = Uint8Array.from({ length: 400_000 }, () => {
      state = Math.imul(state, 1_664_525) + 1_013_904_223;
      return state >>> 24;
    });
    const whole = new Uint8Array(zstdCompressSync(random));
    const start = decompress(whole.subarray(0, whole.length / 2), random.length);
    expect(start.length).toBeGreaterThan(0);
    expect(start.length).toBeLessThan(random.length);
    expect(Buffer.from(start).equals(random.subarray(0, start.length))).toBe(true);
  });

  it('refuses to give more than it was told', () => {
    expect(() => decompress(compressed, 1000)).toThrow('more of it');
  });

  it('refuses what is not compressed', () => {
    expect(() => decompress(new TextEncoder().encode('this was never compressed by anything'), 100)).toThrow();
  });
});
