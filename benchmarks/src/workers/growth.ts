import { cpSync, rmSync } from 'node:fs';
import { openCells } from '../cells.ts';
import { fillStore } from './fill.ts';
import { openBareGet } from './floors/bare-get.ts';
import { openCached } from './library.ts';
import { serve, type Subject } from './serve.ts';
import type { Job, PreparedStore } from './protocol.ts';

const nothing = () => {};

/** A fixed random sequence (Numerical Recipes), so that every run asks for the same entries. */
function randomBelow(limit: number): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** What is measured on a store with many entries. */
const subjects: Record<string, (store: PreparedStore) => Promise<Subject>> = {
  /** Fills a store. One call. */
  async fill(store) {
    return { asynchronous: true, call: () => fillStore(store), settle: nothing, close: nothing };
  },

  /** A hit of a random one of all entries. */
  async hit({ location, entries }) {
    const { memory, cached } = await openCached(location);
    const random = randomBelow(entries);
    const call = () => cached(random());
    call();
    const computed = memory.stats().misses;
    const settle = () => {
      if (memory.stats().misses !== computed) throw new Error('A call that should have been a hit was not one.');
    };
    return { asynchronous: false, call, settle, close: () => memory.close() };
  },

  /** The bare prepared `get` of a random one of all rows, beside the same heap. */
  async 'row-get'({ location, entries }) {
    openCells();
    const bare = openBareGet(location);
    const ids = bare.ids();
    const random = randomBelow(entries);
    return {
      asynchronous: false,
      call: () => bare.get(ids[random()]!),
      settle: nothing,
      close: () => bare.close(),
    };
  },

  /** `memory.functions()` and `memory.stats()`. */
  async totals({ location }) {
    const { memory } = await openCached(location);
    return {
      asynchronous: false,
      call: () => [memory.functions(), memory.stats()],
      settle: nothing,
      close: () => memory.close(),
    };
  },

  /** `memory.entries()`: the newest 100. */
  async page({ location }) {
    const { memory } = await openCached(location);
    return { asynchronous: false, call: () => memory.entries(), settle: nothing, close: () => memory.close() };
  },

  /** `clear()` of the function, each time in a fresh copy of the store. */
  async clear({ location }) {
    const copy = `${process.cwd()}/copy`;
    const open = async () => {
      rmSync(copy, { recursive: true, force: true });
      cpSync(location, copy, { recursive: true });
      const names = await openCached(copy);
      names.cached(0);
      return names;
    };
    let names = await open();
    return {
      asynchronous: false,
      call: () => names.cached.clear(),
      async settle() {
        names.memory.close();
        names = await open();
      },
      close: () => names.memory.close(),
    };
  },
};

await serve(async (job: Job) => {
  const store = job.options.store as PreparedStore;
  process.env.TSLAB_MEMORY_DATA_DIR = store.data;
  return subjects[job.participant]!(store);
});
