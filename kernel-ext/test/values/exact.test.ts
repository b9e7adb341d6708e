import { describe, expect, test } from 'vitest';
import { ValueCodec } from '../../src/values';
import { strictDifference } from './support/strict-difference';

const codec = new ValueCodec();
const again = <T>(value: T): T => codec.decode(codec.encode(value)) as T;
const same = (value: unknown): void => expect(strictDifference(value, again(value))).toBeUndefined();
const resizable = (length: number, maxByteLength: number): ArrayBuffer =>
  new (ArrayBuffer as unknown as new (length: number, options: object) => ArrayBuffer)(length, { maxByteLength });

describe('primitives', () => {
  test.each([undefined, null, true, false, 0, -0, NaN, Infinity, -Infinity, 2 ** 53, 5e-324, 63, 64, -33, '', 'ascii', 'ünï', '\ud800', 'x\udc00y', '\ufeff', 0n, -1n, 2n ** 4000n, Symbol.for('x'), Symbol.iterator])('%o', same);

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
    same([{ b: 1, a: 2 }, { a: 2, b: 1 }, { 2: 1, 1: 1, z: 1, y: 1 }]);
  });

  test('null prototypes, symbol keys, hidden and read-only properties', () => {
    same(Object.assign(Object.create(null), { a: 1 }));
    same({ [Symbol.for('a')]: 1, [Symbol.toStringTag]: 'Strange' });
    same(Object.defineProperty({ a: 1 }, 'b', { value: 2 }));
  });

  test.each([Object.preventExtensions, Object.seal, Object.freeze])('%o', (restrict) => {
    for (const value of [{}, { a: 1 }, [], [1], [1, , 3], new Map([[1, 2]]), new Date(1), /a/g, new Error('x'), Object('x')]) {
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
    cyclic['map'] = new Map<unknown, unknown>([[cyclic, shared], ['set', new Set([cyclic])]]);
    same(cyclic);
  });

  test('100,000 levels deep, of any container, with references in between', () => {
    const top: { next?: unknown } = {};
    let deep: { next?: unknown } = top;
    for (let level = 0; level < 100_000; level++) {
      const inner = { up: deep, level };
      deep.next = level % 4 === 0 ? inner : level % 4 === 1 ? [inner] : level % 4 === 2 ? new Map([[level, inner]]) : new Set([inner]);
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
    same(Object.assign(Array.from({ length: 5000 }, (_, i) => i), { note: 'x' }));
    same(Object.assign(new Float64Array(5000), { note: 'x' }));
    same(Object.defineProperty(new Float64Array(5000), 'hidden', { value: 1 }));
    same(Object.assign(Buffer.alloc(5000), { [Symbol.for('note')]: 1 }));
  });
});

describe('binary data', () => {
  test('views of one buffer still view one buffer', () => {
    const buffer = new ArrayBuffer(48);
    const value = { all: new Uint8Array(buffer), some: new Float64Array(buffer, 8, 3), data: new DataView(buffer, 3, 9), buffer };
    same(value);
    const copy = again(value);
    copy.all[8] = 255;
    expect(new Uint8Array(copy.some.buffer)[8]).toBe(255);
  });

  test('large views of one buffer, too', () => {
    const buffer = new ArrayBuffer(200_000);
    same([new Uint8Array(buffer, 100, 50), new Float64Array(buffer), new Uint8Array(buffer, 199_999)]);
  });

  test('decoding does not share memory with the value that was encoded', () => {
    const value = new Float64Array(100_000);
    const copy = again(value);
    copy[0] = 1;
    expect(value[0]).toBe(0);
  });

  test('resizable buffers, and views that follow them', () => {
    for (const [length, most] of [[16, 64], [16, 16], [20, 22], [0, 8]] as const) {
      const buffer = resizable(length, most);
      new Uint8Array(buffer).fill(7);
      const value = [buffer, new Uint8Array(buffer), new Uint8Array(buffer, 0, length), new DataView(buffer)];
      if (length >= 8) value.push(new Float64Array(buffer, 8), new Float64Array(buffer, 0, 1));
      const before = Buffer.from(buffer).toString('hex');
      const copy = again(value);
      expect(Buffer.from(buffer).toString('hex')).toBe(before);
      expect(strictDifference(value, copy)).toBeUndefined();
      (buffer as unknown as { resize(length: number): void }).resize(most);
      (copy[0] as unknown as { resize(length: number): void }).resize(most);
      expect(copy.map(({ byteLength }) => byteLength)).toEqual(value.map(({ byteLength }) => byteLength));
    }
  });

  test('shared memory, growable too', () => {
    const growable = new (SharedArrayBuffer as unknown as new (length: number, options: object) => SharedArrayBuffer)(8, { maxByteLength: 64 });
    same([new Int32Array(new SharedArrayBuffer(16)).fill(5), growable]);
  });

  test.runIf('Float16Array' in globalThis)('Float16Array', () => {
    same((globalThis as unknown as { Float16Array: Float32ArrayConstructor }).Float16Array.from([1.5, -0, NaN]));
  });

  test('a Node Buffer does not bring the pool that it lies in', () => {
    const buffers = Array.from({ length: 10 }, (_, index) => Buffer.from(`text ${index}`));
    const encoded = codec.encode(buffers);
    expect(encoded.head.byteLength + encoded.segments.length).toBeLessThan(400);
    expect(again(buffers)).toEqual(buffers);
  });

  test('Node Buffers that overlap still share memory', () => {
    const whole = Buffer.from('0123456789');
    const [copy, part, apart] = again([whole, whole.subarray(2, 5), Buffer.from('apart')]) as [Buffer, Buffer, Buffer];
    part[0] = 0x58;
    expect(copy.toString()).toBe('01X3456789');
    expect([part.toString(), apart.toString()]).toEqual(['X34', 'apart']);
  });

  test('an empty Buffer between others', () => {
    const pool = Buffer.alloc(100, 1);
    same([pool.subarray(10, 10), pool.subarray(0, 20), pool.subarray(30, 30), pool.subarray(20, 30)]);
  });

  test('a buffer with properties of its own', () => {
    const buffer = Object.freeze(Object.assign(new ArrayBuffer(8), { note: 1 }));
    same([buffer, new Uint8Array(buffer)]);
    expect(() => codec.encode(new Uint8Array(buffer))).toThrow(/`result.buffer`/);
  });
});

describe('built-in classes', () => {
  test('dates, expressions, boxed primitives', () => {
    same([new Date(0), new Date(NaN), new Date(-1e15), Object.assign(/a(?<b>c)/giu, { lastIndex: 3 }), new RegExp('/\n')]);
    same([Object(1), Object(-0), Object('text'), Object(true), Object(5n), Object(Symbol.for('x')), Object.assign(Object('x'), { y: 1 })]);
  });

  test('errors with code, cause, stack and class', () => {
    const error = Object.assign(new TypeError('outer', { cause: new RangeError('inner') }), { code: 'E_CODE' });
    same(error);
    expect(again(error).stack).toBe(error.stack);
    same([new AggregateError([new Error('a'), 1], 'all'), new DOMException('x', 'AbortError'), new EvalError()]);
    const moved = new Error('x');
    delete moved.stack;
    same([moved, Object.assign(new Error('x'), { stack: 'own' }), Object.defineProperty(new Error('x'), 'message', { value: 1, enumerable: true })]);
  });

  test('a chain of 10,000 causes', () => {
    let error = new Error('first');
    Error.stackTraceLimit = 0;
    for (let index = 0; index < 10_000; index++) error = new Error(String(index), { cause: error });
    Error.stackTraceLimit = 10;
    same(error);
  });

  test('URLs and their searchParams', () => {
    const url = new URL('https://user:pw@example.org:8080/ä?q=1&q=2#h');
    same([url, url.searchParams, new URLSearchParams('a=%20&a=b')]);
    const [copy, params] = again([url, url.searchParams]) as [URL, URLSearchParams];
    params.set('q', '3');
    expect(copy.search).toBe('?q=3');
    expect(() => codec.encode([url.searchParams, url])).toThrow(/Put the URL first/);
  });

  test('Blobs and Files with their bytes', async () => {
    const blob = new Blob(['text', new Uint8Array([0, 255])], { type: 'text/plain' });
    const file = new File([new Uint8Array(100_000).fill(7)], 'näme.bin', { type: 'application/x', lastModified: 12_345 });
    const [a, b, empty] = again([blob, file, new Blob()]) as [Blob, File, Blob];
    expect([a.type, b.type, b.name, b.lastModified, empty.size]).toEqual(['text/plain', 'application/x', 'näme.bin', 12_345, 0]);
    expect([a, b, empty].map((each) => Object.getPrototypeOf(each))).toEqual([Blob.prototype, File.prototype, Blob.prototype]);
    expect(Buffer.from(await a.arrayBuffer())).toEqual(Buffer.from(await blob.arrayBuffer()));
    expect(Buffer.from(await b.arrayBuffer())).toEqual(Buffer.alloc(100_000, 7));
  });
});

test('own properties that are named like built-in getters do not mislead', () => {
  const misleading = { size: 0, length: 1, byteLength: 3n, buffer: 1, byteOffset: 9, source: 'x', flags: 'q', href: 'x', name: 1, then: 1 };
  for (const value of [new Map([[1, 2]]), new Set([1]), new Float32Array(4), new DataView(new ArrayBuffer(4)), /a/g, new URL('http://x/'), new ArrayBuffer(3)]) {
    for (const [key, content] of Object.entries(misleading)) {
      Object.defineProperty(value, key, { value: content, configurable: true, enumerable: true, writable: true });
    }
    same(value);
  }
});
