import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inRoot, projectEnv } from '../../scripts/lib/paths.mjs';
import type { LabServer } from '../src/lab-server.ts';
import { writeStore } from '../src/store-writer.ts';

/** Entries of the store: most of them of one function, the rest of so many others that all rows of the panel are busy. */
const LARGEST = 900_000;
const OTHERS = 200;
const ENTRIES_OF_OTHERS = 500;

/** The function with most of the entries. */
export const LARGEST_NAME = 'simulate';

/** Entries of the whole store. */
export const ENTRIES = LARGEST + OTHERS * ENTRIES_OF_OTHERS;

/** A store of a million entries, kept between runs until the layout of stores changes. */
export class LargeStore {
  private readonly folder: string;
  private readonly data: string;

  private constructor(folder: string, data: string) {
    this.folder = folder;
    this.data = data;
  }

  /** The store; it is written first when there is none, which takes about a minute. */
  static async prepare(say: (line: string) => void): Promise<LargeStore> {
    const parent = inRoot('.setup', 'ui-tests', 'large-stores');
    const home = path.join(parent, layoutDigest());
    const store = new LargeStore(path.join(home, 'large', '.tslab-memory'), path.join(home, 'data'));
    if (!fs.existsSync(path.join(home, 'written'))) {
      say(`Writing a store of ${ENTRIES.toLocaleString('en')} entries`);
      fs.rmSync(parent, { recursive: true, force: true });
      fs.mkdirSync(home, { recursive: true });
      const env = { ...projectEnv(), TSLAB_MEMORY_DATA_DIR: store.data };
      await writeStore({ folder: home, env }, 'large', [
        { name: LARGEST_NAME, calls: [{ args: 'first' }], generated: LARGEST - 1 },
        ...Array.from({ length: OTHERS }, (_, n) => ({
          name: `function${n}`,
          calls: [{ args: `first of ${n}` }],
          generated: ENTRIES_OF_OTHERS - 1,
        })),
      ]);
      fs.writeFileSync(path.join(home, 'written'), '');
    }
    return store;
  }

  /** Makes the store one that the server's user has used, last of all the function with most entries: it is on top. */
  showTo(lab: LabServer): void {
    fs.cpSync(this.data, lab.env['TSLAB_MEMORY_DATA_DIR']!, { recursive: true });
    this.hit();
  }

  /** Counts a hit of the function with most entries, as a kernel would. */
  hit(): void {
    countHit(this.folder, LARGEST_NAME);
  }
}

/** Counts a hit of a function in the store of a folder, as a kernel would. */
export function countHit(folder: string, name: string): void {
  const db = new DatabaseSync(path.join(folder, 'cache.sqlite'));
  db.prepare('UPDATE functions SET hits = hits + 1, last_used = ? WHERE name = ?').run(Date.now(), name);
  db.close();
}

/** Digest of what a store is written with. */
function layoutDigest(): string {
  const digest = createHash('sha256').update(String([LARGEST, OTHERS, ENTRIES_OF_OTHERS]));
  for (const file of [
    ['schema', 'store.sql'],
    ['ui-tests', 'src', 'write-store.mjs'],
  ]) {
    digest.update(fs.readFileSync(inRoot(...file)));
  }
  return digest.digest('hex').slice(0, 12);
}
