import { PassThrough } from 'node:stream';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { UnstorableValueError } from '../../src/errors';
import { ValueCodec } from '../../src/values';

const codec = new ValueCodec();

function refusalOf(value: unknown): UnstorableValueError {
  try {
    codec.encode(value);
  } catch (error) {
    if (error instanceof UnstorableValueError) return error;
    throw error;
  }
  throw new Error('it was stored');
}

class Unknown {}

class Query {
  then(resolve: (value: number) => void): void {
    resolve(1);
  }
}

/** As a minified library names it. */
class M {}

class AxiosHeaders {
  get [Symbol.toStringTag](): string {
    return 'AxiosHeaders';
  }
  *[Symbol.iterator](): Generator<string[]> {
    yield ['content-type', 'text/plain'];
  }
}
Object.defineProperty(AxiosHeaders.prototype, 'constructor', { get: () => AxiosHeaders });

const tracking = new SharedArrayBuffer(8, { maxByteLength: 16 } as never);
const shrunk = new ArrayBuffer(16, { maxByteLength: 16 } as never);
const outOfBounds = new Uint8Array(shrunk, 8, 8);
(shrunk as unknown as { resize(length: number): void }).resize(4);
const detached = new Uint8Array(4);
structuredClone(detached, { transfer: [detached.buffer] });
const withReadOnlyElement = Object.defineProperty([1, 2], 0, { value: 1, writable: false });
const withReadOnlyLength = Object.defineProperty([1], 'length', { writable: false });

describe('what cannot come back as it was is refused', () => {
  test.each<[string, unknown, RegExp]>([
    ['a function', () => 1, /is a function/],
    ['a class', Unknown, /is a function/],
    ['a promise', Promise.resolve(1), /is a Promise.*Await it/],
    ['a generator', (function* () {})(), /iterator/],
    ['an async generator', (async function* () {})(), /./],
    ['an array iterator', [1].values(), /iterator/],
    ['a Map iterator', new Map().keys(), /iterator/],
    ['a WeakMap', new WeakMap(), /is a WeakMap/],
    ['a WeakSet', new WeakSet(), /is a WeakSet/],
    ['a WeakRef', new WeakRef({}), /is a WeakRef/],
    ['a proxy', new Proxy({}, {}), /is a Proxy/],
    ['a proxy of an array', new Proxy([], {}), /is a Proxy/],
    ['an Intl object', new Intl.NumberFormat(), /NumberFormat/],
    ['a response', new Response('x'), /is a Response, .*Return what it holds: await response\.json\(\)/],
    ['headers', new Headers(), /Object\.fromEntries\(headers\)/],
    ['a web stream', new ReadableStream(), /is a stream, .*Return what it yields/],
    ["one of Node's streams", new PassThrough(), /PassThrough: a stream, .*Return what it yields/],
    [
      'an object of the platform',
      new AbortController().signal,
      /AbortSignal, which belongs to the platform\. Return plain data/,
    ],
    ['an instance of an unknown class', new Unknown(), /Unknown, a class that is not registered/],
    ['a query that is awaited', new Query(), /awaited like a promise, but is none\. Cache an async function/],
    ['an instance of a class without a telling name', new M(), /class that calls itself M .*register\(Class, \{ name/],
    ['headers of axios', new AxiosHeaders(), /headers of axios\. Of a response return `data`/],
    ['an object whose prototype is an object', Object.create({ a: 1 }), /prototype/],
    ['a symbol that only this process has', Symbol('mine'), /Symbol\.for/],
    ['a key that only this process has', { [Symbol('mine')]: 1 }, /Symbol\.for/],
    [
      'a getter',
      {
        get a() {
          return 1;
        },
      },
      /accessor/,
    ],
    ['a setter', { set a(_: number) {} }, /accessor/],
    ['a getter among elements', Object.defineProperty([1, 2], 0, { get: () => 1 }), /element/],
    ['a read-only element', withReadOnlyElement, /element/],
    ['a read-only length', withReadOnlyLength, /length/],
    [
      'an arguments object',
      (function (..._: number[]) {
        return arguments;
      })(1),
      /arguments/,
    ],
    ['a Map in plain clothes', Object.setPrototypeOf(new Map(), Object.prototype), /not what its prototype says/],
    ['a Date without a prototype', Object.setPrototypeOf(new Date(), null), /not what its prototype says/],
    ['an object dressed as a Map', Object.create(Map.prototype), /not what its prototype says/],
    ['an object dressed as a Date', Object.create(Date.prototype), /not what its prototype says/],
    ['an object dressed as a URL', Object.create(URL.prototype), /not what its prototype says/],
    ['an object dressed as a Float64Array', Object.create(Float64Array.prototype), /not what its prototype says/],
    ['an array dressed as an object', Object.setPrototypeOf([], Object.prototype), /not what its prototype says/],
    ['a detached buffer', detached, /transferred/],
    ['a view out of bounds', outOfBounds, /beyond the end/],
    ['a view that may follow a growable buffer', new Uint8Array(tracking), /growable/],
    ['globalThis', globalThis, /./],
    ['Math', Math, /./],
    ['JSON', JSON, /./],
    ['Map.prototype', Map.prototype, /./],
    ['an object of another realm', runInContext('({})', createContext()), /./],
    ['a hidden function', Object.defineProperty({}, 'f', { value: () => 1 }), /is a function/],
    ['a RegExp whose lastIndex is no number', Object.assign(/a/, { lastIndex: 'x' }), /not a number/],
  ])('%s', (_, value, message) => {
    for (const nested of [
      value,
      [value],
      { a: value },
      new Map([[value, 1]]),
      new Map([[1, value]]),
      new Set([value]),
    ]) {
      expect(refusalOf(nested).message).toMatch(message);
    }
  });
});

describe('the path leads to the member', () => {
  test.each<[unknown, string]>([
    [() => 1, 'result'],
    [{ rows: [1, 2, 3, { fn: () => 1 }] }, 'result.rows[3].fn'],
    [{ 'a b': { 0: Symbol('x') } }, 'result["a b"][0]'],
    [new Map([['k', { f: () => 1 }]]), 'result.get("k").f'],
    [new Map([['k', () => 1]]), 'result.get("k")'],
    [new Map([[{}, () => 1]]), 'result (value 0)'],
    [new Map([[() => 1, 1]]), 'result (key 0)'],
    [{ s: new Set([1, () => 1]) }, 'result.s (item 1)'],
    [{ [Symbol.for('k')]: new Unknown() }, 'result[Symbol(k)]'],
    [new Error('x', { cause: new Unknown() }), 'result.cause'],
    [
      {
        list: [
          {
            get x() {
              return 1;
            },
          },
        ],
      },
      'result.list[0].x',
    ],
  ])('%o', (value, path) => {
    expect(refusalOf(value).path).toBe(path);
  });

  test('also 100,000 levels down, where it is cut short', () => {
    let deep: unknown = () => 1;
    for (let level = 0; level < 100_000; level++) deep = { n: deep };
    const { path, message } = refusalOf(deep);
    expect(path.length).toBeLessThan(300);
    expect(path).toMatch(/^result\.n\.n.*…/);
    expect(message).toMatch(/is a function/);
  });
});

test('getters are not called', () => {
  let calls = 0;
  const value = {
    get trap() {
      calls++;
      return 1;
    },
  };
  refusalOf(value);
  refusalOf([value]);
  refusalOf(Object.defineProperty([1], 0, { get: () => calls++ }));
  expect(calls).toBe(0);
});
