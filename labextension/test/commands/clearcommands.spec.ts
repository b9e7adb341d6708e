import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Dialog } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { waitForDialog } from '@jupyterlab/testing';
import { CommandRegistry } from '@lumino/commands';

import { addClearCommands } from '../../src/commands/clearcommands';
import { CommandIDs } from '../../src/commands/ids';
import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import { PanelSettings } from '../../src/settings';
import type { MemoryPanel } from '../../src/view/panel';
import { aFunction, anEntry, anOverview, aStore, FakeClient, settled } from '../fixtures';

const STORE = aStore().id;

describe('Clear Entry with a selection', () => {
  let client: FakeClient;
  let model: MemoryModel;
  let commands: CommandRegistry;
  const row = document.createElement('div');

  beforeEach(async () => {
    client = new FakeClient();
    client.current = anOverview([aFunction({ id: 1, entries: 4, bytes: 40 })]);
    model = new MemoryModel({ client, state: new PanelState() });
    await model.refresh();
    commands = new CommandRegistry();
    addCommands(new PanelSettings());
    for (const index of [1, 2, 3]) {
      model.selection.toggle({ store: STORE, fn: 1, key: anEntry(index).key, index });
    }
  });

  afterEach(() => {
    Dialog.flush();
    model.dispose();
  });

  const addCommands = (settings: PanelSettings): void =>
    addClearCommands({
      app: { commands, contextMenuHitTest: () => row } as unknown as JupyterFrontEnd,
      panel: { model } as MemoryPanel,
      settings,
      trans: nullTranslator.load('test'),
    });

  const rightClick = (index: number): void => {
    Object.assign(row.dataset, { store: STORE, function: '1', key: anEntry(index).key });
  };
  const clearAndAgree = async (args = {}): Promise<void> => {
    const clearing = commands.execute(CommandIDs.clearEntry, args);
    await waitForDialog();
    document.querySelector<HTMLElement>('.jp-Dialog .jp-mod-warn')?.click();
    await clearing;
  };

  it('leaves those alone that were selected while the server cleared', async () => {
    rightClick(2);
    let answer = (): void => undefined;
    const clearMatching = client.clearMatching.bind(client);
    const isClearing = new Promise<void>((began) => {
      client.clearMatching = async (store, request) => {
        if (!request.dryRun) {
          began();
          await new Promise<void>((resolve) => (answer = resolve));
        }
        return clearMatching(store, request);
      };
    });
    const clearing = clearAndAgree();
    await isClearing;
    model.selection.start({ store: STORE, fn: 1, key: anEntry(9).key, index: 9 });
    model.selection.toggle({ store: STORE, fn: 1, key: anEntry(9).key, index: 9 });
    answer();
    await clearing;
    expect(model.selection.current?.request.keys).toEqual([anEntry(9).key]);
  });

  it('waits for a range that is on the way', async () => {
    client.allEntries = Array.from({ length: 9 }, (_, i) => anEntry(i));
    const list = model.entriesOf(STORE, 1);
    const at = (index: number) => ({ store: STORE, fn: 1, key: anEntry(index).key, index });
    rightClick(8);
    const arrive = client.holdEntries();
    void model.selection.extend(list, at(8), at(0));
    const clearing = clearAndAgree();
    arrive();
    await clearing;
    expect(client.cleared).toEqual([expect.stringContaining(anEntry(4).key)]);
  });

  it('clears nothing when the range that was asked for cannot be read', async () => {
    commands = new CommandRegistry();
    addCommands({ confirmClear: false } as PanelSettings);
    rightClick(8);
    client.failure = new Error('offline');
    const at = (index: number) => ({ store: STORE, fn: 1, key: anEntry(index).key, index });
    const extending = model.selection.extend(model.entriesOf(STORE, 1), at(8), at(0)).catch(() => undefined);
    const clearing = commands.execute(CommandIDs.clearEntry);
    await extending;
    client.failure = null;
    await clearing;
    expect(client.cleared).toEqual([]);
  });

  it('asks once when it is given twice before the server has said how much it is', async () => {
    rightClick(2);
    const asked = jest.spyOn(client, 'clearMatching');
    const again = commands.execute(CommandIDs.clearEntry);
    await clearAndAgree();
    await again;
    expect(asked.mock.calls.filter(([, { dryRun }]) => dryRun)).toHaveLength(1);
    expect(client.cleared).toHaveLength(1);
  });

  it.each([
    ['its function', { store: STORE, function: '1' }, true],
    ['nothing on the row of an entry that is on its way', { store: STORE, function: '1', index: '3' }, false],
  ])('by Delete clears %s', async (_, data, clears) => {
    const focused = document.createElement('div');
    focused.className = 'jp-MemoryPanel-row';
    focused.tabIndex = 0;
    Object.assign(focused.dataset, data);
    document.body.append(focused);
    focused.focus();
    commands = new CommandRegistry();
    addCommands({ confirmClear: false } as PanelSettings);
    await commands.execute(CommandIDs.clearFocused);
    expect(client.cleared).toEqual(clears ? [`${STORE}/function/1`] : []);
    focused.remove();
  });

  it('says how many go, and clears them in one request', async () => {
    rightClick(2);
    expect(commands.label(CommandIDs.clearEntry)).toBe('Clear 3 Entries…');
    await clearAndAgree();
    const keys = [1, 2, 3].map((index) => anEntry(index).key);
    expect(client.cleared).toEqual([`${STORE}/${JSON.stringify({ function: 1, keys })}`]);
    expect(model.selection.current).toBeNull();
  });

  it('clears all that a filter leaves in one request that holds no keys', async () => {
    client.allEntries = Array.from({ length: 200 }, (_, i) => anEntry(i));
    const list = model.entriesOf(STORE, 1);
    list.configure(list.sort, 'item 1');
    await settled();
    model.selection.selectAll(list, { store: STORE, fn: 1, key: anEntry(1).key, index: 0 });
    rightClick(2);
    expect(commands.label(CommandIDs.clearEntry)).toBe('Clear 111 Entries…');
    await clearAndAgree();
    expect(client.cleared).toEqual([`${STORE}/${JSON.stringify({ function: 1, filter: 'item 1' })}`]);
    expect(model.selection.current).toBeNull();
  });

  it('clears only the row that was clicked when that is not selected', async () => {
    rightClick(4);
    expect(commands.label(CommandIDs.clearEntry)).toBe('Clear Entry…');
    await clearAndAgree();
    expect(client.cleared).toEqual([`${STORE}/entry/${anEntry(4).key}`]);
    expect(model.selection.current?.count).toBe(3);
  });

  it('offers to clear what has expired only where something has', async () => {
    rightClick(2);
    expect(commands.isEnabled(CommandIDs.clearExpired)).toBe(false);
    client.current = anOverview([aFunction({ id: 1, entries: 4, expiredEntries: 2 })]);
    client.etag = '"2"';
    await model.refresh();
    expect(commands.isEnabled(CommandIDs.clearExpired)).toBe(true);
    const clearing = commands.execute(CommandIDs.clearExpired);
    await waitForDialog();
    document.querySelector<HTMLElement>('.jp-Dialog .jp-mod-warn')?.click();
    await clearing;
    expect(client.cleared).toEqual([`${STORE}/${JSON.stringify({ function: 1, expired: true })}`]);
  });

  it('clears only the entry that it was given', async () => {
    rightClick(2);
    await clearAndAgree({ store: STORE, function: 1, key: anEntry(2).key });
    expect(client.cleared).toEqual([`${STORE}/entry/${anEntry(2).key}`]);
  });
});
