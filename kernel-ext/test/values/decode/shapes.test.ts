import { describe, expect, test } from 'vitest';
import { ValueCodec } from '../../../src/values';
import { strictDifference } from '../support/strict-difference';

const codec = new ValueCodec();

/** Decodes a value from bytes that are overwritten afterwards, as those of a scratch buffer are. */
function roundTrip(value: unknown): unknown {
  const { head, segments } = codec.encode(value);
  const bytes = new Uint8Array(head);
  const decoded = codec.decode({ head: bytes, segments });
  bytes.fill(0xff);
  return decoded;
}

describe('the keys of a value', () => {
  test.each([
    ['others of the same lengths', { aaa: 1, bbb: 2 }, { aaa: 1, bbc: 2 }],
    ['some of them', { one: 1, two: 2 }, { one: 1 }],
    ['more than them', { one: 1 }, { one: 1, two: 2 }],
    ['the same in another order', { one: 1, two: 2 }, { two: 2, one: 1 }],
    ['the same in other places', { a: { b: 1 } }, { b: { a: 1 } }],
    ['one named like the prototype', { one: 1 }, JSON.parse('{"__proto__":1}')],
  ])('are its own, whatever was decoded before: %s', (_, first, second) => {
    for (let round = 0; round < 20; round++) {
      for (const value of [first, second]) expect(strictDifference(roundTrip(value), value)).toBeUndefined();
    }
  });

  test('may be many, and long', () => {
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`a key that is rather long ${n}`, n]));
    for (let round = 0; round < 3; round++) expect(strictDifference(roundTrip(wide), wide)).toBeUndefined();
  });

  test('count on what a value may claim, also when an earlier value had them', () => {
    const value = { one: 1, two: 2, three: 3 };
    roundTrip(value);
    const { head, segments } = codec.encode(value);
    const cut = new Uint8Array(head).subarray(0, 14);
    expect(() => codec.decode({ head: cut, segments })).toThrow(/damaged/);
  });
});
