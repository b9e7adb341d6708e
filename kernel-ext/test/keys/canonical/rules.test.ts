import { describe, expect, it } from 'vitest';
import { digestValue, type DigestOptions } from '../../../src/keys/canonical';

const digest = (value: unknown, options?: DigestOptions): string => digestValue(value, options).toString('hex');

function expectAllDifferent(values: readonly unknown[]): void {
  expect(new Set(values.map((value) => digest(value))).size).toBe(values.length);
}

class Point {
  constructor(
    public x: number,
    public y: number,
  ) {}
}

describe('what counts as different', () => {
  it('the values that JavaScript programs mix up', () => {
    expectAllDifferent([
      1,
      1n,
      '1',
      true,
      0,
      -0,
      NaN,
      null,
      undefined,
      '',
      false,
      [],
      {},
      [undefined],
      [null],
      new Array(1),
      Object(1),
    ]);
  });

  it('numbers at the limits of their encodings', () => {
    expectAllDifferent([
      2 ** 31 - 1,
      2 ** 31,
      -(2 ** 31),
      -(2 ** 31) - 1,
      2 ** 53,
      2 ** 53 + 2,
      0.1,
      0.1 + Number.EPSILON,
      5e-324,
      Infinity,
      -Infinity,
    ]);
  });

  it('template literals that a tag gets, by their raw text', () => {
    const tag = (strings: TemplateStringsArray): unknown => strings;
    expectAllDifferent([tag`\alpha`, tag`alpha`, ['alpha'], Object.freeze(['a']), tag`a`]);
  });

  it('large integers of any size', () => {
    expectAllDifferent([0x123456789n, 123456789n, -123456789n, 10n, 0x10n, 10n ** 400n, 10n ** 400n + 1n]);
  });

  it('texts, with halves of surrogate pairs, of any length', () => {
    const long = 'x'.repeat(20_000);
    expectAllDifferent([
      '\ud800',
      '\ud801',
      '\udc00',
      '\ufffd',
      '\ud83d\ude00',
      'é',
      'e\u0301',
      `${long}a`,
      `${long}b`,
      `${long}\ud800`,
      `${long}\udfff`,
    ]);
  });

  it('a long text whose surrogate pairs fall on the borders of its pieces', () => {
    const pairs = '\ud83d\ude00'.repeat(40_000);
    expectAllDifferent([
      pairs,
      `a${pairs}`,
      `${pairs}\ud83d`,
      `${pairs.slice(0, -1)}`,
      `${pairs.slice(0, -2)}\ud83d\ude01`,
    ]);
    for (const before of [32_766, 32_767, 32_768]) {
      expectAllDifferent(['\u{1f600}', '\u{1f601}', '\ufffd'].map((pair) => `${'x'.repeat(before)}${pair}`));
    }
  });

  it('elements split between neighbours', () => {
    expectAllDifferent([['a', 'bc'], ['ab', 'c'], [['a'], 'bc'], [['a', 'bc']], ['a,bc'], ["a','bc"]]);
    expectAllDifferent([
      { a: { b: 1 } },
      { 'a.b': 1 },
      { a: 'b', b: 1 },
      [['a', { b: 1 }]],
      new Map([['a', { b: 1 }]]),
    ]);
  });

  it('holes and undefined elements, wherever they are', () => {
    expectAllDifferent([
      [1, , 2],
      [1, undefined, 2],
      [1, 2],
      [, 1, 2],
      [1, 2, ,],
      [1, , , 2],
      new Array(3),
      new Array(4),
    ]);
  });

  it('the elements of an array with long gaps', () => {
    const far = (index: number): unknown[] => {
      const array: unknown[] = [];
      array[index] = 1;
      array.length = 4_000_000_000;
      return array;
    };
    expectAllDifferent([far(1_000_000), far(1_000_001), far(3_999_999_999), new Array(4_000_000_000)]);
  });

  it('properties of an array beside its elements, also of a long one', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => i);
    expectAllDifferent([[1], Object.assign([1], { columns: ['a'] }), Object.assign([1], { columns: ['b'] })]);
    expectAllDifferent([
      rows,
      Object.assign([...rows], { columns: ['a'] }),
      Object.assign([...rows], { [Symbol.for('x')]: 1 }),
    ]);
    const holey = Object.assign(new Array(2), { 1: 'a', x: 1 });
    expectAllDifferent([holey, Object.assign(new Array(2), { 1: 'a' })]);
  });

  it('properties named by digits that are no elements', () => {
    for (const name of ['01', '00', '4294967295', '9007199254740993']) {
      for (const make of [() => ['a', 'b'], () => Array.from({ length: 1000 }, (_, i) => i)]) {
        expectAllDifferent([make(), Object.assign(make(), { [name]: 5 }), Object.assign(make(), { [name]: 6 })]);
      }
    }
    const boxed = (value: object, name: string, extra: number) => Object.assign(value, { [name]: extra });
    expectAllDifferent([new Number(1), boxed(new Number(1), '5', 1), boxed(new Number(1), '5', 2)]);
    expectAllDifferent([new String('ab'), boxed(new String('ab'), '2', 1), boxed(new String('ab'), '2', 2)]);
  });

  it('the order of the entries of a Map and of a Set', () => {
    expectAllDifferent([new Map([[1, 'a'], [2, 'b']]), new Map([[2, 'b'], [1, 'a']]), new Set([1, 2]), new Set([2, 1])]); // prettier-ignore
  });

  it('binary data by its type, its bytes and nothing else', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const { buffer } = bytes;
    expectAllDifferent([bytes, new Int8Array(buffer), new Uint16Array(buffer), new Float64Array(buffer), new BigInt64Array(buffer), new DataView(buffer), Buffer.from(bytes), buffer, [...bytes], bytes.subarray(0, 7)]); // prettier-ignore
    expect(digest(bytes.subarray(2, 4))).toBe(digest(Uint8Array.of(3, 4)));
    expect(digest(new DataView(buffer, 1, 2))).toBe(digest(new DataView(Uint8Array.of(2, 3).buffer)));
    expect(digest(Buffer.from('abc'))).toBe(digest(Buffer.from('xabcx').subarray(1, 4)));
  });

  it('large binary data in its last byte', () => {
    const zeros = new Float64Array(200_000);
    const other = new Float64Array(200_000);
    new Uint8Array(other.buffer)[1_599_999] = 1;
    expectAllDifferent([zeros, other, zeros.subarray(1), zeros.buffer]);
  });

  it('shared memory, and what a buffer may grow to', () => {
    const growing = (maxByteLength: number): unknown => Reflect.construct(ArrayBuffer, [2, { maxByteLength }]);
    expectAllDifferent([new ArrayBuffer(2), new SharedArrayBuffer(2), growing(2), growing(4)]);
  });

  it('dates, also invalid ones, and numbers', () => {
    expectAllDifferent([new Date(0), new Date(1), new Date(NaN), 0, NaN]);
  });

  it('regular expressions by source, flags and where they go on', () => {
    const later = /a/g;
    later.lastIndex = 1;
    expectAllDifferent([/a/, /a/g, /b/, later, '/a/']);
  });

  it('wrapped primitives', () => {
    expectAllDifferent([
      Object('a'),
      Object(1),
      Object(-0),
      Object(0),
      Object(true),
      Object(1n),
      Object(Symbol.iterator),
      'a',
      1,
      true,
    ]);
  });

  it('errors by class, message, cause and properties, and not by stack', () => {
    const make = (): Error => new TypeError('a');
    expect(digest(make())).toBe(digest(new TypeError('a')));
    expectAllDifferent([new TypeError('a'), new Error('a'), new TypeError('b'), new TypeError('a', { cause: 1 }), new TypeError('a', { cause: undefined }), Object.assign(new TypeError('a'), { code: 'E' }), new AggregateError([1], 'a'), new AggregateError([2], 'a'), new DOMException('a', 'b'), new DOMException('a', 'c')]); // prettier-ignore
  });

  it('addresses', () => {
    expectAllDifferent([
      new URL('http://a/?b=1'),
      'http://a/?b=1',
      new URL('http://a/?b=2'),
      new URLSearchParams('b=1'),
      new URLSearchParams('b=1&b=1'),
    ]);
  });

  it('symbols that mean the same everywhere', () => {
    expectAllDifferent([
      Symbol.for('iterator'),
      Symbol.iterator,
      Symbol.asyncIterator,
      Symbol.for('Symbol.iterator'),
      'iterator',
    ]);
  });

  it('symbol keys', () => {
    expectAllDifferent([
      {},
      { [Symbol.for('a')]: 1 },
      { [Symbol.for('a')]: 2 },
      { [Symbol.for('b')]: 1 },
      { a: 1 },
      { [Symbol('a')]: 1 },
    ]);
    const [a, b] = [Symbol.for('a'), Symbol.for('b')];
    expect(digest({ [a]: 1, [b]: 2 })).toBe(digest({ [b]: 2, [a]: 1 }));
  });

  it('plain objects, those without prototype, and those that inherit', () => {
    const inherits = (value: number): object => Object.create({ a: value }) as object;
    expectAllDifferent([
      { a: 1 },
      Object.assign(Object.create(null) as object, { a: 1 }),
      inherits(1),
      inherits(2),
      {},
    ]);
  });

  it('instances by the name of their class and their fields, hidden ones too', () => {
    class Vector extends Point {}
    class Hiding {
      constructor(value: unknown) {
        Object.defineProperty(this, 'hidden', { value });
      }
    }
    expectAllDifferent([
      new Point(1, 2),
      new Point(1, 3),
      new Vector(1, 2),
      { x: 1, y: 2 },
      new Hiding(1),
      new Hiding(2),
    ]);
  });

  it('subclasses of built-ins, and what they add', () => {
    class Rows extends Array<number> {}
    class Index extends Map<string, number> {
      unit = 'm';
    }
    expectAllDifferent([Rows.of(1, 2), [1, 2], Rows.of(1, 3), new Index([['a', 1]]), new Map([['a', 1]]), new Index([['a', 2]]), Object.assign(new Index([['a', 1]]), { unit: 'ft' })]); // prettier-ignore
  });

  it('types of the platform by what they say', () => {
    expectAllDifferent([new Headers({ a: 'b' }), new Headers({ a: 'c' }), new Headers(), new Intl.NumberFormat('de'), new Intl.NumberFormat('en'), new Intl.Locale('de'), new TextDecoder('latin1'), new TextDecoder()]); // prettier-ignore
  });

  it('namespace objects, which list nothing', () => {
    const hashFunction = (fn: Function): Buffer => digestValue(fn.name);
    expect(digest(Math, { hashFunction })).not.toBe(digest(JSON, { hashFunction }));
    expect(digest(Math, { hashFunction })).not.toBe(digest({}));
  });
});
