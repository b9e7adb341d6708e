import crypto from 'node:crypto';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { digestValue } from '../../../src/keys/canonical';

const hashed: Uint8Array[] = [];
const addon = createRequire(import.meta.url)('@napi-rs/blake-hash') as typeof import('@napi-rs/blake-hash');
const { blake3 } = addon;
const { hash } = crypto;

vi.spyOn(addon, 'blake3').mockImplementation((bytes) => {
  hashed.push(bytes as Uint8Array);
  return blake3(bytes);
});
vi.spyOn(crypto, 'hash').mockImplementation(((...args: Parameters<typeof hash>) => {
  hashed.push(args[1] as Uint8Array);
  return hash(...args);
}) as typeof hash);
syncBuiltinESMExports();

afterAll(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

/** What is handed to the native hash for one value. */
function handedOver(value: unknown): Uint8Array[] {
  hashed.length = 0;
  digestValue(value);
  return [...hashed];
}

describe('the work for one digest', () => {
  beforeEach(() => void digestValue(0));

  it('is one native call for small values of any shape', () => {
    const small = [
      1,
      'AAPL',
      null,
      { start: '2024-01-01', days: [1, 2, { a: new Map([[1, new Set([2])]]) }] },
      new Float64Array(10),
    ];
    for (const value of small) expect(handedOver(value)).toHaveLength(1);
  });

  it('hands large binary data over where it is', () => {
    const array = new Float64Array(1_000_000);
    const [data, rest, ...more] = handedOver({ array: array.subarray(1) });
    expect(data!.buffer).toBe(array.buffer);
    expect([data!.byteOffset, data!.byteLength]).toEqual([8, 7_999_992]);
    expect(rest!.byteLength).toBeLessThan(100);
    expect(more).toEqual([]);
  });

  it('is a few bytes for each number and each field, in few native calls', () => {
    const numbers = handedOver(Array.from({ length: 100_000 }, (_, i) => i + 0.5));
    expect(sum(numbers)).toBeLessThan(100_000 * 9.1);
    expect(numbers.length).toBeLessThan(60);
    const records = handedOver(Array.from({ length: 10_000 }, (_, id) => ({ id, value: id })));
    expect(sum(records)).toBeLessThan(10_000 * 25);
    expect(records.length).toBeLessThan(20);
  });

  it('does not grow with the number of references to a large part', () => {
    const part = Array.from({ length: 10_000 }, (_, id) => ({ id }));
    const once = sum(handedOver([part]));
    expect(sum(handedOver(Array(1000).fill(part)))).toBeLessThan(once + 1000 * 40);
  });
});

function sum(parts: readonly Uint8Array[]): number {
  return parts.reduce((total, part) => total + part.byteLength, 0);
}
