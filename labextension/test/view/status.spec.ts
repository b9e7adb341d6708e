import { StatusBar } from '@jupyterlab/statusbar';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';

import { CommandIDs } from '../../src/commands/ids';
import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import type { PanelSettings } from '../../src/settings';
import { addStatus } from '../../src/view/status';
import { aFunction, anOverview, FakeClient } from '../fixtures';

describe('addStatus', () => {
  let model: MemoryModel;
  let bar: StatusBar;
  let settings: { statusBar: boolean; changed: Signal<object, void> };
  let opened: number;

  beforeEach(async () => {
    const client = new FakeClient();
    client.current = anOverview([aFunction({ entries: 2, bytes: 2048, hits: 3, misses: 1 })]);
    model = new MemoryModel({ client, state: new PanelState() });
    await model.refresh();
    bar = new StatusBar();
    Widget.attach(bar, document.body);
    const commands = new CommandRegistry();
    opened = 0;
    commands.addCommand(CommandIDs.open, { execute: () => void opened++ });
    settings = { statusBar: true, changed: new Signal<object, void>({}) };
    addStatus(bar, model, settings as unknown as PanelSettings, commands, nullTranslator.load('test'));
    settings.changed.emit();
  });

  afterEach(() => {
    bar.dispose();
    model.dispose();
  });

  const item = (): HTMLElement | null => bar.node.querySelector<HTMLElement>('[role="button"]');
  const drawn = async (): Promise<void> => {
    while (!item()) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  it('shows size and hit rate, and opens the panel', async () => {
    await drawn();
    expect(item()?.textContent).toBe('Memory: 2 KB, 75% hits');
    item()?.click();
    expect(opened).toBe(1);
  });

  it('asks the server now and then only while it is shown', () => {
    expect(model.isWatched).toBe(true);
    settings.statusBar = false;
    settings.changed.emit();
    expect(model.isWatched).toBe(false);
    expect(bar.node.querySelector('[role="button"]')).toBeNull();
  });
});
