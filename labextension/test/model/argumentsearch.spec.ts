import type { Found } from '../../src/_generated/api';
import { ApiFailure } from '../../src/api/failure';
import { ArgumentSearch } from '../../src/model/argumentsearch';

describe('ArgumentSearch', () => {
  let asked: { text: string; after: string | null; signal: AbortSignal }[];
  let answers: (Found | Error | Promise<Found>)[];
  let search: ArgumentSearch;

  const found = (entries: number, next: string | null = null): Found => ({
    functions: entries > 0 ? [{ store: 's', function: 1, entries }] : [],
    searched: 100,
    next,
  });
  const rest = (ms = 300): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    jest.useFakeTimers();
    asked = [];
    answers = [];
    search = new ArgumentSearch((text, after, signal) => {
      asked.push({ text, after, signal });
      const answer = answers.shift() ?? found(0);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    });
  });

  afterEach(() => {
    search.dispose();
    jest.useRealTimers();
  });

  it('asks once for all functions when typing rests', async () => {
    answers = [found(2)];
    search.search('A');
    search.search('AA');
    expect(search.isSearching).toBe(true);
    await rest();
    expect(asked).toMatchObject([{ text: 'AA', after: null }]);
    expect(search.matches('s', 1)).toBe(2);
    expect(search.matches('s', 2)).toBe(0);
    expect(search.isSearching).toBe(false);
  });

  it('does not ask again for the same text', async () => {
    search.search('A');
    await rest();
    search.search('A');
    await rest();
    expect(asked).toHaveLength(1);
  });

  it('goes on from where the server stopped, adds up, and shows what was found so far', async () => {
    let more: (answer: Found) => void = () => undefined;
    answers = [found(2, 'there'), new Promise((resolve) => (more = resolve))];
    search.search('A');
    await rest();
    expect(asked.map(({ after }) => after)).toEqual([null, 'there']);
    expect([search.matches('s', 1), search.searched, search.isSearching]).toEqual([2, 100, true]);
    more(found(3));
    await rest();
    expect([search.matches('s', 1), search.searched, search.isSearching]).toEqual([5, 200, false]);
  });

  it('gives up what is under way, and forgets what it found, when the text changes', async () => {
    answers = [found(2, 'there'), new Promise(() => undefined)];
    search.search('A');
    await rest();
    search.search('B');
    expect(asked[1]?.signal.aborted).toBe(true);
    expect(search.matches('s', 1)).toBe(0);
  });

  it('ends with an empty text', async () => {
    search.search('A');
    search.search('');
    await rest();
    expect(asked).toEqual([]);
    expect(search.isSearching).toBe(false);
  });

  it('tells why it ended before it was through, and keeps what it had found', async () => {
    answers = [found(2, 'there'), new ApiFailure('server', 500, 'too long', null)];
    search.search('A');
    await rest();
    expect(search.failure?.message).toBe('too long');
    expect(search.matches('s', 1)).toBe(2);
    search.search('B');
    expect(search.failure).toBeNull();
  });

  it('looks again some seconds after something changed, and shows the old answer until then', async () => {
    let more: (answer: Found) => void = () => undefined;
    answers = [found(2), new Promise((resolve) => (more = resolve))];
    search.search('A');
    await rest();
    search.refresh();
    search.refresh();
    await rest(2000);
    expect(asked).toHaveLength(1);
    await rest(2000);
    expect(asked).toHaveLength(2);
    expect([search.matches('s', 1), search.isSearching]).toEqual([2, false]);
    more(found(7));
    await rest();
    expect(search.matches('s', 1)).toBe(7);
  });

  it('is not kept from an answer by news that come faster than answers, and looks again after it', async () => {
    let more: (answer: Found) => void = () => undefined;
    answers = [found(2), new Promise((resolve) => (more = resolve))];
    search.search('A');
    await rest();
    search.refresh();
    await rest(4000);
    for (let tick = 0; tick < 5; tick++) {
      search.refresh();
      await rest(1000);
    }
    expect(asked).toHaveLength(2);
    expect(asked[1]?.signal.aborted).toBe(false);
    more(found(7));
    await rest(1000);
    expect(search.matches('s', 1)).toBe(7);
    await rest(60_000);
    expect(asked).toHaveLength(3);
  });

  it('counts as searching for a text that it was not told of yet', async () => {
    answers = [found(2)];
    search.search('A');
    await rest();
    expect(search.progressOf('A')).toEqual({ isSearching: false, searched: 100, failure: null });
    expect(search.progressOf('B')).toEqual({ isSearching: true, searched: 0, failure: null });
    expect(search.progressOf('').isSearching).toBe(false);
  });

  it('does not look again without a text', async () => {
    search.refresh();
    await rest(5000);
    expect(asked).toEqual([]);
  });
});
