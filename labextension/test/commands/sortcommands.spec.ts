import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import type { Menu } from '@lumino/widgets';

import { CommandIDs } from '../../src/commands/ids';
import { addSortCommands } from '../../src/commands/sortcommands';
import { PanelState } from '../../src/model/panelstate';

describe('sort commands', () => {
  let commands: CommandRegistry;
  let state: PanelState;
  let menu: Menu;

  beforeEach(() => {
    commands = new CommandRegistry();
    state = new PanelState();
    menu = addSortCommands(commands, state, nullTranslator.load('test'));
  });

  afterEach(() => menu.dispose());

  it('put the largest first when sorting by something else', async () => {
    await commands.execute(CommandIDs.sortFunctions, { by: 'bytes' });
    expect(state.functionSort).toEqual({ by: 'bytes', descending: true });
    await commands.execute(CommandIDs.sortFunctions, { by: 'name' });
    expect(state.functionSort).toEqual({ by: 'name', descending: false });
  });

  it('turn the order round when sorting by the same again, or by nothing', async () => {
    await commands.execute(CommandIDs.sortFunctions, { by: 'lastUsed' });
    expect(state.functionSort).toEqual({ by: 'lastUsed', descending: false });
    await commands.execute(CommandIDs.sortFunctions, {});
    expect(state.functionSort).toEqual({ by: 'lastUsed', descending: true });
    await commands.execute(CommandIDs.sortEntries, { by: 'created' });
    expect(state.entrySort).toEqual({ by: 'created', order: 'asc' });
  });

  it('take the direction they are given', async () => {
    await commands.execute(CommandIDs.sortFunctions, { by: 'hits', descending: false });
    expect(state.functionSort).toEqual({ by: 'hits', descending: false });
    await commands.execute(CommandIDs.sortEntries, { by: 'bytes', descending: false });
    expect(state.entrySort).toEqual({ by: 'bytes', order: 'asc' });
  });

  it('leave what they do not know as it is', async () => {
    await commands.execute(CommandIDs.sortEntries, { by: 'colour', descending: true });
    expect(state.entrySort).toEqual({ by: 'created', order: 'desc' });
  });

  it('mark the order in use', () => {
    expect(commands.isToggled(CommandIDs.sortFunctions, { by: 'lastUsed' })).toBe(true);
    expect(commands.isToggled(CommandIDs.sortFunctions, { by: 'name' })).toBe(false);
    expect(commands.caption(CommandIDs.sortMenu)).toContain('Last Used');
  });

  it('are all in the menu', () => {
    const labels = menu.items.map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining(['Name', 'Size', 'Number of Entries', 'Hits', 'Time Saved', 'Last Used']),
    );
  });
});
