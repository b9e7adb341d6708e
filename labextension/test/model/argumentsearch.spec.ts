import { ArgumentSearch } from '../../src/model/argumentsearch';

describe('ArgumentSearch', () => {
  let asked: string[];
  let search: ArgumentSearch;
  const one = { store: 's', fn: 1 };
  const two = { store: 's', fn: 2 };

  beforeEach(() => {
    jest.useFakeTimers();
    asked = [];
    search = new ArgumentSearch(({ fn }, text) => {
      asked.push(`${fn} ${text}`);
      return fn === 3 ? Promise.reject(new Error('unreadable')) : Promise.resolve(fn);
    });
  });

  afterEach(() => {
    search.dispose();
    jest.useRealTimers();
  });

  it('asks once typing rests, for each function', async () => {
    search.search('A', [one, two]);
    search.search('AA', [one, two]);
    expect(search.isSearching).toBe(true);
    await jest.advanceTimersByTimeAsync(300);
    expect(asked).toEqual(['1 AA', '2 AA']);
    expect(search.matches(two)).toBe(2);
    expect(search.isSearching).toBe(false);
  });

  it('does not ask again for the same text', async () => {
    search.search('A', [one]);
    await jest.advanceTimersByTimeAsync(300);
    search.search('A', [one]);
    await jest.advanceTimersByTimeAsync(300);
    expect(asked).toEqual(['1 A']);
  });

  it('asks only for a function that has come in since', async () => {
    search.search('A', [one]);
    await jest.advanceTimersByTimeAsync(300);
    search.search('A', [one, two]);
    await jest.advanceTimersByTimeAsync(300);
    expect(asked).toEqual(['1 A', '2 A']);
  });

  it('forgets what it found when the text changes', async () => {
    search.search('A', [one]);
    await jest.advanceTimersByTimeAsync(300);
    search.search('B', [one]);
    expect(search.matches(one)).toBeUndefined();
  });

  it('asks nothing for an empty text', async () => {
    search.search('', []);
    await jest.advanceTimersByTimeAsync(300);
    expect(asked).toEqual([]);
  });

  it('counts a function that cannot be read as no match', async () => {
    search.search('A', [{ store: 's', fn: 3 }]);
    await jest.advanceTimersByTimeAsync(300);
    expect(search.matches({ store: 's', fn: 3 })).toBe(0);
  });
});
