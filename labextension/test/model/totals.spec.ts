import { totalsOf } from '../../src/model/totals';
import { aStore } from '../fixtures';

describe('totalsOf', () => {
  const of = (...stores: Parameters<typeof aStore>[0][]): ReturnType<typeof totalsOf> =>
    totalsOf({ stores: stores.map((store) => ({ store: aStore(store), functions: [] })) });

  it('adds up the stores', () => {
    expect(of({ entries: 1, bytes: 2, hits: 3, misses: 4, timeSavedMs: 5 }, { entries: 10, bytes: 20 })).toMatchObject({
      entries: 11,
      bytes: 22,
      hits: 3,
      misses: 4,
      timeSavedMs: 5,
    });
  });

  it('adds up the limits', () => {
    expect(of({ maxBytes: 100 }, { maxBytes: 200 }).maxBytes).toBe(300);
  });

  it('has no limit when a store has none', () => {
    expect(of({ maxBytes: null }, { maxBytes: 200 }).maxBytes).toBeNull();
  });
});
