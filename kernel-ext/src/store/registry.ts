import { realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder, storeId } from './location';
import { makeFolder } from '../make-folder';

/** A note is written again when it is older than this, so that opening a store often costs nothing. */
const REFRESH_MS = 3_600_000;

/** Notes a store in the user's registry, by which the panel finds it. Format: schema/README.md. */
export function registerStore(folder: string): void {
  const stores = path.join(dataFolder(), 'stores');
  const note = path.join(stores, `${storeId(folder)}.json`);
  const written = statSync(note, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - written < REFRESH_MS) return;
  makeFolder(stores);
  const temporary = `${note}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify({ path: realpathSync(folder), lastUsed: Date.now() }), { mode: 0o600 });
  renameSync(temporary, note);
}
