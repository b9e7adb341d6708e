import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ValueCodec, loadValue } from '../../src/values';
import { countWork } from '../support/counted';
import { APART, keyOf, LARGE, newEntry, openStore, put, testFolder, valueOf } from './support/store';

type OpenStore = ReturnType<typeof openStore>;

const codec = new ValueCodec();
const QUESTION = 'PRAGMA data_version';

/** Reads so often that what may be held is held. */
function readOften(store: OpenStore, key: Buffer): void {
  for (let n = 0; n < 4; n += 1) expect(store.get(key)).toBeDefined();
}

/** Whether a read asks SQLite for nothing but whether the store has changed. */
function isHeld(store: OpenStore, key: Buffer): boolean {
  return countWork(() => store.get(key)).statements.every((sql) => sql === QUESTION);
}

function storeWith(value: unknown = 1): { store: OpenStore; key: Buffer; folder: string } {
  const folder = path.join(testFolder(), 'store');
  const store = openStore(folder);
  const key = put(store, 'f', 1, { value });
  readOften(store, key);
  return { store, key, folder };
}

describe('entries that are read again and again', () => {
  it.each([
    ['in the row', 1],
    ['apart', APART],
    ['in a file', LARGE],
  ])('are held in memory, with a value %s', (_, value) => {
    const { store, key } = storeWith(value);
    expect(isHeld(store, key)).toBe(true);
    expect(valueOf(store, key)).toEqual(value);
  });

  it('are verified once', () => {
    const { store, key } = storeWith();
    valueOf(store, key);
    expect(countWork(() => valueOf(store, key)).hashes).toEqual([]);
  });

  it.each([
    ['an array', new Float64Array(1000).fill(1)],
    ['bytes', Buffer.from([1, 2, 3])],
    ['a table', { columns: [new Int32Array([1, 2]), ['a', 'b']], of: new Map([['a', new Uint8Array(4)]]) }],
  ])('stay as they are when a caller changes what came back: %s', (_, value) => {
    const { store, key } = storeWith(value);
    const load = () => loadValue(codec, store.get(key)!.body, { key, folder: store.folder });
    const changed = load() as { columns?: [Int32Array]; fill?: (byte: number) => void };
    changed.fill?.(9);
    changed.columns?.[0].fill(9);
    expect(isHeld(store, key)).toBe(true);
    expect(load()).toEqual(value);
  });

  it('are read from their file each time, when they have one', () => {
    const { store, key } = storeWith(LARGE);
    for (let n = 0; n < 2; n += 1) {
      expect(countWork(() => valueOf(store, key)).readBytes).toBeGreaterThan(LARGE.length);
    }
  });

  it('are not held when they are large: those are on disk', () => {
    const store = openStore(path.join(testFolder(), 'store'));
    const other = put(store, 'f', 2, { value: 'x'.repeat(100_000) });
    const printed = put(store, 'f', 3, { output: JSON.stringify(['x'.repeat(100_000)]) });
    for (const large of [other, printed]) {
      readOften(store, large);
      expect(isHeld(store, large)).toBe(false);
    }
  });

  it('are not held after one read: a pass over a large store leaves no trace', () => {
    const { store, key } = storeWith();
    const once = Array.from({ length: 20 }, (_, n) => put(store, 'once', n));
    readOften(store, key);
    for (const each of once) store.get(each);
    for (const each of once) expect(isHeld(store, each)).toBe(false);
    expect(isHeld(store, key)).toBe(true);
  });

  it('cost nothing more than their rows among writes, which would give them up again', () => {
    const { store, key } = storeWith();
    put(store, 'f', 2);
    store.get(key);
    put(store, 'f', 3);
    const { statements } = countWork(() => store.get(key));
    expect(statements).toEqual([expect.stringMatching(/^SELECT/)]);
  });

  it('take a few megabytes at most, and make room for what is wanted now', () => {
    const store = openStore(path.join(testFolder(), 'store'));
    const size = 60_000;
    const keys = Array.from({ length: 200 }, (_, n) => put(store, 'f', n, { value: 'x'.repeat(size) }));
    const heldOf = (some: Buffer[]) => some.filter((key) => isHeld(store, key)).length;
    for (let n = 0; n < 4; n += 1) for (const key of keys.slice(0, 100)) store.get(key);
    expect(heldOf(keys.slice(0, 100)) * size).toBeLessThanOrEqual(4 * 2 ** 20);
    for (let n = 0; n < 6; n += 1) for (const key of keys.slice(150)) store.get(key);
    expect(heldOf(keys.slice(150))).toBe(50);
    expect(heldOf(keys.slice(0, 150))).toBe(0);
  });
});

describe('what is held is never older than the store', () => {
  it.each<[string, (store: OpenStore, key: Buffer) => unknown]>([
    ['deleted', (store, key) => store.delete(key)],
    ['cleared', (store) => store.clearFunction('f')],
    ['cleared with all else', (store) => store.clearAll()],
    ['pruned', (store) => store.prune({ maxEntries: 0 })],
  ])('when it is %s', (_, remove) => {
    for (const isOther of [false, true]) {
      const { store, key, folder } = storeWith();
      remove(isOther ? openStore(folder) : store, key);
      expect(store.get(key)).toBeUndefined();
    }
  });

  it.each([
    ['here', false],
    ['by another connection', true],
  ])('when it is computed again %s', (_, isOther) => {
    const { store, key, folder } = storeWith('old');
    put(isOther ? openStore(folder) : store, 'f', 1, { value: 'new' });
    expect(valueOf(store, key)).toBe('new');
    readOften(store, key);
    expect(valueOf(store, key)).toBe('new');
  });

  it.each([4, 5])('when it is written %s times just before the store is asked', (times) => {
    const folder = path.join(testFolder(), 'store');
    const store = openStore(folder);
    const other = openStore(folder);
    const key = put(store, 'f', 1, { value: 0 });
    const { session } = store as unknown as { session: { rawSql(sql: string): unknown } };
    const rawSql = session.rawSql.bind(session);
    let written = 0;
    vi.spyOn(session, 'rawSql').mockImplementation((sql) => {
      if (sql === QUESTION && written < times) put(other, 'f', 1, { value: (written += 1) });
      return rawSql(sql);
    });
    for (let n = 0; n < 12; n += 1) {
      const before = written;
      expect(valueOf(store, key)).toBeGreaterThanOrEqual(before);
    }
    expect(written).toBe(times);
    expect(valueOf(store, key)).toBe(times);
  });

  it('when it expires', () => {
    const store = openStore(path.join(testFolder(), 'store'));
    const expires = Date.now() + 60_000;
    const key = put(store, 'f', 1, { expires });
    readOften(store, key);
    const clock = vi.spyOn(Date, 'now').mockReturnValue(expires + 1);
    try {
      expect(store.get(key)).toBeUndefined();
    } finally {
      clock.mockRestore();
    }
  });

  it('when the folder is deleted', () => {
    const { store, key, folder } = storeWith();
    rmSync(folder, { recursive: true });
    // What asks for a function looks at the file, whenever that was last done.
    store.functionRef('f');
    expect(store.get(key)).toBeUndefined();
  });

  it('when another entry takes its row', () => {
    const { store, key } = storeWith();
    const twin = Buffer.from(key);
    twin[31]! ^= 1;
    expect(store.get(twin)).toBeUndefined();
    store.put(newEntry(store, 'g', 1, { key: twin }));
    expect(store.get(key)).toBeUndefined();
    expect(store.get(twin)).toBeDefined();
  });

  it('when nothing is stored of a call that is like none before', () => {
    const { store } = storeWith();
    expect(store.get(keyOf('f', 2))).toBeUndefined();
  });
});
