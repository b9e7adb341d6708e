import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { TranslationBundle } from '@jupyterlab/translation';
import { refreshIcon } from '@jupyterlab/ui-components';

import { memoryIcon } from '../icons';
import type { PanelSettings } from '../settings';
import type { MemoryPanel } from '../view/panel';
import { addClearCommands } from './clearcommands';
import { addCopyCommands } from './copycommands';
import { CommandIDs } from './ids';
import { argsSchema } from './place';
import { addTrustCommand } from './trusting';

/** What the commands work on. */
export interface ICommandOptions {
  app: JupyterFrontEnd;
  panel: MemoryPanel;
  settings: PanelSettings;
  trans: TranslationBundle;
}

/**
 * Adds the commands that open, refresh, clear, copy and trust. Those that need a function or an entry take it from their
 * arguments, or else from the row that was right-clicked or has the focus.
 */
export function addCommands(options: ICommandOptions): void {
  const { app, panel, trans } = options;
  const { commands } = app;
  const { model } = panel;

  commands.addCommand(CommandIDs.open, {
    label: trans.__('Show Memory Panel'),
    caption: trans.__('Show what memory.cache() has stored'),
    icon: memoryIcon,
    describedBy: { args: argsSchema({}) },
    execute: () => app.shell.activateById(panel.id),
  });
  commands.addCommand(CommandIDs.focusFilter, {
    label: trans.__('Filter Cached Functions'),
    describedBy: { args: argsSchema({}) },
    execute: async () => {
      app.shell.activateById(panel.id);
      // The command palette gives the focus back to the main area as soon as the command returns.
      await Promise.resolve();
      panel.focusFilter();
    },
  });
  commands.addCommand(CommandIDs.refresh, {
    label: trans.__('Refresh Memory Panel'),
    caption: trans.__('Look again at what is cached'),
    icon: refreshIcon,
    describedBy: { args: argsSchema({}) },
    execute: () => model.refresh(),
  });
  commands.addCommand(CommandIDs.closeAll, {
    label: trans.__('Collapse All Functions'),
    describedBy: { args: argsSchema({}) },
    execute: () => model.state.closeAll(),
  });
  addClearCommands(options);
  addCopyCommands(options);
  addTrustCommand(options);
}
