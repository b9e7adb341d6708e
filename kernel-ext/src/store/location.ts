import { createHash } from 'node:crypto';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Name of the folder that holds a store, beside the notebook. */
export const STORE_FOLDER = '.tslab-memory';
/** Name of the SQLite file in the store's folder. */
export const DATABASE = 'cache.sqlite';
/** Name of the folder of value files in the store's folder. */
export const VALUES = 'values';

/** Path of the notebook this kernel runs, as Jupyter tells it, or undefined outside Jupyter. */
export function notebookPath(): string | undefined {
  const session = process.env['JPY_SESSION_NAME'];
  return session && path.isAbsolute(session) ? session : undefined;
}

/**
 * Absolute path of the store's folder: `location` if given, else `.tslab-memory` beside the notebook, else in the
 * working directory. A `location` that already holds other things gets a `.tslab-memory` folder inside, so that the
 * store never mixes with them.
 *
 * @example storeLocation('./cache') // '/home/ada/project/cache'
 */
export function storeLocation(location?: string): string {
  if (location === undefined) return path.join(path.dirname(notebookPath() ?? path.resolve('notebook')), STORE_FOLDER);
  const folder = path.resolve(location);
  return holdsOtherThings(folder) ? path.join(folder, STORE_FOLDER) : folder;
}

function holdsOtherThings(folder: string): boolean {
  if (path.basename(folder) === STORE_FOLDER || existsSync(path.join(folder, DATABASE))) return false;
  try {
    return readdirSync(folder).some((name) => name !== VALUES && name !== '.gitignore' && name !== 'README.md');
  } catch {
    return false;
  }
}

/**
 * The user's data folder of tslab-memory: the registry of stores and the secret that signs entries.
 * `$TSLAB_MEMORY_DATA_DIR`, or where the platform keeps such data.
 */
export function dataFolder(): string {
  const own = process.env['TSLAB_MEMORY_DATA_DIR'];
  if (own) return path.resolve(own);
  const name = 'tslab-memory';
  if (process.platform === 'win32') {
    return path.join(process.env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'), name);
  }
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', name);
  const xdg = process.env['XDG_DATA_HOME'];
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(homedir(), '.local', 'share'), name);
}

/** Id of the store in an existing folder: 16 hex digits of the SHA-256 of its real path. Clients name stores by it. */
export function storeId(folder: string): string {
  return createHash('sha256').update(realpathSync(folder), 'utf8').digest('hex').slice(0, 16);
}
