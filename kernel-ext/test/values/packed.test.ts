import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ValueCodec } from '../../src/values';
import { decodePayload } from '../../src/values/codec';
import { Encoder } from '../../src/values/encode/encoder';
import { encodePlain, plainPacker } from '../../src/values/encode/packed';
import { anyValue } from './support/any-value';
import { Point, testClasses } from './support/classes';
import { plainValue, takenKeys } from './support/plain-value';
import { strictDifference } from './support/strict-difference';

const RUNS = Number(process.env['VALUE_RUNS'] ?? 300);
const codec = new ValueCodec({ classes: testClasses() });
const pack = vi.spyOn(plainPacker().packr, 'pack');
afterEach(() => pack.mockClear());

const ownBytes = (value: unknown): Uint8Array =>
  new Encoder({ classOf: () => undefined, disassemble: () => undefined }).encode(value).head;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
const shapes = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ [`k${index}`]: index }));
const wide = (keys: number): object => Object.fromEntries(Array.from({ length: keys }, (_, i) => [`k${i}`, i]));

describe('plain data goes through msgpackr', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a number', 70_000],
    ['NaN', NaN],
    ['a string', 'ünï 😀'],
    ['an empty object', {}],
    ['an empty array', []],
    [
      'rows',
      [
        { id: 1, tags: ['x'] },
        { id: 2, tags: [] },
      ],
    ],
    ['numbers of each width', [63, 64, 255, 256, 65_536, 2 ** 31, 2 ** 32, -32, -33, -129, -40_000, 2 ** 53, 0.1]],
    ['members that hide methods', { valueOf: 1, then: 2, toString: 3 }],
    ['64 key lists', shapes(64)],
    ['64 keys', wide(64)],
    ['96 levels', nested(96)],
  ])('%s', (_, value) => {
    const encoded = codec.encode(value);
    expect(pack).toHaveBeenCalledOnce();
    expect(encoded.segments).toEqual([]);
    expect(strictDifference(value, codec.decode(encoded))).toBeUndefined();
  });

  test('any plain value, in the bytes that the own encoder writes', () => {
    fc.assert(
      fc.property(plainValue, (value) => {
        const encoded = encodePlain(value)!;
        expect(hex(encoded.head)).toBe(hex(ownBytes(value)));
        expect(strictDifference(value, codec.decode(encoded))).toBeUndefined();
        expect(strictDifference(value, decodePayload(encoded.head))).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });

  test('the bytes of a value stay when the next is encoded, also after a large one', () => {
    const values = [{ a: 1 }, ['b'], Array.from({ length: 200_000 }, (_, index) => index * 0.5), { c: 'c' }];
    const encoded = values.map((value) => codec.encode(value));
    expect(pack).toHaveBeenCalledTimes(values.length);
    expect(encoded.map((each) => codec.decode(each))).toEqual(values);
  });

  test('memory of a large value is given back', () => {
    codec.encode(Array.from({ length: 200_000 }, (_, index) => index * 0.5));
    expect(plainPacker().packr.pack(1).buffer.byteLength).toBeLessThan(100_000);
  });
});

describe('what msgpackr would change does not go through it', () => {
  const shared = { n: 1 };
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const hidden = (attributes: PropertyDescriptor): object =>
    Object.defineProperty({}, 'a', { value: 1, writable: true, enumerable: true, configurable: true, ...attributes });
  test.each<[string, unknown]>([
    ['-0', -0],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a key', { '\ud800': 1 }],
    ['a long string', 'x'.repeat(65_536)],
    ['a BigInt', 1n],
    ['a symbol', Symbol.for('s')],
    ['a hole', [1, , 2]],
    ['an array with another property', Object.assign([1], { extra: 1 })],
    ['a long array with another property', Object.assign(Array<number>(300).fill(1), { extra: 1 })],
    ['a shared reference', [shared, shared]],
    ['a cycle', cyclic],
    ['a null prototype', Object.create(null)],
    ['a symbol key', { [Symbol.for('k')]: 1 }],
    ['a hidden property', hidden({ enumerable: false })],
    ['a read-only property', hidden({ writable: false })],
    ['a fixed property', hidden({ configurable: false })],
    ['a frozen object', Object.freeze({ a: 1 })],
    ['a sealed array', Object.seal([1])],
    ['an object that is not extensible', Object.preventExtensions({ a: 1 })],
    ['an instance', new Point(1, 2)],
    ['a Date', new Date(5)],
    ['a Map', new Map([[1, 2]])],
    ['bytes', new Uint8Array(3)],
    ['97 levels', nested(97)],
    ['65 key lists', shapes(65)],
    ['65 keys', wide(65)],
    ...takenKeys.map((key): [string, unknown] => [`a key ${key}`, JSON.parse(`{"${key}":"data"}`)]),
  ])('%s', (_, value) => {
    for (const each of [value, [{ plain: 1 }, { deeper: { value } }]]) {
      const encoded = codec.encode(each);
      expect(pack).not.toHaveBeenCalled();
      expect(strictDifference(each, codec.decode(encoded))).toBeUndefined();
    }
  });

  test.each<[string, unknown]>([
    [
      'an accessor',
      {
        get a() {
          return 1;
        },
      },
    ],
    ['a read-only element', Object.defineProperty([1], 0, { writable: false })],
    ['an array whose length is fixed', Object.defineProperty([1], 'length', { writable: false })],
    ['an array of a subclass', class extends Array {}.from([1])],
    ['a computed element', Object.defineProperty([1], 0, { get: () => 1 })],
    ['a Proxy', new Proxy({}, {})],
    ['a Map in disguise', Object.setPrototypeOf(new Map(), Object.prototype)],
    ['a function', () => 1],
  ])('%s is still refused', (_, value) => {
    for (const each of [value, { value }]) expect(() => codec.encode(each)).toThrow();
    expect(pack).not.toHaveBeenCalled();
  });

  test('any value keeps its bytes: msgpackr is asked only where both write the same', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const packed = encodePlain(value);
        if (packed !== undefined) expect(hex(packed.head)).toBe(hex(ownBytes(value)));
      }),
      { numRuns: RUNS },
    );
  });
});
