import type { JupyterFrontEnd } from '@jupyterlab/application';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';

import { addEntryCommands } from '../../src/commands/entrycommands';
import { CommandIDs } from '../../src/commands/ids';
import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import { PanelSettings } from '../../src/settings';
import type { MemoryPanel } from '../../src/view/panel';
import { aFunction, anEntry, anOverview, aStore, FakeClient } from '../fixtures';

const STORE = aStore().id;

describe('A command that opens a tab, given twice while what makes the tab is on the way', () => {
  let model: MemoryModel;
  let commands: CommandRegistry;
  let tabs: Widget[];

  beforeEach(async () => {
    const client = new FakeClient();
    client.current = anOverview([aFunction({ id: 1, entries: 1 })]);
    model = new MemoryModel({ client, state: new PanelState() });
    await model.refresh();
    commands = new CommandRegistry();
    tabs = [];
    const shell = {
      add: (tab: Widget) => {
        tabs.push(tab);
        Widget.attach(tab, document.body);
      },
      activateById: () => undefined,
    };
    addEntryCommands({
      app: { commands, shell } as unknown as JupyterFrontEnd,
      panel: { model } as MemoryPanel,
      settings: new PanelSettings(),
      trans: nullTranslator.load('test'),
    });
  });

  afterEach(() => {
    tabs.forEach((tab) => tab.dispose());
    model.dispose();
  });

  const place = { store: STORE, function: 1 };

  it.each([
    ['an entry', CommandIDs.openEntry, { ...place, key: anEntry(1).key }],
    ['the table of entries', CommandIDs.openTable, place],
    ['the explorer', CommandIDs.openExplorer, {}],
  ])('opens one tab for %s', async (_, command, args) => {
    await Promise.all([commands.execute(command, args), commands.execute(command, args)]);
    expect(tabs).toHaveLength(1);
    expect(tabs[0]?.isDisposed).toBe(false);
  });
});
