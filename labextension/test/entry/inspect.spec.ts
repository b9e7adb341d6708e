import { inspect, typeName } from '../../src/entry/inspect';

class Shape {
  constructor(readonly sides: number) {}
}

describe('inspect', () => {
  it.each([
    ['a string', 'a "b"', '', '"a \\"b\\""'],
    ['minus zero', -0, '', '-0'],
    ['NaN', NaN, '', 'NaN'],
    ['a BigInt', 12n, '', '12n'],
    ['null', null, '', 'null'],
    ['undefined', undefined, '', 'undefined'],
    ['a date', new Date(0), 'Date', '1970-01-01T00:00:00.000Z'],
    ['an invalid date', new Date(NaN), 'Date', 'invalid'],
    ['a pattern', /a+/g, 'RegExp', '/a+/g'],
    ['an address', new URL('https://example.org/a'), 'URL', 'https://example.org/a'],
    ['an error', new TypeError('bad'), 'TypeError', '"bad"'],
    ['a list', [1, 2], 'Array', '(2)'],
    ['an instance', new Shape(4), 'Shape', '(1)'],
    ['bytes', new Uint8Array(3), 'Uint8Array', '(3)'],
    ['a buffer', new ArrayBuffer(8), 'ArrayBuffer', '8 B'],
  ])('tells what %s is', (_, value, type, text) => {
    expect(inspect(value)).toMatchObject({ type, text });
  });

  it('shortens a long string', () => {
    expect(inspect('x'.repeat(10_000)).text.length).toBeLessThan(400);
  });

  it('gives the pairs of a map by their keys', () => {
    const map = new Map<unknown, number>([
      ['a', 1],
      [{ k: 1 }, 2],
    ]);
    expect(inspect(map).children(0, 10)).toEqual([
      { name: '"a"', value: 1 },
      { name: 'Object (1)', value: 2 },
    ]);
  });

  it('gives the items of a set in their order', () => {
    expect(inspect(new Set(['a', 'b'])).children(1, 10)).toEqual([{ name: '1', value: 'b' }]);
  });

  it('gives the fields of an object, those named by symbols, too', () => {
    const key = Symbol('key');
    expect(inspect({ a: 1, [key]: 2 }).children(0, 10)).toEqual([
      { name: 'a', value: 1 },
      { name: 'Symbol(key)', value: 2 },
    ]);
  });

  it('gives only the part of a long list that is asked for', () => {
    const children = inspect(new Float64Array(1_000_000)).children(999_998, 2_000_000);
    expect(children.map(({ name }) => name)).toEqual(['999998', '999999']);
  });

  it('never runs an accessor', () => {
    const getter = jest.fn();
    inspect(Object.defineProperty({}, 'x', { get: getter })).children(0, 1);
    expect(getter).not.toHaveBeenCalled();
  });

  it('names an object without a prototype', () => {
    expect(typeName(Object.create(null) as object)).toBe('Object: null prototype');
  });
});
