import { nullTranslator } from '@jupyterlab/translation';
import { BasicSelectionModel } from '@lumino/datagrid';

import { EntryList } from '../../src/model/entrylist';
import { entryColumns } from '../../src/table/columns';
import { EntriesModel } from '../../src/table/entriesmodel';
import { keepCurrent } from '../../src/table/keepcurrent';
import { anEntry, FakeClient, settled } from '../fixtures';

describe('keepCurrent', () => {
  let client: FakeClient;
  let list: EntryList;
  let selection: BasicSelectionModel;
  let leave: () => void;

  beforeEach(async () => {
    client = new FakeClient();
    client.allEntries = Array.from({ length: 50 }, (_, i) => anEntry(i));
    list = new EntryList((query) => client.entries('s', 1, query), { by: 'created', order: 'desc' });
    const dataModel = new EntriesModel(list, entryColumns(nullTranslator.load('test')));
    selection = new BasicSelectionModel({ dataModel, selectionMode: 'row' });
    leave = keepCurrent(list, selection);
    list.show(0, 20);
    await settled();
  });

  afterEach(() => leave());

  const select = (r1: number, r2 = r1): void =>
    selection.select({ r1, r2, c1: 0, c2: 8, cursorRow: r1, cursorColumn: 0, clear: 'all' });
  const comeIn = async (...numbers: number[]): Promise<void> => {
    client.allEntries = [...numbers.map((number) => anEntry(number)), ...client.allEntries];
    await list.refresh();
  };
  const current = (): string | undefined => list.at(selection.cursorRow)?.args;

  it('stays on its entry when rows come in above it', async () => {
    select(3);
    await comeIn(900, 901);
    expect(current()).toBe("'item 3'");
    await comeIn(902);
    expect(current()).toBe("'item 3'");
  });

  it('takes the whole range along', async () => {
    select(3, 5);
    await comeIn(900);
    expect(selection.currentSelection()).toMatchObject({ r1: 4, r2: 6 });
  });

  it('goes to the next entry when its own is cleared', async () => {
    select(3);
    client.allEntries = client.allEntries.filter((_, i) => i !== 3);
    await list.refresh();
    expect(current()).toBe("'item 4'");
    await comeIn(900);
    expect(current()).toBe("'item 4'");
  });

  it('is on none when none was chosen', async () => {
    await comeIn(900);
    expect(selection.isEmpty).toBe(true);
  });
});
