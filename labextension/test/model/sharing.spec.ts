import { functionsOf, keepUnchanged } from '../../src/model/sharing';
import { aFunction, anOverview, aStore } from '../fixtures';

describe('keepUnchanged', () => {
  const before = anOverview([aFunction({ id: 1, notebooks: ['a.ipynb'] }), aFunction({ id: 2, hits: 1 })]);

  it('keeps functions that are as they were, and only those', () => {
    const after = anOverview([aFunction({ id: 1, notebooks: ['a.ipynb'] }), aFunction({ id: 2, hits: 2 })]);
    const [first, second] = keepUnchanged(before, after).stores[0]?.functions ?? [];
    expect(first).toBe(before.stores[0]?.functions[0]);
    expect(second).toEqual(aFunction({ id: 2, hits: 2 }));
  });

  it('takes over the figures of the stores, functions that are new, and the order', () => {
    const after = anOverview([aFunction({ id: 3 }), aFunction({ id: 1, notebooks: ['a.ipynb'] })], { bytes: 7 });
    expect(keepUnchanged(before, after)).toEqual(after);
    expect(keepUnchanged(null, after)).toEqual(after);
  });

  it('does not take a function of another store for the same', () => {
    const after = anOverview([aFunction({ id: 1, notebooks: ['a.ipynb'] })], { id: 'bbbbbbbbbbbbbbbb' });
    expect(keepUnchanged(before, after).stores[0]?.functions[0]).toBe(after.stores[0]?.functions[0]);
  });

  it('names functions by store and number', () => {
    expect([...functionsOf(before).keys()]).toEqual([`${aStore().id}/1`, `${aStore().id}/2`]);
    expect(functionsOf(null).size).toBe(0);
  });
});
