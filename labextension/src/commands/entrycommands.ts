import { CommandIDs } from './ids';
import type { ICommandOptions } from './index';
import type { IPlace } from './place';
import { argsSchema, asPlace } from './place';

/** Adds the commands that open what a row is about in the main area. */
export function addEntryCommands({ app, panel, trans }: ICommandOptions): void {
  const { commands } = app;
  const { model } = panel;
  const notebookAt = ({ store, function: fn }: IPlace): string | undefined =>
    store === undefined || fn === undefined ? undefined : model.fn(store, fn)?.notebooks[0];

  commands.addCommand(CommandIDs.openNotebook, {
    label: trans.__('Open Notebook'),
    caption: trans.__('Open the notebook that used the function last'),
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) => notebookAt(asPlace(args, app)) !== undefined,
    execute: async (args) => {
      const path = notebookAt(asPlace(args, app));
      if (path !== undefined) {
        await commands.execute('docmanager:open', { path });
      }
    },
  });
}
