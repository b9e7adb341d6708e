import { afterEach, describe, expect, test } from 'vitest';
import type { CacheOptions } from '../src/options';
import { fromScript, useMemory } from './support/memory';

const used = useMemory();

type AnyAsync = (...args: any[]) => Promise<any>;

/** Caches a function whose code calls itself by `self.cached`. */
function recursive(code: string, state: object, options: CacheOptions = {}): AnyAsync {
  const self = { cached: undefined as unknown as AnyAsync };
  self.cached = used.memory.cache(fromScript<AnyAsync>(`return ${code};`, { self, state }), {
    invalidateOn: 'source',
    name: 'recursive',
    ...options,
  });
  return self.cached;
}

describe('an asynchronous function that calls itself after a pause', () => {
  test('does not wait for itself when only arguments differ that do not count', async () => {
    const attempts: number[] = [];
    const load = recursive(
      `async (url, attempt = 0) => {
        state.push(attempt);
        await null;
        return attempt < 2 ? self.cached(url, attempt + 1) : url + attempt;
      }`,
      attempts,
      { ignore: ['attempt'] },
    );
    expect(await load('a')).toBe('a2');
    expect(await load('a')).toBe('a2');
    expect(attempts).toEqual([0, 1, 2]);
  });

  test('does not wait for itself when it asks until something outside is ready', async () => {
    const state = { left: 2 };
    const poll = recursive('async (id) => { await null; return state.left-- > 0 ? self.cached(id) : "done"; }', state);
    expect(await poll(1)).toBe('done');
    expect(state.left).toBe(-1);
  });

  test('does not wait for itself by way of others, also of ones that are under way already', async () => {
    const state = { done: false, open: undefined as unknown as () => void };
    const gate = new Promise<void>((resolve) => (state.open = resolve));
    const others = { there: undefined as unknown as AnyAsync, back: undefined as unknown as AnyAsync };
    const options: CacheOptions = { invalidateOn: 'source' };
    others.there = used.memory.cache(
      fromScript<AnyAsync>('return async (n) => { await gate; return others.back(n); };', { gate, others }),
      {
        ...options,
        name: 'there',
      },
    );
    others.back = used.memory.cache(
      fromScript<AnyAsync>(
        'return async (n) => { await gate; if (state.done) return n; state.done = true; return others.there(n); };',
        {
          gate,
          state,
          others,
        },
      ),
      { ...options, name: 'back' },
    );
    const both = Promise.all([others.there(1), others.back(1)]);
    state.open();
    expect(await both).toEqual([1, 1]);
  });
});

describe('calls made while the same call is being computed', () => {
  const FETCH = `async (url, signal) => {
    state.runs++;
    await null;
    if (signal?.aborted) throw new Error('aborted');
    return url;
  }`;

  test('share its result, and its error where all arguments are the same', async () => {
    const state = { runs: 0 };
    const load = recursive(FETCH, state);
    expect(await Promise.all([load('a'), load('a')])).toEqual(['a', 'a']);
    expect(state.runs).toBe(1);
    const failed = await Promise.allSettled([load('b', { aborted: true }), load('b', { aborted: true })]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(state.runs).toBe(2);
  });

  test('do not share the error of one whose other arguments, which do not count, may have caused it', async () => {
    const state = { runs: 0 };
    const load = recursive(FETCH, state, { ignore: ['signal'] });
    const [first, ...others] = await Promise.allSettled([load('a', { aborted: true }), load('a'), load('a')]);
    expect(first.status).toBe('rejected');
    expect(others).toEqual([
      { status: 'fulfilled', value: 'a' },
      { status: 'fulfilled', value: 'a' },
    ]);
    expect(state.runs).toBe(2);
  });
});

describe('a computation that the person has interrupted', () => {
  const kernelListens = () => {};
  afterEach(() => void process.removeListener('SIGINT', kernelListens));

  test('is not waited for: it may be stuck', async () => {
    process.on('SIGINT', kernelListens);
    const state = { runs: 0 };
    const load = recursive(
      'async (url) => { if (++state.runs === 1) await new Promise(() => {}); return url; }',
      state,
    );
    void load('a');
    process.emit('SIGINT', 'SIGINT');
    expect(await load('a')).toBe('a');
    expect(state.runs).toBe(2);
  });
});

test('a promise of a class of its own becomes an ordinary one with the first call, as it is with each hit', async () => {
  const f = used.memory.cache(
    fromScript<() => Promise<number>>(
      `class Cancellable extends Promise { cancel() {} }
       return () => new Cancellable((resolve) => resolve(5));`,
      {},
    ),
    { name: 'cancellable' },
  );
  const [computed, shared] = [f(), f()];
  expect(await computed).toBe(5);
  for (const promise of [computed, shared, f()]) {
    expect(Object.getPrototypeOf(promise)).toBe(Promise.prototype);
    expect(await promise).toBe(5);
  }
  expect(f.has()).toBe(true);
});
