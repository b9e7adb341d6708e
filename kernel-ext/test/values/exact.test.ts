import { describe, expect, test } from 'vitest';
import { ValueCodec } from '../../src/values';
import { strictDifference } from './support/strict-difference';

const codec = new ValueCodec();
const again = <T>(value: T): T => codec.decode(codec.encode(value)) as T;
const same = (value: unknown): void => expect(strictDifference(value, again(value))).toBeUndefined();

describe('primitives', () => {
  test.each([
    undefined,
    null,
    true,
    false,
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    2 ** 53,
    5e-324,
    63,
    64,
    -33,
    '',
    'ascii',
    'ünï',
    '\ud800',
    'x\udc00y',
    '\ufeff',
    0n,
    -1n,
    2n ** 4000n,
    Symbol.for('x'),
    Symbol.iterator,
  ])('%o', same);

  test('strings of any length and content', () => {
    for (const length of [31, 32, 255, 256, 65_535, 65_536, 200_000]) {
      for (const character of ['a', 'é', '€', '\ud800']) same([character.repeat(length)]);
    }
  });
});

describe('objects', () => {
  test('own __proto__ keys stay own keys', () => {
    same(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}'));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('order of keys', () => {
    same([
      { b: 1, a: 2 },
      { a: 2, b: 1 },
      { 2: 1, 1: 1, z: 1, y: 1 },
    ]);
  });

  test('null prototypes, symbol keys, hidden and read-only properties', () => {
    same(Object.assign(Object.create(null), { a: 1 }));
    same({ [Symbol.for('a')]: 1, [Symbol.toStringTag]: 'Strange' });
    same(Object.defineProperty({ a: 1 }, 'b', { value: 2 }));
  });

  test.each([Object.preventExtensions, Object.seal, Object.freeze])('%o', (restrict) => {
    for (const value of [
      {},
      { a: 1 },
      [],
      [1],
      [1, , 3],
      new Map([[1, 2]]),
      new Date(1),
      /a/g,
      new Error('x'),
      Object('x'),
    ]) {
      same(restrict(value));
    }
    same(restrict(Object.assign([1, 2], { extra: { deep: 1 } })));
  });

  test('many shapes, and objects with many keys', () => {
    same(Array.from({ length: 300 }, (_, index) => ({ [`key${index}`]: index, common: 1 })));
    same(Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, index])));
  });

  test('more key lists than can be numbered', () => {
    const value = Array.from({ length: 66_000 }, (_, index) => ({ [`k${index}`]: 1 }));
    expect(again(value)).toEqual(value);
  });

  test('shared references and cycles', () => {
    const shared = { x: 1 };
    const cyclic: Record<string, unknown> = { shared, again: shared, list: [shared] };
    cyclic['self'] = cyclic;
    cyclic['map'] = new Map<unknown, unknown>([
      [cyclic, shared],
      ['set', new Set([cyclic])],
    ]);
    same(cyclic);
  });

  test('100,000 levels deep, of any container, with references in between', () => {
    const top: Record<string, unknown> = {};
    let deep = top;
    for (let level = 0; level < 100_000; level++) {
      const inner: Record<string, unknown> = { up: deep, level };
      deep.next =
        level % 4 === 0
          ? inner
          : level % 4 === 1
            ? [inner]
            : level % 4 === 2
              ? new Map([[level, inner]])
              : new Set([inner]);
      deep = inner;
    }
    deep.next = top;
    same(top);
  });

  test('100,000 levels of nested arrays and of frozen objects', () => {
    let arrays: unknown[] = [];
    let frozen: object = {};
    for (let level = 0; level < 100_000; level++) {
      arrays = [arrays];
      frozen = Object.freeze({ frozen });
    }
    expect(strictDifference([arrays, frozen], again([arrays, frozen]))).toBeUndefined();
  });
});

describe('arrays', () => {
  test('holes, length and further properties', () => {
    same([, 1, , undefined, ,]);
    same(Object.assign([1], { name: 'x', [Symbol.for('s')]: 1, '-1': 2, '4294967295': 3 }));
    same(Object.assign([], { length: 4_294_967_295 }));
    same(Object.assign([], { 4_000_000_000: 1, 5: 2 }));
  });

  test('a further property of a long array or typed array is seen', () => {
    same(
      Object.assign(
        Array.from({ length: 5000 }, (_, i) => i),
        { note: 'x' },
      ),
    );
    same(Object.assign(new Float64Array(5000), { note: 'x' }));
    same(Object.defineProperty(new Float64Array(5000), 'hidden', { value: 1 }));
    same(Object.assign(Buffer.alloc(5000), { [Symbol.for('note')]: 1 }));
  });
});
