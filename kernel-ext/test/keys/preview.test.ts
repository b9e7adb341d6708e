import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { previewCall, previewValue } from '../../src/keys/preview';

class Point {
  constructor(
    readonly x: unknown,
    readonly y: unknown,
  ) {}
}

describe('a preview', () => {
  it('shows arguments as a person would write them', () => {
    expect(previewCall(['AAPL', { start: '2024-01-01' }])).toBe("'AAPL', {start: '2024-01-01'}");
    expect(previewCall([])).toBe('');
    expect(previewCall([undefined, null])).toBe('undefined, null');
  });

  it.each<[unknown, string]>([
    [1, '1'],
    [-0, '-0'],
    [NaN, 'NaN'],
    [12n, '12n'],
    ["it's\n\t\\", "'it\\'s\\n\\t\\\\'"],
    ['\u0000\ud800', "'\\u0000\\ud800'"],
    [Symbol.for('a'), 'Symbol(a)'],
    [[1, [2], 'a'], "[1, [2], 'a']"],
    [Object.assign(new Array(3), { 1: 2 }), '[, 2, ]'],
    [{ a: 1, 'b c': { d: [] } }, "{a: 1, 'b c': {d: []}}"],
    [Object.assign(Object.create(null) as object, { a: 1 }), '{a: 1}'],
    [new Point(1, 'a'), "Point {x: 1, y: 'a'}"],
    [new Map<unknown, unknown>([['a', { b: 1 }]]), "Map(1) {'a' => {b: 1}}"],
    [new Set([1, 'a']), "Set(2) {1, 'a'}"],
    [new Date(0), "new Date('1970-01-01T00:00:00.000Z')"],
    [new Date(NaN), 'new Date(NaN)'],
    [/a+/g, '/a+/g'],
    [new TypeError('bad'), "new TypeError('bad')"],
    [new URL('http://a/'), "new URL('http://a/')"],
    [Float64Array.of(1, -0), 'Float64Array(2) [1, -0]'],
    [BigInt64Array.of(1n), 'BigInt64Array(1) [1n]'],
    [new Float64Array(1_000_000), 'Float64Array(1000000)'],
    [Buffer.from('0123456789'), 'Buffer(10)'],
    [new ArrayBuffer(3), 'ArrayBuffer(3)'],
    [new DataView(new ArrayBuffer(3)), 'DataView(3)'],
    [Object('a'), "Object('a')"],
    [Object(1n), 'Object(1n)'],
    [Promise.resolve(), 'Promise'],
    [new WeakMap(), 'WeakMap'],
    [new WeakSet(), 'WeakSet'],
    [(function* () {})(), 'Generator'],
    [function helper() {}, 'function helper'],
    [class Thing {}, 'class Thing'],
    [() => 1, 'function (anonymous)'],
  ])('%#: of %o', (value, text) => {
    expect(previewValue(value)).toBe(text);
  });

  it('is at most 300 characters for a call, 100 for one argument', () => {
    const wide = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`key${i}`, 'x'.repeat(50)]));
    expect(previewCall([wide, wide, 'y'.repeat(1000)]).length).toBeLessThanOrEqual(300);
    expect(previewValue('y'.repeat(1000))).toHaveLength(100);
    expect(previewValue(10n ** 5000n).length).toBeLessThanOrEqual(100);
  });

  it('never ends in half a character', () => {
    for (const shift of ['', 'a']) expect(previewValue(shift + '😀'.repeat(200), 50)).toMatch(/^'(a)?(😀)+…$/u);
  });

  it('says how much it leaves out', () => {
    expect(previewValue(Array.from({ length: 1000 }, () => 7))).toMatch(/^\[7, 7, .* … ?9\d\d more\]$/);
    expect(previewValue({ a: { b: { c: { d: { e: 1 } } } } })).toBe('{a: {b: {c: {d: {…}}}}}');
  });

  it('ends for values that hold themselves', () => {
    const value: Record<string, unknown> = { a: 1 };
    value['self'] = value;
    expect(previewValue(value)).toContain('{a: 1, self: {a: 1,');
  });

  it('looks at few members of a large value', () => {
    let read = 0;
    const list = Array.from({ length: 100_000 }, () => new Proxy({}, {}));
    const map = new Map(list.map((item, at) => [at, item]));
    map.entries = () => (read++, new Map<number, object>().entries());
    expect(previewCall([list, map, new Set(list)]).length).toBeLessThanOrEqual(300);
    expect(read).toBe(0);
  });

  it('runs no code of the user', () => {
    const trap = (): never => {
      throw new Error('was run');
    };
    class Tricky {
      get inherited(): string {
        return trap();
      }
      toString = trap;
      toJSON = trap;
      [Symbol.toPrimitive] = trap;
    }
    Object.defineProperty(Tricky, 'name', { get: trap });
    const regexp = Object.defineProperty(/a/g, 'source', { get: trap });
    const date = Object.assign(new Date(0), { toISOString: trap, getTime: trap });
    const error = Object.defineProperty(new Error('a'), 'message', { get: trap });
    const handler = { get: trap, ownKeys: trap, getPrototypeOf: trap, has: trap, getOwnPropertyDescriptor: trap };
    const all = [{ get a(): string { return trap(); } }, new Tricky(), regexp, date, error, new Proxy({}, handler), new Proxy([], handler)]; // prettier-ignore
    expect(all.map((value) => previewValue(value))).toEqual([
      '{a: (getter)}',
      expect.stringContaining('toString: function trap'),
      '/a/g',
      "new Date('1970-01-01T00:00:00.000Z')",
      'new Error()',
      'Proxy',
      'Proxy',
    ]);
  });

  it('shows data frames by size and columns', () => {
    const table = arrow.tableFromArrays({ a: Float64Array.of(1, 2), text: ['x', 'y'] });
    expect(previewValue(table)).toBe('Table(2 rows: a, text)');
    expect(previewValue(table.getChild('a'))).toBe('Vector(2 Float64)');
    const wide = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`c${i}`, Int32Array.of(1)]));
    expect(previewValue(arrow.tableFromArrays(wide))).toBe('Table(1 row: c0, c1, c2, c3, c4, c5, …)');
    const tensor = { dataId: {}, dtype: 'float32', shape: [2, 3], dataSync: null, isDisposedInternal: false };
    class Tensor {}
    expect(previewValue(Object.assign(new Tensor(), tensor))).toBe('Tensor(2 3 float32)');
    class JsDataFrame {}
    expect(previewValue(new Proxy({ _df: new JsDataFrame(), height: 3, columns: ['a'] }, {}))).toBe(
      'DataFrame(3 rows: a)',
    );
  });

  it('never throws', () => {
    const odd = [
      Object.create(Map.prototype),
      Object.create(Date.prototype),
      Object.setPrototypeOf([1], null),
      new Proxy(class {}, {}),
      Object.create({ constructor: 5 }),
    ] as unknown[];
    for (const value of odd) expect(typeof previewValue(value)).toBe('string');
  });
});
