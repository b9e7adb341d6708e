import { describe, expect, test } from 'vitest';
import { ValueCodec } from '../../src/values';
import { strictDifference } from './support/strict-difference';

const codec = new ValueCodec();
const again = <T>(value: T): T => codec.decode(codec.encode(value)) as T;
const same = (value: unknown): void => expect(strictDifference(value, again(value))).toBeUndefined();

describe('built-in classes', () => {
  test('dates, expressions, boxed primitives', () => {
    same([
      new Date(0),
      new Date(NaN),
      new Date(-1e15),
      Object.assign(/a(?<b>c)/giu, { lastIndex: 3 }),
      new RegExp('/\n'),
    ]);
    same([
      Object(1),
      Object(-0),
      Object('text'),
      Object(true),
      Object(5n),
      Object(Symbol.for('x')),
      Object.assign(Object('x'), { y: 1 }),
    ]);
  });

  test('errors with code, cause, stack and class', () => {
    const error = Object.assign(new TypeError('outer', { cause: new RangeError('inner') }), { code: 'E_CODE' });
    same(error);
    expect(again(error).stack).toBe(error.stack);
    same([new AggregateError([new Error('a'), 1], 'all'), new DOMException('x', 'AbortError'), new EvalError()]);
    const moved = new Error('x');
    delete moved.stack;
    same([
      moved,
      Object.assign(new Error('x'), { stack: 'own' }),
      Object.defineProperty(new Error('x'), 'message', { value: 1, enumerable: true }),
    ]);
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
    const file = new File([new Uint8Array(100_000).fill(7)], 'näme.bin', {
      type: 'application/x',
      lastModified: 12_345,
    });
    const [a, b, empty] = again([blob, file, new Blob()]) as [Blob, File, Blob];
    expect([a.type, b.type, b.name, b.lastModified, empty.size]).toEqual([
      'text/plain',
      'application/x',
      'näme.bin',
      12_345,
      0,
    ]);
    expect([a, b, empty].map((each) => Object.getPrototypeOf(each))).toEqual([
      Blob.prototype,
      File.prototype,
      Blob.prototype,
    ]);
    expect(Buffer.from(await a.arrayBuffer())).toEqual(Buffer.from(await blob.arrayBuffer()));
    expect(Buffer.from(await b.arrayBuffer())).toEqual(Buffer.alloc(100_000, 7));
  });
});

test('own properties that are named like built-in getters do not mislead', () => {
  const misleading = {
    size: 0,
    length: 1,
    byteLength: 3n,
    buffer: 1,
    byteOffset: 9,
    source: 'x',
    flags: 'q',
    href: 'x',
    name: 1,
    then: 1,
  };
  for (const value of [
    new Map([[1, 2]]),
    new Set([1]),
    new Float32Array(4),
    new DataView(new ArrayBuffer(4)),
    /a/g,
    new URL('http://x/'),
    new ArrayBuffer(3),
  ]) {
    for (const [key, content] of Object.entries(misleading)) {
      Object.defineProperty(value, key, { value: content, configurable: true, enumerable: true, writable: true });
    }
    same(value);
  }
});
