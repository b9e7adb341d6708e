import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Clipboard } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { refreshIcon, deleteIcon } from '@jupyterlab/ui-components';

import { CommandIDs } from './commandids';
import { clearWords, confirmClear } from './dialogs';
import { memoryIcon } from './icons';
import type { ClearTarget, MemoryModel } from './model/model';
import type { MemoryPanel } from './view/panel';
import { argsSchema, asPlace, placeAt } from './place';

/** What the commands work on. */
export interface ICommandOptions {
  app: JupyterFrontEnd;
  panel: MemoryPanel;
  trans: TranslationBundle;
}

/**
 * Adds the commands that open, refresh, clear and copy. Those that need a function or an entry take it from their
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
    execute: () => {
      app.shell.activateById(panel.id);
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
  addPlaceCommands(options);
}

function addClearCommands({ app, panel, trans }: ICommandOptions): void {
  const { commands } = app;
  const { model } = panel;
  const clear = async (target: ClearTarget | null): Promise<void> => {
    const words = target && clearWords(model, target, trans);
    if (target && words && (await confirmClear(words, trans))) {
      await model.clear(target);
    }
  };

  commands.addCommand(CommandIDs.clearEntry, {
    label: trans.__('Clear Entry…'),
    icon: deleteIcon,
    describedBy: {
      args: argsSchema({ store: true, function: true, key: true }),
    },
    isEnabled: (args) => asPlace(args, app).key !== undefined,
    execute: (args) => clear(entryTarget(asPlace(args, app))),
  });
  commands.addCommand(CommandIDs.clearFunction, {
    label: (args) => {
      const { store, function: id } = asPlace(args, app);
      const fn = id === undefined ? undefined : model.fn(store ?? '', id);
      return fn ? trans.__('Clear %1…', fn.name) : trans.__('Clear Function…');
    },
    icon: deleteIcon,
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) => asPlace(args, app).function !== undefined,
    execute: (args) => clear(functionTarget(asPlace(args, app))),
  });
  commands.addCommand(CommandIDs.clearStore, {
    label: trans.__('Clear Store…'),
    icon: deleteIcon,
    describedBy: { args: argsSchema({ store: true }) },
    isEnabled: (args) => asPlace(args, app).store !== undefined,
    execute: (args) => clear(storeTarget(asPlace(args, app))),
  });
  commands.addCommand(CommandIDs.clearAll, {
    label: trans.__('Clear All Cached Results…'),
    caption: trans.__('Clear all that is cached'),
    icon: deleteIcon,
    describedBy: { args: argsSchema({}) },
    isEnabled: () => hasEntries(model),
    execute: () => clear({ kind: 'all' }),
  });
  commands.addCommand(CommandIDs.clearFocused, {
    label: trans.__('Clear What Is Selected…'),
    describedBy: { args: argsSchema({}) },
    execute: () => {
      const place = placeAt(document.activeElement);
      return clear(entryTarget(place) ?? functionTarget(place) ?? storeTarget(place));
    },
  });
  model.stateChanged.connect(() => {
    commands.notifyCommandChanged(CommandIDs.clearAll);
  });
}

function addPlaceCommands({ app, panel, trans }: ICommandOptions): void {
  const { commands } = app;
  const { model } = panel;

  commands.addCommand(CommandIDs.copyArguments, {
    label: trans.__('Copy Arguments'),
    describedBy: {
      args: argsSchema({ store: true, function: true, key: true }),
    },
    isEnabled: (args) => asPlace(args, app).key !== undefined,
    execute: (args) => {
      const { store, function: id, key } = asPlace(args, app);
      if (store !== undefined && id !== undefined && key !== undefined) {
        const entry = model.entriesOf(store, id).find(key);
        Clipboard.copyToSystem(entry?.args ?? '');
      }
    },
  });
  commands.addCommand(CommandIDs.copyKey, {
    label: trans.__('Copy Key'),
    describedBy: { args: argsSchema({ key: true }) },
    isEnabled: (args) => asPlace(args, app).key !== undefined,
    execute: (args) => Clipboard.copyToSystem(asPlace(args, app).key ?? ''),
  });
  commands.addCommand(CommandIDs.copyName, {
    label: trans.__('Copy Function Name'),
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) => asPlace(args, app).function !== undefined,
    execute: (args) => {
      const { store, function: id } = asPlace(args, app);
      if (store !== undefined && id !== undefined) {
        Clipboard.copyToSystem(model.fn(store, id)?.name ?? '');
      }
    },
  });
  commands.addCommand(CommandIDs.copyPath, {
    label: trans.__('Copy Path of Store'),
    describedBy: { args: argsSchema({ store: true }) },
    isEnabled: (args) => asPlace(args, app).store !== undefined,
    execute: (args) => {
      const { store } = asPlace(args, app);
      Clipboard.copyToSystem(model.store(store ?? '')?.store.path ?? '');
    },
  });
  commands.addCommand(CommandIDs.openNotebook, {
    label: trans.__('Open Notebook'),
    caption: trans.__('Open the notebook that used the function last'),
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) => notebookOf(model, asPlace(args, app)) !== undefined,
    execute: (args) => {
      const path = notebookOf(model, asPlace(args, app));
      return path === undefined ? undefined : commands.execute('docmanager:open', { path });
    },
  });
}

type Place = ReturnType<typeof placeAt>;

function notebookOf(model: MemoryModel, place: Place): string | undefined {
  return place.store === undefined || place.function === undefined
    ? undefined
    : model.fn(place.store, place.function)?.notebooks[0];
}

function entryTarget(place: Place): ClearTarget | null {
  const { store, function: id, key } = place;
  return store === undefined || id === undefined || key === undefined
    ? null
    : { kind: 'entry', store, function: id, key };
}

function functionTarget(place: Place): ClearTarget | null {
  const { store, function: id } = place;
  return store === undefined || id === undefined ? null : { kind: 'function', store, function: id };
}

function storeTarget(place: Place): ClearTarget | null {
  return place.store === undefined ? null : { kind: 'store', store: place.store };
}

function hasEntries(model: MemoryModel): boolean {
  return model.overview?.stores.some(({ store }) => store.entries > 0) ?? false;
}
