import type { Widget } from '@lumino/widgets';

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

  // One tab shows one entry after the other, as long as it is left where it is.
  let preview: { widget: Widget; key: string } | null = null;

  commands.addCommand(CommandIDs.openEntry, {
    label: trans.__('Show Value'),
    caption: trans.__('Show the stored value, and the code that made it'),
    describedBy: { args: argsSchema({ store: true, function: true, key: true }) },
    isEnabled: (args) => asPlace(args, app).key !== undefined,
    execute: async (args) => {
      const { store, function: fn, key } = asPlace(args, app);
      if (store === undefined || key === undefined) {
        return;
      }
      if (preview?.key === key && !preview.widget.isDisposed) {
        app.shell.activateById(preview.widget.id);
        return;
      }
      const name = fn === undefined ? undefined : model.fn(store, fn)?.name;
      const { createEntryWidget } = await import('../entry');
      const widget = createEntryWidget(model.client, store, key, name ?? trans.__('Cached value'), trans);
      const last = preview?.widget;
      preview = { widget, key };
      app.shell.add(widget, 'main', last?.isAttached ? { ref: last.id, mode: 'tab-after' } : {});
      last?.dispose();
      app.shell.activateById(widget.id);
    },
  });
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
