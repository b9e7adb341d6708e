import { built, openCached } from './library.ts';
import type { PreparedStore } from './protocol.ts';

/** Entries written in one transaction. */
const BATCH = 50_000;

/** SQLite's page cache meanwhile: keys are random, and without room for the whole tree each costs a read and a write of the file. */
const CACHE_KIB = 2 ** 20;

/**
 * Fills a store with the calls `work(0)` to `work(entries - 1)` of the cell `small`. A transaction for each of a million would take
 * minutes, so the library's own modules, which make keys, values and rows, are called within a few.
 *
 * @throws Error when the library does not find what was written
 */
export async function fillStore({ location, entries }: PreparedStore): Promise<void> {
  const { memory, cached, work } = await openCached(location);
  // As in a notebook: makes the store, the function's row and the note for the panel.
  cached.set([0], work(0));
  memory.close();
  write(location, entries, work);
  const found = [0, entries >> 1, entries - 1].every((n) => cached.has(n));
  if (!found || memory.stats().entries !== entries)
    throw new Error('The library does not find the entries that were written for it.');
  memory.close();
}

function write(location: string, entries: number, work: (n: number) => unknown): void {
  const { createKeyMaker } = built('keys/index');
  const { storeBody, ValueCodec } = built('values/index');
  const { Session } = built('store/session');
  const { Counters } = built('store/counters');
  const { writeEntry } = built('store/entries');
  const { findFunction } = built('store/rows');
  const { Signer } = built('store/trust');
  const { Versions } = built('store/versions');
  const { notebookPath } = built('store/location');
  const { Warnings } = built('warnings');
  const keys = createKeyMaker(work, { name: work.name }, { warnings: new Warnings() });
  const codec = new ValueCodec();
  const session = new Session(location);
  session.db.pragma(`cache_size = -${CACHE_KIB}`);
  const notebook = notebookPath();
  const [counters, signer, versions] = [new Counters(session, notebook, () => {}), new Signer(), new Versions(session)];
  const { id, generation } = findFunction(session.statements, work.name);
  const entryOf = (n: number) => {
    const { key, version, describe } = keys.keyOf(undefined, [n]);
    const body = storeBody(codec.encode(work(n)), { key, folder: location });
    const about = { durationMs: 0, expires: null, async: false, output: null };
    return { key, functionId: id, generation, version, body, ...describe(), ...about };
  };
  for (let from = 1; from < entries; from += BATCH) {
    session.write(() => {
      for (let n = from; n < Math.min(from + BATCH, entries); n++) {
        const entry = entryOf(n);
        counters.miss(id);
        writeEntry(session, versions.forEntry(entry), signer, entry, notebook);
      }
    });
  }
  counters.flush();
  counters.stop();
  session.close();
}
