import path from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Session } from '../../src/store/session';
import { openStore, put, testFolder } from './support/store';

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
      const page = prepared.mock.calls.map(([text]) => text).find((text) => text.includes('ORDER BY'))!;
      const plan = session.db.prepare(`EXPLAIN QUERY PLAN ${page}`).all(1, 1, 100, 0) as { detail: string }[];
      const steps = plan.map(({ detail }) => detail).join('\n');
      expect(steps).toContain('USING INDEX entries_by_');
      expect(steps).not.toContain('TEMP B-TREE');
    }
  },
);
