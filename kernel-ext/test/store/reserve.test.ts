import { existsSync, mkdirSync, statfsSync, statSync, symlinkSync, writeFileSync, type StatsFs } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { fault } from '../../src/store/faults';
import { keepReserve, releaseReserve, withReserve } from '../../src/store/reserve';
import type { Session } from '../../src/store/session';
import { atEnd, keyOf, LARGE, openStore, put, testFolder } from './support/store';

vi.mock('node:fs', { spy: true });

const folderOfStore = () => path.join(testFolder(), 'store');
const reserveOf = (folder: string) => path.join(folder, 'reserve');

/** The next `times` writes that change something fail as they do on a full disk. */
function fillDisk(store: object, times: number): void {
  const { session } = store as { session: Session };
  const { write } = session;
  let left = times;
  const full = vi.spyOn(session, 'write').mockImplementation((action) => {
    if (left-- > 0) throw fault('full', session.folder);
    return write.call(session, action) as never;
  });
  atEnd(() => full.mockRestore());
}

describe('the reserve', () => {
  it('takes space until it is released', () => {
    const folder = testFolder();
    keepReserve(folder);
    expect(statSync(reserveOf(folder))).toMatchObject({ size: 2 * 2 ** 20, mode: 0o100600 });
    expect(releaseReserve(folder)).toBe(true);
    expect(existsSync(reserveOf(folder))).toBe(false);
    expect(releaseReserve(folder)).toBe(false);
  });

  it('is not made on a disk that is nearly full', () => {
    const folder = testFolder();
    vi.mocked(statfsSync).mockReturnValueOnce({ bavail: 7000, bsize: 4096 } as StatsFs);
    keepReserve(folder);
    expect(existsSync(reserveOf(folder))).toBe(false);
  });

  it('follows no link, and leaves what is there as it is', () => {
    const folder = testFolder();
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(path.join(folder, 'store'));
    symlinkSync(elsewhere, reserveOf(path.join(folder, 'store')));
    keepReserve(path.join(folder, 'store'));
    expect(existsSync(elsewhere)).toBe(false);
    writeFileSync(reserveOf(folder), 'x');
    keepReserve(folder);
    expect(statSync(reserveOf(folder)).size).toBe(1);
  });

  it('is used for what fails on a full disk only, and once', () => {
    const folder = testFolder();
    const told = vi.fn();
    const failing = vi.fn(() => {
      throw fault('full', folder);
    });
    expect(() => withReserve(folder, told, failing)).toThrow(/disk or quota is full/);
    expect([failing.mock.calls.length, told.mock.calls.length]).toEqual([1, 0]);
    keepReserve(folder);
    expect(() => withReserve(folder, told, failing)).toThrow(/disk or quota is full/);
    expect([failing.mock.calls.length, told.mock.calls.length]).toEqual([3, 1]);
    keepReserve(folder);
    const damaged = () => {
      throw fault('corrupt', folder);
    };
    expect(() => withReserve(folder, told, damaged)).toThrow(/is damaged/);
    expect(told).toHaveBeenCalledTimes(1);
    expect(existsSync(reserveOf(folder))).toBe(true);
  });
});

describe('a store on a full disk', () => {
  it.each([
    ['clear', (store: ReturnType<typeof openStore>) => store.clearFunction('f').entries, 40, 0],
    ['prune', (store: ReturnType<typeof openStore>) => store.prune({ maxEntries: 10 }).entries, 30, 10],
    ['delete', (store: ReturnType<typeof openStore>) => Number(store.delete(keyOf('f', 1))), 1, 39],
  ])('can still be told to %s, and reserves the space again', (_, action, gone, left) => {
    const folder = folderOfStore();
    const store = openStore(folder);
    for (let n = 0; n < 40; n += 1) put(store, 'f', n, n < 2 ? { value: LARGE } : {});
    keepReserve(folder);
    // The counts are written first, and may be lost.
    store.stats();
    fillDisk(store, 1);
    expect(action(store)).toBe(gone);
    store.reclaim();
    expect(store.stats().entries).toBe(left);
    expect(existsSync(reserveOf(folder))).toBe(true);
  });

  it.each([
    ['age', { maxAgeMs: 1000 }, {}],
    ['size', { maxBytes: 1000 }, { bytes: 5000 }],
    ['number', { maxEntries: 0 }, {}],
  ])('makes room after each step of a prune by %s, for the next one', (_, limits, options) => {
    const store = openStore(folderOfStore());
    const session = (store as unknown as { session: Session }).session;
    const kept = 1100;
    for (let n = 0; n < kept; n += 1) put(store, 'f', n, options);
    session.write(() => session.sql('UPDATE entries SET created = created - 60000').run());
    keepReserve(session.folder);
    store.stats();
    const emptied = vi.spyOn(session, 'checkpoint');
    fillDisk(store, 1);
    expect(store.prune(limits).entries).toBe(kept);
    // No step takes more than 512 entries, and the last one may be what empties the log at the end.
    expect(emptied.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  it('says that it is full when there is no reserve', () => {
    const store = openStore(folderOfStore());
    put(store, 'f', 1);
    store.stats();
    fillDisk(store, 1);
    expect(() => store.clearFunction('f')).toThrow(/disk or quota is full/);
  });
});
