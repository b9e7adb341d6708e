import { HttpError, List, Money, Point, Samples, Table } from './classes';

const shared = { shared: true };
const cyclic: Record<string, unknown> = { a: shared, b: shared };
cyclic['self'] = cyclic;
let deep: unknown = 'bottom';
for (let level = 0; level < 300; level++) deep = level % 2 === 0 ? [deep] : { deep };

const error = Object.assign(new TypeError('message', { cause: 'cause' }), {
  code: 'E_CODE',
  stack: 'TypeError: message\n    at here',
});
const custom = Object.assign(new HttpError(404, 'gone'), { stack: 'HttpError: gone' });
/** A Buffer where it was in Node's pool when the files were written: its place is stored with it. */
const pooled = Buffer.from(new ArrayBuffer(65_536), 0xe398, 4);
pooled.write('node');
const buffer = new ArrayBuffer(24);
new Uint8Array(buffer).set([1, 2, 3, 250]);
const growing = new (ArrayBuffer as unknown as new (length: number, options: object) => ArrayBuffer)(8, {
  maxByteLength: 16,
});

/** What each golden file holds. Names and values are frozen: a change of the format adds a version, with files of its own. */
export const goldenValues: Readonly<Record<string, unknown>> = {
  primitives: [
    undefined,
    null,
    true,
    false,
    0,
    -0,
    1,
    63,
    64,
    255,
    256,
    65_535,
    65_536,
    -1,
    -32,
    -33,
    2 ** 31,
    0.5,
    NaN,
    -Infinity,
    0n,
    -(2n ** 70n),
    Symbol.for('s'),
    Symbol.iterator,
  ],
  strings: ['', 'ascii', 'ünï €', '\ud800', 'x'.repeat(40), 'é'.repeat(200), 'y'.repeat(70_000)],
  records: [
    { a: 1, b: 'x' },
    { a: 2, b: 'y' },
    { b: 1 },
    JSON.parse('{"__proto__":1}'),
    Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`k${i}`, i])),
  ],
  manyShapes: Array.from({ length: 70 }, (_, index) => ({ [`k${index}`]: index })).flatMap((each) => [
    each,
    { ...each },
  ]),
  properties: [
    Object.assign(Object.create(null), { n: 1 }),
    Object.defineProperty({ v: 1 }, 'hidden', { value: 2 }),
    { [Symbol.for('k')]: 1 },
  ],
  integrity: [Object.freeze({ a: 1 }), Object.seal([1]), Object.preventExtensions(new Map()), Object.freeze([1, , 3])],
  arrays: [[], [, 1, ,], Object.assign([1], { extra: 1 }), Object.assign([], { 3000: 1, length: 5000 })],
  collections: [new Map<unknown, unknown>([[{ k: 1 }, new Set([1, 'a'])]]), new Set()],
  references: cyclic,
  deep,
  builtIns: [
    new Date(5),
    new Date(NaN),
    Object.assign(/a+/gi, { lastIndex: 2 }),
    Object('boxed'),
    Object(1n),
    new URL('http://a.example/?q=1#h'),
    new URLSearchParams('a=1&a=2'),
  ],
  errors: [
    error,
    Object.assign(new AggregateError([1], 'all'), { stack: 'AggregateError: all' }),
    Object.assign(new DOMException('m', 'AbortError'), { stack: 's' }),
  ],
  views: [
    buffer,
    new Uint8Array(buffer, 2, 3),
    new Float64Array(buffer, 8),
    new DataView(buffer, 1, 2),
    growing,
    new Uint8Array(growing),
    new Uint16Array(growing, 2, 2),
    new Int8Array(new SharedArrayBuffer(3)),
    pooled,
    new BigInt64Array([-1n]),
  ],
  large: { samples: new Float64Array(9_000).fill(1.5), bytes: new Uint8Array(70_000).fill(7) },
  classes: [
    new Point(1, { x: 2 }),
    new Point(3, 4),
    new Money(250),
    custom,
    Object.assign(new Table([[1, 2]]), { label: 'l' }),
    List.from([1, 2]),
    Samples.from([0.5]),
  ],
  blobs: [new Blob(['text'], { type: 'text/plain' }), new File(['content'], 'name.txt', { lastModified: 5 })],
};
