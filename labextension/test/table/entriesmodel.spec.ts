import { nullTranslator } from '@jupyterlab/translation';
import type { DataModel } from '@lumino/datagrid';

import { EntryList } from '../../src/model/entrylist';
import { entryColumns } from '../../src/table/columns';
import { EntriesModel } from '../../src/table/entriesmodel';
import { nextSort, statusText } from '../../src/table/entriestable';
import { anEntry, FakeClient, settled } from '../fixtures';

const NEWEST_FIRST = { by: 'created', order: 'desc' } as const;

describe('EntriesModel', () => {
  let client: FakeClient;
  let list: EntryList;
  let model: EntriesModel;
  let changes: DataModel.ChangedArgs[];
  const columns = entryColumns(nullTranslator.load('test'));

  beforeEach(async () => {
    client = new FakeClient();
    client.allEntries = Array.from({ length: 250 }, (_, i) => anEntry(i, { bytes: 2048, current: i > 0 }));
    list = new EntryList((query) => client.entries('s', 1, query), NEWEST_FIRST);
    model = new EntriesModel(list, columns);
    changes = [];
    model.changed.connect((_, change) => changes.push(change));
    list.show(0, 20);
    await settled();
  });

  const column = (label: string): number => columns.findIndex((one) => one.label === label);

  it('has a row for each entry, of which only the pages in sight are fetched', () => {
    expect(model.rowCount('body')).toBe(250);
    expect(client.queries).toHaveLength(1);
    expect(model.data('body', 3, column('Arguments'))).toBe("'item 3'");
    expect(model.data('body', 3, column('Size'))).toBe('2 KB');
    expect(model.data('row-header', 3, 0)).toBe('4');
    expect(model.data('body', 200, column('Arguments'))).toBe('');
  });

  it('marks what older code has made', () => {
    expect(model.data('body', 0, column('Code Version'))).toBe('abcdef012345 (old)');
    expect(model.data('body', 1, column('Code Version'))).toBe('abcdef012345');
  });

  it('tells which column is sorted, and how', async () => {
    expect(model.data('column-header', 0, column('Created'))).toBe('Created ▼');
    list.configure({ by: 'bytes', order: 'asc' }, '');
    await settled();
    expect(model.data('column-header', 0, column('Created'))).toBe('Created');
    expect(model.data('column-header', 0, column('Size'))).toBe('Size ▲');
  });

  it('tells the grid of rows that come and go', async () => {
    expect(changes[0]).toMatchObject({ type: 'rows-inserted', index: 0, span: 250 });
    changes.length = 0;
    client.allEntries = client.allEntries.slice(0, 240);
    await list.refresh();
    expect(changes[0]).toMatchObject({ type: 'rows-removed', index: 240, span: 10 });
    expect(changes.at(-1)).toMatchObject({ type: 'cells-changed' });
  });

  it('is quiet once it is disposed', async () => {
    model.dispose();
    changes.length = 0;
    await list.refresh();
    expect(changes).toEqual([]);
  });
});

describe('nextSort', () => {
  it('puts the largest first, and the smallest at the second click', () => {
    const once = nextSort(NEWEST_FIRST, 'bytes');
    expect(once).toEqual({ by: 'bytes', order: 'desc' });
    expect(nextSort(once, 'bytes')).toEqual({ by: 'bytes', order: 'asc' });
    expect(nextSort(once, 'hits')).toEqual({ by: 'hits', order: 'desc' });
  });
});

describe('statusText', () => {
  it('tells of the entries that are shown, and of none while others are on the way', async () => {
    const trans = nullTranslator.load('test');
    const client = new FakeClient();
    client.allEntries = Array.from({ length: 30 }, (_, i) => anEntry(i));
    const list = new EntryList((query) => client.entries('s', 1, query), NEWEST_FIRST);
    const words = (): string => statusText(trans, list, undefined, undefined);
    expect(words()).toBe('Loading…');
    list.show(0, 20);
    await settled();
    expect(words()).toBe('30 entries');
    const arrive = client.holdEntries();
    list.configure(NEWEST_FIRST, 'item 2');
    expect(words()).toBe('Loading…');
    arrive();
    await settled();
    expect(words()).toBe('11 entries with “item 2” in the arguments');
  });
});
