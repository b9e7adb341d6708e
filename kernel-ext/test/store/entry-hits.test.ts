import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store';
import { countLoggedHits, EntryHits } from '../../src/store/entry-hits';
import { Session } from '../../src/store/session';
import { atEnd, keyOf, openStore, put, testFolder } from './support/store';

/** More than one row of the log. */
const CALLS = 300;
const NOW = Date.now() + 1e6;
const NO_TIME = -Infinity;

const idOf = (n: number) => store.get(keyOf('f', n))!.id;

let store: Store;
let session: Session;
let hits: EntryHits;

beforeEach(() => {
  const location = path.join(testFolder(), 'store');
  store = openStore(location);
  session = new Session(location);
  atEnd(() => session.close());
  for (let n = 0; n < CALLS; n += 1) put(store, 'f', n);
  hits = new EntryHits(session);
  for (let n = 0; n < CALLS; n += 1) hits.add(idOf(n), NOW + n);
});

const counted = () => store.entries({ sort: 'lastHit', limit: CALLS }).filter((entry) => entry.hits > 0);
const logged = () => session.sql('SELECT count(*) FROM hit_log').pluck().get();
const logText = (text: string) => session.sql('INSERT INTO hit_log (hits) VALUES (?)').run(text);
const log = (rows: unknown[][]) => logText(JSON.stringify(rows));
const write = (deadline: number, all = false) => {
  const wasLogged = session.write(() => hits.write(deadline, all));
  hits.committed();
  return wasLogged;
};

describe('hits of entries', () => {
  it('are counted at once as far as there is time, and the rest by later writes', () => {
    expect(write(NO_TIME)).toBe(false);
    const first = counted().length;
    expect(first).toBeGreaterThan(0);
    expect(first + hits.size).toBe(CALLS);
    while (hits.size > 0) write(NO_TIME);
    expect(counted().map(({ hits: count }) => count)).toEqual(Array(CALLS).fill(1));
    expect(logged()).toBe(0);
  });

  it('wait on when the transaction that wrote them fails', () => {
    const fail = () =>
      session.write(() => {
        hits.write(Infinity, true);
        throw new RangeError('no');
      });
    expect(fail).toThrow(RangeError);
    expect([counted().length, hits.size]).toEqual([0, CALLS]);
    write(Infinity);
    expect([counted().length, hits.size]).toEqual([CALLS, 0]);
  });

  it('go to the log when all shall be written and there is no time to count them', () => {
    expect(write(NO_TIME, true)).toBe(true);
    expect(hits.size).toBe(0);
    expect(logged()).toBe(2);
    expect(countLoggedHits(session, Infinity)).toBe(true);
    expect(logged()).toBe(0);
    expect(counted().map(({ args, lastHit }) => [Number(args), lastHit])).toEqual(
      Array.from({ length: CALLS }, (_, n) => [CALLS - 1 - n, NOW + CALLS - 1 - n]),
    );
  });

  it('go to the log when too many wait', () => {
    for (let id = 1; !hits.isFull; id += 1) hits.add(id, NOW);
    expect(write(Infinity)).toBe(true);
    expect(hits.size).toBe(0);
    expect(countLoggedHits(session, Infinity)).toBe(true);
    expect(counted()).toHaveLength(CALLS);
  });

  it('wait in larger number as long as the store is locked, without a try at each', () => {
    for (let id = 1; !hits.isFull; id += 1) hits.add(id, NOW);
    hits.postpone();
    expect(hits.isFull).toBe(false);
    hits.add(0, NOW);
    expect(hits.isFull).toBe(false);
    write(Infinity, true);
    for (let id = 1; id <= 10_001; id += 1) hits.add(id, NOW);
    expect(hits.isFull).toBe(true);
  });
});

describe('logged hits', () => {
  it('are counted row by row, as far as there is time', () => {
    write(NO_TIME, true);
    expect(countLoggedHits(session, NO_TIME)).toBe(false);
    expect(logged()).toBe(2);
  });

  it('are added to those of before', () => {
    write(Infinity);
    log([[idOf(7), 4, NOW - 1]]);
    countLoggedHits(session, Infinity);
    expect(counted().find(({ args }) => args === '7')).toMatchObject({ hits: 5, lastHit: NOW + 7 });
  });

  it('do not count for what was stored anew since', () => {
    log([[idOf(1), 1, 1]]);
    countLoggedHits(session, Infinity);
    expect(counted()).toEqual([]);
  });

  it('that are none are dropped', () => {
    for (const text of ['no JSON', '7', '"text"', '[1, "text", null, {"a": 1}, []]']) logText(text);
    log([[idOf(1), 'many', 'never']]);
    log([[idOf(1), -5, NOW]]);
    expect(countLoggedHits(session, Infinity)).toBe(true);
    expect(logged()).toBe(0);
    expect(counted()).toEqual([]);
  });
});

describe('a store', () => {
  it('counts what an earlier process left in the log before it lists entries', () => {
    write(NO_TIME, true);
    expect(counted()).toHaveLength(CALLS);
    expect(logged()).toBe(0);
  });
});
