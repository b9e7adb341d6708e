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

/** Plain objects, arrays and Maps in turns, with something large at each level. */
function nested(levels: number): unknown {
  let value: unknown = 'end';
  for (let i = 0; i < levels; i++) {
    const large = 'x'.repeat(3_000);
    value = [{ value, large }, [large, value], new Map([[large, value]])][i % 3];
  }
  return value;
}

/** Keys on disk are made of these digests: when one changes, every stored result is lost. */
const frozen: ReadonlyArray<readonly [what: string, value: unknown, digest: string]> = [
  ['undefined', undefined, '4bf5122f344554c53bde2ebb8cd2b7e3'],
  ['null', null, 'dbc1b4c900ffe48d575b5da5c6380401'],
  ['booleans', [true, false], '4e190840e22c8e165615ec1649992d54'],
  ['small integers', [0, 1, -1, 2147483647, -2147483648], 'c2e0d0e2da97810b736875c526683593'],
  ['doubles', [-0, 0.5, 2147483648, 1e300, Infinity], '2952010ef98041c71537fe6e09d40e00'],
  ['NaN', NaN, 'beead77994cf573341ec17b58bbf7eb3'],
  ['integers of any size', [0n, -1n, 10n ** 30n], 'd076910704f98cb2a291e00202b3d573'],
  ['short text', 'a', 'c6f770ec86b37f30bb95027eb97ce39b'],
  ['text beyond ASCII', 'é😀', 'd46b9a67233baf3deba95227f92a3440'],
  ['half a surrogate pair', '\ud800', '993c62d06a9a81fd78e1078a4a499fcd'],
  ['long text', 'ab'.repeat(10_000), '1c657d0c3bcd3c7ffa8c9d2e2a089c04'],
  ['long text with half a pair', 'ab'.repeat(10_000) + '\ud800', 'fbd1616c2024eb6d9b4c4b4c1fad00d9'],
  ['symbols', [Symbol.for('a'), Symbol.iterator], '5d06daa05f36df2119aa318d0db2ba39'],
  ['a plain object', { b: 1, a: '2' }, 'eea6d5edf8bd8d58b6d619a336f01c6e'],
  ['symbol keys', { a: 1, [Symbol.for('b')]: 2 }, '08483092fbdd8f2fb2d09a139adf0bac'],
  ['no prototype', Object.assign(Object.create(null) as object, { a: 1 }), '1534b320f273e84f3d839751109eb64d'],
  ['an inheriting object', Object.create({ a: 1 }) as unknown, 'f0415e8db9ebdbc9f3d393fe7fea89e7'],
  ['an instance', new Point(1, 2), '83602bddb17adeee839a7cb606ac95b6'],
  ['an array with holes', Object.assign(new Array<number>(5), { 2: 1 }), 'd9144b98e2202f713c271da18cf9db5b'],
  ['an array with properties', Object.assign([1], { columns: ['a'] }), '4765e17e865090d58095d035571e6caf'],
  [
    'a Map',
    new Map<unknown, unknown>([
      ['a', 1],
      [{ b: 2 }, [3]],
    ]),
    '46ae620ecd33327e2a900d969cb084b2',
  ],
  ['a Set', new Set([1, 'a']), 'daa010d38900bc3b34bf3bf7dd8d68d4'],
  ['dates', [new Date(0), new Date(NaN)], '9a8d19e703c8cba9a654afce98e5e769'],
  ['a regular expression', /a+/gi, '4ae38d567df8208f4ef59ee0376c5614'],
  [
    'wrapped primitives',
    [Object(1), Object('a'), Object(true), Object(1n)] as unknown[],
    '5d515f6b592eb534a156ac40c7372024',
  ],
  ['an error', new TypeError('a', { cause: 1 }), 'eab745364580dc57452f35b660101b1b'],
  ['addresses', [new URL('http://a/b?c=d'), new URLSearchParams('a=1')], '60f2547ad6d33ddd792b3e27491e5ca7'],
  [
    'typed arrays',
    [Uint8Array.of(1), Int16Array.of(-1), Float64Array.of(0.5), BigInt64Array.of(-1n)],
    'be757327e179be63d4a4300cd4438d50',
  ],
  ['a long typed array', Float64Array.from({ length: 1000 }, (_, i) => i), 'b188f0894e5c82c473da02f5b4abd0fa'],
  [
    'buffers',
    [Buffer.from('a'), Uint8Array.of(1, 2).buffer, new SharedArrayBuffer(2), new DataView(new ArrayBuffer(1))],
    '41f8c1feef7461f454ff32606b477121',
  ],
  ['a described type', new Headers({ a: 'b' }), '1fc5664525325c85c483bd1b93be8490'],
  [
    'a large value',
    Array.from({ length: 5_000 }, (_, id) => ({ id, name: `n${id}` })),
    '7a783e7a0fe473b38f52747dd9d4fefc',
  ],
  [
    'a long array of primitives',
    Array.from({ length: 9_000 }, (_, i) => (i % 3 === 0 ? i : i % 3 === 1 ? i / 7 : `é${i}`)),
    'dcc57a4662219272b4a2d0514f68a833',
  ],
  [
    'an array of runs of primitives and of objects',
    Array.from({ length: 9_000 }, (_, i) => (i % 4_000 < 3_000 ? i : { i, at: [i] })),
    '744b8d32925c63ab17d82453d339a901',
  ],
  [
    'rows',
    Array.from({ length: 1_000 }, (_, id) => ({
      id,
      name: `row ${id}`,
      score: id / 4,
      tags: ['a', 'b'],
      at: { x: id, y: -0 },
    })),
    '99a21f7a9da63cb5d6d03bcf4baa5236',
  ],
  [
    'a hole in a long array of objects',
    Object.assign(
      Array.from({ length: 2_000 }, (_, id) => ({ id })),
      { length: 2_003 },
    ),
    'a2b20901cc5f5ec578b565ca9a55e24f',
  ],
  [
    'large parts within each other',
    [[{ a: ['x'.repeat(9_000), 'y'.repeat(9_000)], b: { c: 'z'.repeat(16_384) } }], 1],
    '062445a5b86f2a53e7dafeabcc1e8229',
  ],
  ['a deep value', nested(40), '69430a4b9bfcaf22466b62727e3c88c6'],
  ['a graph', cyclic(), 'f46414273d932e7b28db6846c0cbe684'],
];

describe('the key format', () => {
  it.each(frozen)('of %s', (_, value, digest) => {
    expect(shown(value)).toBe(digest);
  });

  it('of a function', () => {
    const hashFunction = (): Buffer => Buffer.alloc(32, 7);
    expect(shown([() => 1], { hashFunction })).toBe('66a9231c1c26418ed7a39adc35e3d456');
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
    expect(shown(new Account(), options)).toBe('afbbbc731775343399e65422c1427800');
  });

  it('of a text', () => {
    expect(hashText('a').toString('hex', 0, 16)).toBe('f5fcb5a1e3534de6007b6c49b3a5f4c5');
  });
});
