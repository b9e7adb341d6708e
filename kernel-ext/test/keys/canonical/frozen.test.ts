import { describe, expect, it } from 'vitest';
import { digestValue, type DigestOptions } from '../../../src/keys/canonical';
import { hashText } from '../../../src/keys/hash';

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}

/** Half of the digest: enough to notice a change. */
function shown(value: unknown, options?: DigestOptions): string {
  return digestValue(value, options).toString('hex', 0, 16);
}

function cyclic(): object {
  const value: Record<string, unknown> = { name: 'a', list: [1] };
  value['self'] = value;
  return value;
}

/** Keys on disk are made of these digests: when one changes, every stored result is lost. */
const frozen: ReadonlyArray<readonly [what: string, value: unknown, digest: string]> = [
  ['undefined', undefined, '48fc721fbbc172e0925fa27af1671de2'],
  ['null', null, 'ab13bedf42e84bae0f7c62c7dd6a8ada'],
  ['booleans', [true, false], '472efb219bb8c366d47c52bf4f2018c4'],
  ['small integers', [0, 1, -1, 2147483647, -2147483648], '1a738ef9dce98df44cc7cd5194f05a76'],
  ['doubles', [-0, 0.5, 2147483648, 1e300, Infinity], 'ad748d375d5e0ab176956aca4c410da6'],
  ['NaN', NaN, '2ef3e0dda5293bda965d0adcedfc7d38'],
  ['integers of any size', [0n, -1n, 10n ** 30n], 'f08ca570b786d1e3c96c0910d55698f2'],
  ['short text', 'a', '224b25c97e811ed98c5ab20b5414ad51'],
  ['text beyond ASCII', 'é😀', '0cc442a88b6c1cb1fd177ec36b4e0701'],
  ['half a surrogate pair', '\ud800', 'a4fb298a71b3efcaf53913696a13f484'],
  ['long text', 'ab'.repeat(10_000), '37b96a04ecc23e04f379a4b0d3ca7cee'],
  ['long text with half a pair', 'ab'.repeat(10_000) + '\ud800', '417529b861fd5449d9fb7e3f7e8cc945'],
  ['symbols', [Symbol.for('a'), Symbol.iterator], 'cbfd509aba1c8e2dbddca5ae089189bb'],
  ['a plain object', { b: 1, a: '2' }, '2cd4a24f59d635925fede175a7fcba4e'],
  ['symbol keys', { a: 1, [Symbol.for('b')]: 2 }, '79c931bb0d9faebb480b5fe5f6986970'],
  ['no prototype', Object.assign(Object.create(null) as object, { a: 1 }), '3f9dc37603476dbfe6bee234f49f6fc6'],
  ['an inheriting object', Object.create({ a: 1 }) as unknown, '5aaf11b5c2e7abe7c3a814927be79dbe'],
  ['an instance', new Point(1, 2), '0ea3bafdc7aac55bcf330ee37dc76af3'],
  ['an array with holes', Object.assign(new Array<number>(5), { 2: 1 }), '667e2689e5e5cf948c9668eaa90e624b'],
  ['an array with properties', Object.assign([1], { columns: ['a'] }), '967f287761ed5372657e49c765a4121e'],
  [
    'a Map',
    new Map<unknown, unknown>([
      ['a', 1],
      [{ b: 2 }, [3]],
    ]),
    'c9ec562dad3507f365ff71f19289fdab',
  ],
  ['a Set', new Set([1, 'a']), '4bd70f4364f9fad754e49a673a87fb33'],
  ['dates', [new Date(0), new Date(NaN)], 'efbdcf151a954c90d4225324be582c18'],
  ['a regular expression', /a+/gi, '51f81b3d9ff7d56c7a6a36d051018a63'],
  [
    'wrapped primitives',
    [Object(1), Object('a'), Object(true), Object(1n)] as unknown[],
    '0c951de1bcdaaae82b555c32d653daeb',
  ],
  ['an error', new TypeError('a', { cause: 1 }), '8adf086d67f030126af3cafc94de045a'],
  ['addresses', [new URL('http://a/b?c=d'), new URLSearchParams('a=1')], '519034c6274a0130f0cbac4dc9b2feb6'],
  [
    'typed arrays',
    [Uint8Array.of(1), Int16Array.of(-1), Float64Array.of(0.5), BigInt64Array.of(-1n)],
    'd769c45055dbb0f615bb092e7f3b8cf1',
  ],
  ['a long typed array', Float64Array.from({ length: 1000 }, (_, i) => i), 'f4379723d08a70f3e45e03b69d1ffa99'],
  [
    'buffers',
    [Buffer.from('a'), Uint8Array.of(1, 2).buffer, new SharedArrayBuffer(2), new DataView(new ArrayBuffer(1))],
    'd1c8e5debf7d030827b066bd107f73ef',
  ],
  ['a described type', new Headers({ a: 'b' }), '95238c5e5694ddfb40a95bdf16977669'],
  [
    'a large value',
    Array.from({ length: 5_000 }, (_, id) => ({ id, name: `n${id}` })),
    '2ed9a7bfa4ccc60d220c1d6e8fdeaca4',
  ],
  ['a graph', cyclic(), 'e3a5ac984ea5e30ea88dee34269c6add'],
];

describe('the key format', () => {
  it.each(frozen)('of %s', (_, value, digest) => {
    expect(shown(value)).toBe(digest);
  });

  it('of a function', () => {
    const hashFunction = (): Buffer => Buffer.alloc(32, 7);
    expect(shown([() => 1], { hashFunction })).toBe('67f83ddd7f664243e59e95bea9fbac94');
  });

  it('of an instance with a class digest and private fields', () => {
    class Account {
      #rate = 1;
      name = 'a';
      rate = (): number => this.#rate;
    }
    const options = {
      hashFunction: () => Buffer.alloc(32, 7),
      hashClass: () => Buffer.alloc(32, 8),
      privateFields: () => [['#rate', 1]] as Array<[string, unknown]>,
    };
    expect(shown(new Account(), options)).toBe('80d0e829a4c25982dd1e16144e03cc1b');
  });

  it('of a text', () => {
    expect(hashText('a').toString('hex', 0, 16)).toBe('3b90239ad12422ce9ac2f72889e45f4b');
  });
});
