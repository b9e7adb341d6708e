import { cpSync, rmSync } from 'node:fs';
import { cellSource, openCells, type Cells } from '../cells.ts';
import { serve, type Subject } from './serve.ts';
import type { Job, PreparedStore } from './protocol.ts';

/** Entries written in one transaction while a store is made. */
const BATCH = 50_000;

/** SQLite's page cache while a store is made. */
const CACHE_KIB = 2 ** 20;

async function openCached(location: string): Promise<Cells['names']> {
  const cells = openCells();
  await cells.run(cellSource('small'));
  await cells.run(`import { Memory } from 'tslab-memory';
const memory = new Memory({ location: ${JSON.stringify(location)} });
const cached = memory.cache(work);`);
  return cells.names;
}

const nothing = () => {};

/** What is measured on a store with many entries. */
const subjects: Record<string, (store: PreparedStore) => Promise<Subject>> = {
  /** Fills a store. One call. */
  async fill({ location, entries }) {
    const { memory, cached, work } = await openCached(location);
    const fill = () => {
      cached.set([0], work(0));
      // Keys are random: without room for the whole tree each of them costs a read and a write of the file.
      memory.handle.demand(undefined, (store: any) => store.session.db.pragma(`cache_size = -${CACHE_KIB}`));
      for (let from = 1; from < entries; from += BATCH) {
        // Writes inside a transaction join it: this is preparation, and a transaction each would take minutes.
        memory.handle.demand(undefined, (store: any) =>
          store.session.write(() => {
            for (let n = from; n < Math.min(from + BATCH, entries); n++) cached.set([n], work(n));
          }),
        );
      }
      return memory.close();
    };
    return { asynchronous: false, call: fill, settle: nothing, close: nothing };
  },

  /** A hit of a random one of all entries. */
  async hit({ location, entries }) {
    const { memory, cached } = await openCached(location);
    // A fixed random sequence (Numerical Recipes), so that every run asks for the same entries.
    let state = 1;
    const call = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return cached(Math.floor((state / 2 ** 32) * entries));
    };
    call();
    const computed = memory.stats().misses;
    const settle = () => {
      if (memory.stats().misses !== computed) throw new Error('A call that should have been a hit was not one.');
    };
    return { asynchronous: false, call, settle, close: () => memory.close() };
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
