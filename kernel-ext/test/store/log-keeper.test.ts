import Database from 'better-sqlite3';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LogKeeper } from '../../src/store/log-keeper';
import { Session } from '../../src/store/session';
import { atEnd, keyOf, openStore, put, testFolder } from './support/store';

/** So many misses are worth it: each writes at least twice, with its claim. */
const MANY = 100;

let folder: string;

beforeEach(() => {
  folder = path.join(testFolder(), 'store');
});

afterEach(() => {
  vi.useRealTimers();
});

/** Entries in the file itself, without its log. */
function inFile(): number {
  const copy = path.join(testFolder(), 'cache.sqlite');
  copyFileSync(path.join(folder, 'cache.sqlite'), copy);
  const db = new Database(copy);
  try {
    const hasTable = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'entries'").get() !== undefined;
    return hasTable ? (db.prepare('SELECT count(*) FROM entries').pluck().get() as number) : 0;
  } finally {
    db.close();
  }
}

function miss(store: ReturnType<typeof openStore>, argument: number): void {
  store.claim(keyOf('f', argument));
  put(store, 'f', argument);
}

it('puts the log into the file after calls that stored much', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const store = openStore(folder);
  for (let n = 0; n < MANY; n += 1) miss(store, n);
  expect(inFile()).toBe(0);
  vi.advanceTimersByTime(10_000);
  expect(inFile()).toBe(MANY);
});

it('leaves the log of a few calls alone: two waits for the disk are not worth it', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const store = openStore(folder);
  for (let n = 0; n < MANY / 5; n += 1) miss(store, n);
  vi.advanceTimersByTime(10_000);
  expect(inFile()).toBe(0);
});

it('waits until nothing is written any more', () => {
  const session = new Session(folder);
  atEnd(() => session.close());
  const checkpoint = vi.spyOn(session, 'checkpoint');
  const log = new LogKeeper(session);
  const write = (times: number) => {
    for (let n = 0; n < times; n += 1) session.write(() => undefined);
  };
  write(2 * MANY);
  expect(log.settle()).toBe(false);
  write(1);
  expect(log.settle()).toBe(false);
  expect(checkpoint).not.toHaveBeenCalled();
  expect(log.settle()).toBe(true);
  expect(checkpoint).toHaveBeenCalledExactlyOnceWith({ truncate: false });
  write(1);
  expect(log.settle()).toBe(true);
  expect(checkpoint).toHaveBeenCalledTimes(1);
});
