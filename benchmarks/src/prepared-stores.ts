import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cellSource } from './cells.ts';
import { inEnvironment } from './paths.ts';
import { Worker } from './worker.ts';
import type { PreparedStore } from './workers/protocol.ts';

/**
 * A store of many small entries. It is made once for each build of the library and kept in the environment, since a
 * million entries take a minute.
 */
export async function preparedStore(entries: number, say: (line: string) => void): Promise<PreparedStore> {
  const stores = inEnvironment('stores');
  const folder = join(stores, `${libraryDigest()}-${entries}`);
  const store = { location: join(folder, 'store'), data: join(folder, 'data'), entries };
  if (existsSync(folder)) return store;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const old of readdirSync(stores))
    if (!old.startsWith(libraryDigest())) rmSync(join(stores, old), { recursive: true });
  if (entries > 10_000) say(`  making a store of ${entries.toLocaleString('en')} entries`);
  const making = { ...store, location: join(unfinished, 'store'), data: join(unfinished, 'data') };
  const job = {
    participant: 'fill',
    work: 'small',
    constants: {},
    mode: 'hit',
    use: false,
    clock: 'wall',
    options: { store: making },
  } as const;
  const worker = await Worker.start('growth', job);
  await worker.round({ forMs: 0, atLeast: 1, atMost: 1 });
  await worker.end();
  renameSync(unfinished, folder);
  return store;
}

/** Digest of the built library and of the work, so that a store is never used with another key format. */
function libraryDigest(): string {
  const main = createRequire(inEnvironment('work', 'package.json')).resolve('tslab-memory');
  const dist = dirname(realpathSync(main));
  const digest = createHash('sha256').update(cellSource('small'));
  for (const file of (readdirSync(dist, { recursive: true }) as string[])
    .filter((name) => /\.(js|sql)$/.test(name))
    .sort()) {
    digest.update(file).update(readFileSync(join(dist, file)));
  }
  return digest.digest('hex').slice(0, 12);
}
