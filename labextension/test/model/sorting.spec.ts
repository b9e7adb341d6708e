import { heldOrder, hitRate, sortFunctions } from '../../src/model/sorting';
import { aFunction } from '../fixtures';

const names = (functions: { name: string }[]): string[] => functions.map(({ name }) => name);

describe('sortFunctions', () => {
  const functions = [
    aFunction({ id: 1, name: 'small', bytes: 10, hits: 9, misses: 1, lastUsed: 200 }),
    aFunction({ id: 2, name: 'large', bytes: 1000, hits: 5, misses: 5, lastUsed: 100 }),
    aFunction({ id: 3, name: 'never', bytes: 500, hits: 0, misses: 0, lastUsed: null }),
  ];

  it('puts the largest first when descending by size', () => {
    expect(names(sortFunctions(functions, { by: 'bytes', descending: true }))).toEqual(['large', 'never', 'small']);
  });

  it('puts the first letter first when ascending by name', () => {
    expect(names(sortFunctions(functions, { by: 'name', descending: false }))).toEqual(['large', 'never', 'small']);
  });

  it('counts a function that was never used as the oldest', () => {
    expect(names(sortFunctions(functions, { by: 'lastUsed', descending: false }))).toEqual(['never', 'large', 'small']);
  });

  it('puts a function without calls below one whose calls all missed', () => {
    const missed = aFunction({ id: 4, name: 'missed', hits: 0, misses: 3 });
    expect(names(sortFunctions([...functions, missed], { by: 'hitRate', descending: true }))).toEqual([
      'small',
      'large',
      'missed',
      'never',
    ]);
  });

  it('orders equal functions by name in either direction', () => {
    const equal = ['b', 'c', 'a'].map((name, id) => aFunction({ id, name, hits: 7 }));
    expect(names(sortFunctions(equal, { by: 'hits', descending: true }))).toEqual(['a', 'b', 'c']);
    expect(names(sortFunctions(equal, { by: 'hits', descending: false }))).toEqual(['a', 'b', 'c']);
  });

  it('leaves the list it was given as it is', () => {
    sortFunctions(functions, { by: 'name', descending: true });
    expect(names(functions)).toEqual(['small', 'large', 'never']);
  });
});

describe('hitRate', () => {
  it('is the share of calls that hit', () => {
    expect(hitRate({ hits: 3, misses: 1 })).toBe(0.75);
  });

  it('is null before the first call', () => {
    expect(hitRate({ hits: 0, misses: 0 })).toBeNull();
  });
});

describe('heldOrder', () => {
  it('keeps what is shown where it is and puts what is new last', () => {
    expect(heldOrder([1, 2, 3], [9, 3, 1, 2])).toEqual([1, 2, 3, 9]);
  });

  it('drops what is gone', () => {
    expect(heldOrder([1, 2, 3], [3, 1])).toEqual([1, 3]);
  });
});
