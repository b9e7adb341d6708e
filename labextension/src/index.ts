import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILayoutRestorer } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { MemoryClient } from './api/client';
import { CommandIDs } from './commandids';
import { addCommands } from './commands';
import { MemoryModel } from './model/model';
import { PanelState } from './model/panelstate';
import { followSettings } from './settings';
import { addSortCommands } from './sortcommands';
import { MemoryPanel } from './view/panel';
import { DOMAIN } from './view/words';

/** Rank among the sidebar's panels: after JupyterLab's own. */
const RANK = 700;

/** The panel that shows what `memory.cache()` has stored. */
const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: 'tslab-memory-panel:panel',
  description: 'Shows what tslab-memory has cached, and clears it.',
  autoStart: true,
  optional: [ITranslator, IStateDB, ISettingRegistry, ILayoutRestorer, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    translator: ITranslator | null,
    stateDB: IStateDB | null,
    settings: ISettingRegistry | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
  ): void => {
    const someTranslator = translator ?? nullTranslator;
    const trans = someTranslator.load(DOMAIN);
    const state = new PanelState(stateDB);
    const client = new MemoryClient(app.serviceManager.serverSettings);
    const model = new MemoryModel({ client, state });
    const sortMenu = addSortCommands(app.commands, state, trans);
    const panel = new MemoryPanel({
      model,
      commands: app.commands,
      translator: someTranslator,
    });
    panel.disposed.connect(() => sortMenu.dispose());
    addCommands({ app, panel, trans });
    app.shell.add(panel, 'left', { rank: RANK, type: 'Memory' });
    restorer?.add(panel, panel.id);
    if (palette) {
      const category = trans.__('Memory');
      for (const command of [
        CommandIDs.open,
        CommandIDs.focusFilter,
        CommandIDs.refresh,
        CommandIDs.closeAll,
        CommandIDs.clearAll,
      ]) {
        palette.addItem({ command, category });
      }
    }
    void followSettings(settings, model, panelPlugin.id);
  },
};

export default panelPlugin;
