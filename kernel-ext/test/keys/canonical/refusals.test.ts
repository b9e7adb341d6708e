import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import net from 'node:net';
import vm from 'node:vm';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { UnhashableArgumentError } from '../../../src/errors';
import { digestValue } from '../../../src/keys/canonical';
import { FrameStack } from '../../../src/keys/canonical/stack';

function refusal(value: unknown, path = 'options'): { path: string; reason: string; message: string } {
  try {
    digestValue(value, { path, functionName: 'load' });
  } catch (error) {
    if (error instanceof UnhashableArgumentError) return error;
    throw error;
  }
  throw new Error('was hashed');
}

describe('what has no content to make a key of', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['a function', () => () => 1, /is a function/],
    ['a symbol of this process', () => Symbol('a'), /only this process/],
    ['a promise', () => Promise.resolve(1), /await it/],
    ['a WeakMap', () => new WeakMap(), /WeakMap/],
    ['a WeakSet', () => new WeakSet(), /WeakSet/],
    ['a WeakRef', () => new WeakRef({}), /WeakRef/],
    ['a generator', () => (function* () {})(), /read only once/],
    ['an async generator', () => (async function* () {})(), /read only once/],
    ['an iterator', () => new Map().entries(), /read only once/],
    ['a stream', () => new Readable(), /stream/],
    ['a socket', () => new net.Socket(), /`net`/],
    ['a subclass of a stream', () => new (class Lines extends Readable {})(), /stream/],
    ['a Blob', () => new Blob(['a']), /asynchronously/],
    ['a Response', () => new Response('a'), /asynchronously/],
    ['an abort signal', () => new AbortController().signal, /this process/],
    ['a native object', () => new WebAssembly.Memory({ initial: 1 }), /native object \(Memory\)/],
    ['the global object', () => globalThis, /global object/],
    ['a detached array', () => detached(), /detached/],
    ['a revoked Proxy', () => revoked(), /cannot be read/],
    ['a Proxy that throws', () => new Proxy({}, { ownKeys: () => { throw new Error('no keys'); } }), /no keys/], // prettier-ignore
    ['an object that claims to be a Map', () => Object.create(Map.prototype) as unknown, /cannot be read/],
    ['an instance whose private fields cannot be read', () => new (class { #a = 1; a = () => this.#a; })(), /private fields/], // prettier-ignore
  ])('%s', (_, make, reason) => {
    const { path, reason: given } = refusal(make());
    expect(path).toBe('options');
    expect(given).toMatch(reason);
  });

  it('is told by the path to it', () => {
    const fn = (): void => undefined;
    expect(refusal({ rows: [1, 2, { fn }] }).path).toBe('options.rows[2].fn');
    expect(refusal(new Map<unknown, unknown>([['a', 1], ['b c', [fn]]])).path).toBe('options.get("b c")[0]'); // prettier-ignore
    expect(refusal(new Map([[1, fn]])).path).toBe('options.get(1)');
    expect(refusal(new Map([[fn, 1]])).path).toBe('options.keys()[0]');
    expect(refusal(new Set([1, { fn }])).path).toBe('options.values()[1].fn');
    expect(refusal({ 'two words': fn }).path).toBe('options["two words"]');
    expect(refusal(new Error('a', { cause: { fn } })).path).toBe('options.cause.fn');
    expect(refusal(Object.create({ fn })).path).toBe('options.__proto__.fn');
    expect(refusal(Object.assign([1], { fn })).path).toBe('options.fn');
  });

  it('is told by the path to it, however deep it is and whatever is between', () => {
    let value: unknown = { fn: (): void => undefined };
    let path = '.fn';
    for (let i = 0; i < 30; i++) {
      value = [{ a: 1, held: value }, [0, value], new Map([['k', value]])][i % 3];
      path = ['.held', '[1]', '.get("k")'][i % 3]! + path;
    }
    expect(refusal(value).path).toBe(`options${path}`);
    expect(refusal([[{ a: { [Symbol('hidden')]: [() => 1] } }]])).toMatchObject({ path: 'options[0][0].a' });
  });

  it('is told by the object that hides it, not by a symbol of its library', () => {
    const db = new Database(':memory:');
    const { path, reason } = refusal({ db });
    db.close();
    expect(path).toBe('options.db');
    expect(reason).toMatch(/native object \(Database\)/);
  });

  it('is told with the getter that throws, and its words', () => {
    const { path, reason } = refusal({ inner: { get a(): number { throw new Error('not ready'); } } }); // prettier-ignore
    expect(path).toBe('options.inner.a');
    expect(reason).toContain('not ready');
  });

  it('is found in a value with cycles', () => {
    const value: Record<string, unknown> = { list: [1] };
    value['self'] = value;
    value['z'] = { fn: () => 1 };
    expect(refusal(value).path).toBe('options.z.fn');
  });

  it('is what never ends, such as a getter that makes a new object each time', () => {
    const stack = new FrameStack();
    const endless = (): void => {
      for (;;) stack.push({}, 0);
    };
    expect(endless).toThrow(/without end/);
    expect(stack.depth).toBeGreaterThan(500_000);
  });

  it('names the function and the way out', () => {
    const { message } = refusal(() => 1);
    expect(message).toContain('load');
    expect(message).toContain('`options` is a function');
    expect(message).toContain('ignore');
  });

  it('leaves the next value alone', () => {
    const before = digestValue({ a: 1 });
    refusal([{ deep: [() => 1] }]);
    expect(digestValue({ a: 1 })).toEqual(before);
  });
});

describe('what looks like a handle, but is data', () => {
  it('an emitter of events of the user with fields', () => {
    class Model extends EventEmitter {
      rate = 1;
    }
    expect(digestValue(new Model())).not.toEqual(digestValue(Object.assign(new Model(), { rate: 2 })));
  });

  it('an instance from another realm', () => {
    expect(digestValue(vm.runInNewContext('class A { x = 1 }; new A()'))).not.toEqual(
      digestValue(vm.runInNewContext('class A { x = 2 }; new A()')),
    );
  });
});

function detached(): Uint8Array {
  const bytes = new Uint8Array(8);
  structuredClone(bytes, { transfer: [bytes.buffer] });
  return bytes;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
