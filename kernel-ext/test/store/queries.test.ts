import path from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Session } from '../../src/store/session';
import { atEnd, keyOf, openStore, put, testFolder } from './support/store';

it.each(['created', 'lastHit', 'hits', 'bytes', 'durationMs'] as const)(
  'a page by %s is read off an index, not sorted',
  (sort) => {
    const store = openStore(path.join(testFolder(), 'store'));
    put(store, 'f', 1);
    const { session } = store as unknown as { session: Session };
    const prepared = vi.spyOn(session, 'sql');
    for (const order of ['asc', 'desc'] as const) {
      prepared.mockClear();
      expect(store.entries({ function: 'f', sort, order })).toHaveLength(1);
      const pages = prepared.mock.calls.map(([text]) => text).filter((text) => text.includes('ORDER BY'));
      expect(pages.length).toBeGreaterThan(0);
      for (const page of pages) {
        const plan = session.db.prepare(`EXPLAIN QUERY PLAN ${page}`).all(1, 1, 100, 0) as { detail: string }[];
        const steps = plan.map(({ detail }) => detail).join('\n');
        expect(steps).toContain('USING INDEX entries_by_');
        expect(steps).not.toContain('TEMP B-TREE');
      }
    }
  },
);

it.each(['lastHit', 'hits'] as const)('a page by %s has those never hit below all others, by age', (sort) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  atEnd(() => vi.useRealTimers());
  const store = openStore(path.join(testFolder(), 'store'));
  for (let n = 0; n < 9; n += 1) {
    vi.setSystemTime(1_700_000_000_000 + n);
    put(store, 'f', n);
  }
  for (const [n, hits] of [
    [2, 1],
    [7, 3],
    [4, 2],
  ] as const) {
    vi.setSystemTime(Date.now() + 1000);
    for (let hit = 0; hit < hits; hit += 1) store.recordHit(store.get(keyOf('f', n))!, 1);
  }
  const ascending = ['0', '1', '3', '5', '6', '8', '2', ...(sort === 'hits' ? ['4', '7'] : ['7', '4'])];
  for (const [order, all] of [
    ['asc', ascending],
    ['desc', ascending.toReversed()],
  ] as const) {
    for (const [offset, limit] of [
      [0, 100],
      [0, 3],
      [2, 5],
      [5, 3],
      [6, 2],
      [8, 9],
      [9, 1],
    ] as const) {
      const page = store.entries({ function: 'f', sort, order, offset, limit });
      expect(page.map(({ args }) => args)).toEqual(all.slice(offset, offset + limit));
    }
  }
});
