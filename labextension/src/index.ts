import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILayoutRestorer } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { MemoryClient } from './api/client';
import { addCommands } from './commands';
import { addCellCommands } from './commands/cellcommands';
import { addEntryCommands } from './commands/entrycommands';
import { CommandIDs } from './commands/ids';
import { addSortCommands } from './commands/sortcommands';
import { MemoryModel } from './model/model';
import { PanelState } from './model/panelstate';
import { PanelSettings } from './settings';
import { keepFocusOverMenu } from './view/menufocus';
import { MemoryPanel } from './view/panel';
import { addStatus } from './view/status';
import { DOMAIN } from './view/words';

/** Rank among the sidebar's panels: after JupyterLab's own. */
const RANK = 700;

/** Commands in the palette: those that need no row. */
const PALETTE = [CommandIDs.open, CommandIDs.focusFilter, CommandIDs.refresh, CommandIDs.closeAll, CommandIDs.clearAll];

/** The panel that shows what `memory.cache()` has stored. */
const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: 'tslab-memory-panel:panel',
  description: 'Shows what tslab-memory has cached, and clears it.',
  autoStart: true,
  optional: [ITranslator, IStateDB, ISettingRegistry, ILayoutRestorer, ICommandPalette, IStatusBar],
  activate: (
    app: JupyterFrontEnd,
    translator: ITranslator | null,
    stateDB: IStateDB | null,
    registry: ISettingRegistry | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    statusBar: IStatusBar | null,
  ): void => {
    const someTranslator = translator ?? nullTranslator;
    const trans = someTranslator.load(DOMAIN);
    const { commands } = app;
    const settings = new PanelSettings();
    const state = new PanelState(stateDB);
    const client = new MemoryClient(app.serviceManager.serverSettings);
    const model = new MemoryModel({ client, state });
    const sortMenu = addSortCommands(commands, state, trans);
    const panel = new MemoryPanel({ model, commands, settings, translator: someTranslator });
    panel.disposed.connect(() => sortMenu.dispose());
    addCommands({ app, panel, settings, trans });
    addCellCommands({ app, panel, settings, trans });
    addEntryCommands({ app, panel, settings, trans });
    keepFocusOverMenu(panel.node, app.contextMenu.menu);
    app.shell.add(panel, 'left', { rank: RANK, type: 'Memory' });
    restorer?.add(panel, panel.id);
    for (const command of PALETTE) {
      palette?.addItem({ command, category: trans.__('Memory') });
    }
    if (statusBar) {
      addStatus(statusBar, model, settings, commands, trans);
    }
    settings.changed.connect(() => {
      model.interval = settings.refreshInterval;
      model.shownStores = settings.stores;
      state.defaultSort = settings.defaultSort;
    });
    void settings.load(registry, panelPlugin.id).then(() => state.restore());
  },
};

export default panelPlugin;
