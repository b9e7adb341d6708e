import { describe, expect, test } from 'vitest';
import { ValueCodec } from '../../../src/values';
import { decodeStart } from '../../../src/values/codec';
import { strictDifference } from '../support/strict-difference';

const codec = new ValueCodec();
/** More than are made as one. */
const LONG = 20_000;

function comesBack(value: unknown): void {
  expect(strictDifference(codec.decode(codec.encode(value)), value)).toBeUndefined();
}

describe('short arrays', () => {
  test('of each length, of all and of different elements, come back', () => {
    const elements = [1, 0.5, 'x', null, undefined, true, { a: 1 }, [2], 2 ** 40];
    comesBack(Array.from({ length: 300 }, (_, n) => Array.from({ length: n % 7 }, (__, at) => elements[(n * at) % 9])));
  });
});

describe('long arrays', () => {
  test.each([
    ['whole numbers', (n: number) => n],
    ['numbers', (n: number) => n * 0.5],
    ['whole numbers, then others', (n: number) => (n < LONG / 2 ? n : n + 0.5)],
    ['numbers, then texts', (n: number) => (n < LONG / 2 ? n + 0.5 : `${n}`)],
    ['undefined and null', (n: number) => (n % 2 === 0 ? undefined : null)],
    ['lists', (n: number) => [n]],
  ])('of %s come back', (_, make) => comesBack(Array.from({ length: LONG }, (__, n) => make(n))));

  test.each([8191, 8192, 8193, 16384, 16385])('of %d elements come back', (length) => {
    comesBack(Array.from({ length }, (_, n) => ({ n })));
  });

  test('in long arrays, and beside each other, come back', () => {
    const long = (): object[] => Array.from({ length: LONG }, (_, n) => ({ n }));
    comesBack([long(), { more: [long(), 'x'] }, ...long()]);
  });

  test('that hold themselves, or something twice, come back', () => {
    const twice = { n: 1 };
    const array: unknown[] = Array.from({ length: LONG }, () => twice);
    array[LONG - 1] = array;
    comesBack(array);
  });

  test('show the elements that are there when their end is missing', () => {
    const value = Array.from({ length: LONG }, (_, n) => `element ${n}`);
    const { head } = codec.encode(value);
    const shown = decodeStart(head.subarray(0, head.byteLength / 2), head.byteLength) as string[];
    expect(shown.length).toBeGreaterThan(LONG / 3);
    expect(shown).toEqual(value.slice(0, shown.length));
  });
});
