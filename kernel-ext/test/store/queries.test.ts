import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Session } from '../../src/store/session';
import type { Store } from '../../src/store/store';
import type { EntryQuery } from '../../src/store/types';
import { atEnd, keyOf, openStore, put, testFolder } from './support/store';

/** How SQLite finds which entries make a page, one text for each statement that does so. */
function pagePlans(store: Store, query: EntryQuery): string[] {
  const { session } = store as unknown as { session: Session };
  const prepared = vi.spyOn(session, 'sql');
  expect(store.entries(query)).toHaveLength(1);
  const pages = prepared.mock.calls.map(([text]) => text).filter((text) => text.includes('OFFSET'));
  prepared.mockRestore();
  expect(pages.length).toBeGreaterThan(0);
  return pages.map((page) => {
    type Step = { id: number; parent: number; detail: string };
    const steps = session.db.prepare(`EXPLAIN QUERY PLAN ${page}`).all(1, 1, 100, 0) as Step[];
    const choice = steps.find(({ detail }) => detail === 'CO-ROUTINE page')!;
    return steps.flatMap(({ parent, detail }) => (parent === choice.id ? [detail] : [])).join('\n');
  });
}

describe.each(['asc', 'desc'] as const)('%s', (order) => {
  it.each(['created', 'lastHit', 'hits'] as const)('a page by %s is read off an index, not sorted', (sort) => {
    const store = openStore(path.join(testFolder(), 'store'));
    put(store, 'f', 1);
    for (const plan of pagePlans(store, { function: 'f', sort, order })) {
      expect(plan).toMatch(/USING (COVERING )?INDEX entries_by_/);
      expect(plan).not.toContain('TEMP B-TREE');
    }
  });

  it.each(['bytes', 'durationMs'] as const)('a page by %s is sorted without a look at the rows', (sort) => {
    const store = openStore(path.join(testFolder(), 'store'));
    put(store, 'f', 1);
    const [plan, ...others] = pagePlans(store, { function: 'f', sort, order });
    expect(plan).toContain('USING COVERING INDEX entries_by_created');
    expect(others).toEqual([]);
  });
});

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
