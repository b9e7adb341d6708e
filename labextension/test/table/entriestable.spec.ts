import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';

import { ApiFailure } from '../../src/api/failure';
import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import { EntriesTable } from '../../src/table/entriestable';
import { drawn } from '../drawn';
import { anEntry, aStore, FakeClient } from '../fixtures';

describe('EntriesTable', () => {
  let client: FakeClient;
  let model: MemoryModel;
  let table: EntriesTable;

  beforeEach(() => {
    client = new FakeClient();
    client.allEntries = Array.from({ length: 3 }, (_, i) => anEntry(i));
    model = new MemoryModel({ client, state: new PanelState() });
    table = new EntriesTable({
      model,
      commands: new CommandRegistry(),
      trans: nullTranslator.load('test'),
      store: aStore().id,
      fn: 1,
      clear: () => Promise.resolve(),
    });
  });

  afterEach(() => {
    table.dispose();
    model.dispose();
  });

  it('tells why its entries could not be read, and asks for them again by a button', async () => {
    client.failure = new ApiFailure('server', 504, 'too slow', null);
    await drawn(() => Widget.attach(table, document.body));
    const alert = (): Element | null => table.node.querySelector('[role="alert"]');
    expect(alert()?.textContent).toContain('too slow');
    client.failure = null;
    await drawn(() => alert()?.querySelector('button')?.click());
    expect(alert()).toBeNull();
    expect(table.node.querySelector('[role="status"]')?.textContent).toBe('3 entries');
  });
});
