import { EntryList } from '../../src/model/entrylist';
import { MOST_SELECTED } from '../../src/model/selection';
import { rowsToClear } from '../../src/table/clearrequest';
import { anEntry, FakeClient, settled } from '../fixtures';

describe('rowsToClear', () => {
  let client: FakeClient;
  let list: EntryList;
  const { signal } = new AbortController();

  beforeEach(async () => {
    client = new FakeClient();
    client.generatedEntries = { length: 1_000_000, at: anEntry };
    list = new EntryList((query) => client.entries('s', 7, query), { by: 'created', order: 'desc' }, 'item');
    list.show(0, 10);
    await settled();
    client.queries.length = 0;
  });

  it('names some rows by their keys', async () => {
    expect(await rowsToClear(list, 7, 2, 3, signal)).toEqual({
      count: 2,
      request: { function: 7, keys: [anEntry(2).key, anEntry(3).key] },
    });
    expect((await rowsToClear(list, 7, 5, 5 + MOST_SELECTED - 1, signal))?.count).toBe(MOST_SELECTED);
  });

  it('names all that the filter leaves by the filter, without asking for any', async () => {
    expect(await rowsToClear(list, 7, 0, 999_999, signal)).toEqual({
      count: 1_000_000,
      request: { function: 7, filter: 'item' },
    });
    expect(client.queries).toEqual([]);
  });

  it('takes no more than go into one request', async () => {
    expect(await rowsToClear(list, 7, 5, 5 + MOST_SELECTED, signal)).toBeNull();
    expect(client.queries).toEqual([]);
  });
});
