import fc from 'fast-check';

export class Point {
  constructor(
    readonly x: unknown,
    readonly y: unknown,
  ) {}
}

export class Pair {
  constructor(
    readonly x: unknown,
    readonly y: unknown,
  ) {}
}

class Tagged extends Map<unknown, unknown> {
  tag: unknown = 0;
}

/** Values that are easily taken for each other. */
const confusing = [
  ...[0, -0, 1, -1, NaN, Infinity, 0.5, 2 ** 31, 2 ** 32, -(2 ** 31)],
  ...['', '0', '1', 'a', 'b', 'true', 'null', 'undefined', '\ud800', '\udfff', '\ud83d\ude00', '\u0000', 'é'],
  ...[0n, 1n, -1n, 0x123456789n, 123456789n, 2n ** 64n],
  ...[true, false, null, undefined, Symbol.for('a'), Symbol.for('b'), Symbol.iterator],
];
const keys = fc.constantFrom<PropertyKey>('a', 'b', '1', '', 'length', Symbol.for('a'));

const { value } = fc.letrec<{ value: unknown }>((tie) => {
  const item = tie('value');
  const items = fc.array(item, { maxLength: 3 });
  const entries = fc.array(fc.tuple(item, item), { maxLength: 3 });
  const members = fc.array(fc.tuple(keys, item), { maxLength: 3 });
  return {
    value: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'value' },
      fc.constantFrom<unknown>(...confusing),
      fc.constantFrom<unknown>(...confusing),
      items,
      fc.tuple(items, fc.nat(3)).map(([list, at]) => withHole(list, at)),
      fc
        .tuple(items, keys, item)
        .map(([list, key, extra]) => (key === 'length' ? list : Object.assign([...list], { [key]: extra }))),
      members.map((list) => Object.fromEntries(list) as object),
      members.map((list) => Object.assign(Object.create(null) as object, Object.fromEntries(list))),
      entries.map((list) => new Map(list)),
      fc.tuple(entries, item).map(([list, tag]) => Object.assign(new Tagged(list), { tag })),
      items.map((list) => new Set(list)),
      fc.tuple(item, item).map(([x, y]) => new Point(x, y)),
      fc.tuple(item, item).map(([x, y]) => new Pair(x, y)),
      fc.constantFrom(0, 1, NaN).map((time) => new Date(time)),
      fc
        .tuple(fc.constantFrom('a', 'b'), fc.constantFrom('', 'g'), fc.nat(1))
        .map(([source, flags, lastIndex]) => Object.assign(new RegExp(source, flags), { lastIndex })),
      fc
        .constantFrom<unknown>(...confusing.filter((primitive) => primitive != null))
        .map((primitive) => Object(primitive) as object),
      fc.tuple(fc.constantFrom('', 'a'), item).map(([message, cause]) => new TypeError(message, { cause })),
      fc.constantFrom('', 'a').map((message) => new Error(message)),
      fc
        .array(fc.nat(2), { maxLength: 3 })
        .chain((bytes) =>
          fc.constantFrom<unknown>(
            new Uint8Array(bytes),
            new Int8Array(bytes),
            Buffer.from(bytes),
            new Uint8Array(bytes).buffer,
            new Uint16Array(bytes),
            new DataView(new Uint8Array(bytes).buffer),
          ),
        ),
      fc.constantFrom('http://a/', 'http://b/').map((href) => new URL(href)),
    ),
  };
});

/** Values of all kinds, small, so that two of them are often equal or almost so. */
export const anyValue: fc.Arbitrary<unknown> = value;

function withHole(list: readonly unknown[], at: number): unknown[] {
  const copy = new Array<unknown>(Math.max(list.length, at));
  list.forEach((item, index) => index !== at && (copy[index] = item));
  return copy;
}
