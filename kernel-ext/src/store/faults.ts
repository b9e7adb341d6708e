import { StoreError, TslabMemoryError } from '../errors';

type Reason = StoreError['reason'];

const BY_SQLITE_CODE: readonly (readonly [prefix: string, reason: Reason])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_PROTOCOL', 'locked'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_IOERR_SHORT_READ', 'corrupt'],
  ['SQLITE_NOTADB', 'not-a-store'],
  ['SQLITE_PERM', 'permission'],
  ['SQLITE_AUTH', 'permission'],
];

const BY_SYSTEM_CODE: Readonly<Record<string, Reason>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EROFS: 'read-only',
  EACCES: 'permission',
  EPERM: 'permission',
  ENOENT: 'missing',
};

const ADVICE: Readonly<Record<Reason, (folder: string) => string>> = {
  full: (folder) =>
    `The disk or quota is full: the cache in ${folder} cannot grow. Free some space; memory.prune({ maxBytes: '1GB' }) gives ` +
    'some of its own back, and deleting the whole folder is safe.',
  'read-only': (folder) =>
    `The cache in ${folder} is read-only: what it holds is served, new results are not kept. Make the folder writable, or give another location.`,
  permission: (folder) =>
    `No permission to use the cache in ${folder}. Give this user access to it, or give another location: new Memory({ location }).`,
  locked: (folder) =>
    `The cache in ${folder} is locked by another program. Close programs that hold cache.sqlite open; it is tried again at the next call.`,
  newer: (folder) =>
    `The cache in ${folder} was written by a newer tslab-memory. Update the package (npm install tslab-memory@latest), or give another location.`,
  corrupt: (folder) =>
    `The cache in ${folder} is damaged. Repair it with memory.check({ fix: true }) or \`npx tslab-memory check --fix\`; deleting the folder is safe too.`,
  'not-a-store': (folder) =>
    `cache.sqlite in ${folder} is not a tslab-memory store. Move it away, or give another location: new Memory({ location }).`,
  missing: (folder) =>
    `The cache folder ${folder} is gone and cannot be made anew. Check that the folder around it exists and can be written.`,
  closed: (folder) => `The cache in ${folder} was closed with memory.close(). Make a new Memory to use it again.`,
  io: (folder) =>
    `Reading or writing the cache in ${folder} failed. Check the disk, or give another location: new Memory({ location }).`,
};

/** A `StoreError` that names the cause and the remedy. */
export function fault(reason: Reason, folder: string, cause?: unknown): StoreError {
  const detail = cause instanceof Error ? ` (${cause.message})` : '';
  return new StoreError(reason, ADVICE[reason](folder) + detail, cause === undefined ? undefined : { cause });
}

/** Turns what SQLite or the file system threw into a `StoreError`; other errors, such as misuse, stay what they are. */
export function toStoreError(error: unknown, folder: string): unknown {
  const ours = error instanceof TslabMemoryError || typeof (error as { code?: unknown } | null)?.code !== 'string';
  return ours ? error : fault(reasonOf(error), folder, error);
}

/** The reason of an error of SQLite or the file system. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof StoreError) return error.reason;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return 'io';
  if (code.startsWith('SQLITE_CANTOPEN')) return 'permission';
  return BY_SQLITE_CODE.find(([prefix]) => code.startsWith(prefix))?.[1] ?? BY_SYSTEM_CODE[code] ?? 'io';
}
