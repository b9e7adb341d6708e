import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import { Store, type FunctionInfo, type NewEntry, type StoreOptions } from '../../../src/store';
import { loadBody, storeBody, ValueCodec } from '../../../src/values';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

/** Runs `cleanup` after the test. */
export function atEnd(cleanup: () => void): void {
  cleanups.push(cleanup);
}

/** An empty folder for one test, which is also the user's data folder while it runs. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tslab-memory-test-'));
  const before = process.env['TSLAB_MEMORY_DATA_DIR'];
  process.env['TSLAB_MEMORY_DATA_DIR'] = path.join(folder, 'data');
  atEnd(() => {
    if (before === undefined) delete process.env['TSLAB_MEMORY_DATA_DIR'];
    else process.env['TSLAB_MEMORY_DATA_DIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A store that is closed after the test. Notices go to `notices`. */
export function openStore(location: string, options: Partial<StoreOptions> = {}): Store & { notices: string[] } {
  const notices: string[] = [];
  const store = Store.open({
    location,
    onNotice: (topic, message) => notices.push(`${topic}: ${message}`),
    ...options,
  });
  atEnd(() => store.close());
  return Object.assign(store, { notices });
}

/** The key of a made-up call. */
export function keyOf(name: string, argument: unknown): Buffer {
  return hash('sha256', `${name} ${String(argument)}`, 'buffer');
}

const codec = new ValueCodec();

/** How a made-up entry differs from the usual one. `bytes` is what it claims to take, for tests of totals. */
export type Change = Partial<NewEntry> & { value?: unknown; code?: string; bytes?: number };

/** What makes an entry of `name(argument)`, as a computation would. */
export function newEntry(store: Store, name: string, argument: unknown, change: Change = {}): NewEntry {
  const { value = `value of ${String(argument)}`, code = 'v1', bytes, ...fields } = change;
  const key = keyOf(name, argument);
  const { id: functionId, generation } = store.functionRef(name);
  const body = storeBody(codec.encode(value), { key, folder: store.folder });
  return {
    key,
    functionId,
    generation,
    version: { digest: hash('sha256', code, 'buffer'), source: `function ${name}() { /* ${code} */ }`, parts: [] },
    body: bytes === undefined ? body : { ...body, bytes },
    durationMs: 5,
    expires: null,
    args: String(argument),
    digests: [{ name: 'x', digest: String(argument), text: String(argument) }],
    async: false,
    output: null,
    ...fields,
  };
}

/** Stores `name(argument)`. Returns its key. */
export function put(store: Store, name: string, argument: unknown, change: Change = {}): Buffer {
  const entry = newEntry(store, name, argument, change);
  store.put(entry);
  return entry.key;
}

/** The value of a stored call, or undefined when there is none. */
export function valueOf(store: Store, key: Buffer): unknown {
  const entry = store.get(key);
  return entry && codec.decode(loadBody(entry.body, { key, folder: store.folder }));
}

/** Counts of all functions by name. */
export function functionsByName(store: Store): FunctionInfo[] {
  return store.functions().sort((a, b) => a.name.localeCompare(b.name));
}

/** A value that is too long for the row of its entry. */
export const APART = 'x'.repeat(1000);

/** A value that is kept in a file of its own. */
export const LARGE = new Uint8Array(300_000).fill(7);
