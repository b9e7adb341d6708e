import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openWork } from '../cells.ts';
import { inEnvironment } from '../paths.ts';
import { serve, type Subject } from './serve.ts';
import type { Job } from './protocol.ts';

type Work = (...args: any[]) => any;
type Wrap = (work: Work, folder: string, options: Job['options']) => Promise<Work>;

const require = createRequire(inEnvironment('package.json'));
/** Imports a package of the environment, from which it is resolved. */
const { default: load } = (await import(pathToFileURL(inEnvironment('load.mjs')).href)) as {
  default: (name: string) => Promise<any>;
};

/** Each peer as its documentation says to persist the results of a function. */
const wraps: Record<string, Wrap> = {
  async 'keyv-sqlite'(work, folder) {
    const { default: Keyv } = await load('keyv');
    const { default: KeyvSqlite } = await load('@keyv/sqlite');
    const { default: pMemoize } = await load('p-memoize');
    const cache = new Keyv({ store: new KeyvSqlite(`sqlite://${join(folder, 'keyv.sqlite')}`) });
    return pMemoize(async (...args: unknown[]) => work(...args), { cache, cacheKey: JSON.stringify });
  },
  async cacache(work, folder) {
    const cacache = require('cacache');
    const location = join(folder, 'cacache');
    return async (...args) => {
      const key = JSON.stringify(args);
      try {
        return JSON.parse((await cacache.get(location, key)).data.toString());
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        const result = work(...args);
        await cacache.put(location, key, JSON.stringify(result));
        return result;
      }
    };
  },
  async 'memoize-fs'(work, folder) {
    const { default: memoizeFs } = await load('memoize-fs');
    return memoizeFs({ cachePath: join(folder, 'memoize-fs') }).fn(work);
  },
  async lmdb(work, folder) {
    const { open } = require('lmdb');
    const db = open({ path: join(folder, 'lmdb'), encoder: { structuredClone: true, moreTypes: true } });
    return async (...args) => {
      // Keys of LMDB are short.
      const text = JSON.stringify(args);
      const key = text.length < 500 ? text : createHash('sha256').update(text).digest('hex');
      const stored = db.get(key);
      if (stored !== undefined) return stored;
      const result = work(...args);
      await db.put(key, result);
      return result;
    };
  },
  async ocache(work, folder) {
    const { createBlobStorage, defineCachedFunction } = await load('ocache');
    const { createStorage } = await load('unstorage');
    const { default: fsDriver } = await load('unstorage/drivers/fs-lite');
    const files = createStorage({ driver: fsDriver({ base: join(folder, 'ocache') }) });
    const storage = createBlobStorage({
      get: (key: string) => files.getItemRaw(key),
      set: (key: string, value: unknown) => (value === null ? files.removeItem(key) : files.setItemRaw(key, value)),
    });
    return defineCachedFunction(async (...args: unknown[]) => work(...args), {
      name: 'work',
      maxAge: 86_400,
      swr: false,
      storage,
    });
  },
};

async function prepare({ participant, work: name, constants, mode, options }: Job): Promise<Subject> {
  const { work, calls, fresh } = (await openWork(name, constants)).names;
  let computed = 0;
  const counted: Work = (...args) => {
    computed++;
    return work(...args);
  };
  const cached = await wraps[participant]!(counted, process.cwd(), options);
  let made = 0;
  let expected = 0;
  if (mode === 'hit') for (const args of calls) await cached(...args);
  computed = 0;
  const settle = () => {
    if (mode === 'miss') expected = made;
    if (computed !== expected) throw new Error(`The function ran ${computed} times where ${expected} were expected.`);
  };
  const count = calls.length as number;
  return {
    asynchronous: true,
    call: mode === 'hit' ? (index) => cached(...calls[index % count]) : () => cached(...fresh(made++)),
    settle,
    close: () => {},
  };
}

await serve(prepare);
