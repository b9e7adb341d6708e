import type { Widget } from '@lumino/widgets';

import { explorerIcon } from '../icons';

import type { MemoryModel } from '../model/model';
import type { IRowsToClear } from '../table/clearrequest';
import { clearWithCare } from './clearing';
import { CommandIDs } from './ids';
import type { ICommandOptions } from './index';
import type { IPlace } from './place';
import { showDefiningCell } from './notebookcell';
import { argsSchema, asPlace } from './place';
import { addTab, showTab } from './tabs';

const GO_TO_PATH = 'filebrowser:go-to-path';

/** Adds the commands that open what a row is about in the main area. */
export function addEntryCommands({ app, panel, settings, trans }: ICommandOptions): void {
  const { commands } = app;
  const { model } = panel;
  const notebookAt = ({ store, function: fn }: IPlace): string | undefined =>
    store === undefined || fn === undefined ? undefined : model.fn(store, fn)?.notebooks[0];

  const tables = new Map<string, Widget>();
  let explorer: Widget | null = null;
  // What makes a tab is fetched when it is first needed, so that a double click asks for it twice: each command looks
  // again, once that is here, whether the tab is.
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
      const { createEntryWidget } = await import('../entry');
      if (preview?.key === key && !preview.widget.isDisposed) {
        showTab(app.shell, preview.widget);
        return;
      }
      const name = fn === undefined ? undefined : model.fn(store, fn)?.name;
      const widget = createEntryWidget(model.client, store, key, name ?? trans.__('Cached value'), trans);
      const last = preview?.widget;
      preview = { widget, key };
      addTab(app.shell, widget, last);
      last?.dispose();
      showTab(app.shell, widget);
    },
  });
  commands.addCommand(CommandIDs.openTable, {
    label: trans.__('Open Entries as a Table'),
    caption: trans.__('Show all entries of the function with all their figures in the main area'),
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) => {
      const { store, function: fn } = asPlace(args, app);
      return store !== undefined && fn !== undefined;
    },
    execute: async (args) => {
      const { store, function: fn } = asPlace(args, app);
      if (store === undefined || fn === undefined) {
        return;
      }
      const id = `${store}/${fn}`;
      const { createEntriesTable } = await import('../table');
      if (tables.get(id)?.isDisposed ?? true) {
        const clear = (rows: IRowsToClear): Promise<unknown> =>
          clearWithCare(model, { kind: 'entries', store, function: fn, ...rows }, trans, settings.confirmClear);
        const name = model.fn(store, fn)?.name ?? trans.__('Cached value');
        tables.set(id, createEntriesTable(name, { model, commands, trans, store, fn, clear }));
      }
      const table = tables.get(id);
      if (table) {
        if (!table.isAttached) {
          addTab(app.shell, table);
        }
        showTab(app.shell, table);
      }
    },
  });
  commands.addCommand(CommandIDs.openExplorer, {
    label: trans.__('Open Cache Explorer'),
    caption: trans.__('Show hits and misses, sizes, and a table of all functions in the main area'),
    icon: explorerIcon,
    describedBy: { args: argsSchema({}) },
    execute: async () => {
      const { createExplorer } = await import('../explorer');
      if (!explorer || explorer.isDisposed) {
        explorer = createExplorer(model, commands, trans);
        addTab(app.shell, explorer);
      }
      showTab(app.shell, explorer);
    },
  });
  commands.addCommand(CommandIDs.revealFunction, {
    label: trans.__('Show in Memory Panel'),
    describedBy: { args: argsSchema({ store: true, function: true }) },
    execute: (args) => {
      const { store, function: fn } = asPlace(args, app);
      if (store !== undefined && fn !== undefined) {
        app.shell.activateById(panel.id);
        panel.revealFunction(store, fn);
      }
    },
  });
  commands.addCommand(CommandIDs.openNotebook, {
    label: trans.__('Open Notebook'),
    caption: trans.__('Open the notebook that used the function last, at the cell that defines it'),
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) => notebookAt(asPlace(args, app)) !== undefined,
    execute: async (args) => {
      const path = notebookAt(asPlace(args, app));
      if (path !== undefined) {
        const { store, function: fn } = asPlace(args, app);
        const name = store === undefined || fn === undefined ? undefined : model.fn(store, fn)?.name;
        const tab: unknown = await commands.execute('docmanager:open', { path });
        await showDefiningCell(tab, name ?? '');
      }
    },
  });
  commands.addCommand(CommandIDs.revealStore, {
    label: trans.__('Show Folder in File Browser'),
    caption: trans.__('Show the folder that the store belongs to'),
    describedBy: { args: argsSchema({ store: true }) },
    isEnabled: (args) => folderOf(model, asPlace(args, app)) !== undefined && commands.hasCommand(GO_TO_PATH),
    execute: async (args) => {
      const path = folderOf(model, asPlace(args, app));
      if (path !== undefined) {
        await commands.execute(GO_TO_PATH, { path, dontShowBrowser: false });
      }
    },
  });
}

/** The folder that holds a store, as the file browser names it, or undefined when it is not below the server's root. */
function folderOf(model: MemoryModel, { store }: IPlace): string | undefined {
  const path = model.store(store ?? '')?.store.path;
  return path === undefined || path.startsWith('/') || path.startsWith('~')
    ? undefined
    : `/${path.split('/').slice(0, -1).join('/')}`;
}
