import { CommandIDs } from './ids';
import type { ICommandOptions } from './index';
import { argsSchema, asPlace } from './place';

const INSERT_CELL = 'notebook:insert-cell-below';

/** Adds the commands that insert a cell into the notebook in use: one that gets a result, one that exports. */
export function addCellCommands({ app, panel, trans }: ICommandOptions): void {
  const { commands } = app;
  const { model } = panel;
  const insert = async (text: string): Promise<void> => {
    await commands.execute(INSERT_CELL);
    await commands.execute('notebook:replace-selection', { text });
  };

  commands.addCommand(CommandIDs.insertCall, {
    label: trans.__('Insert Cell with This Call'),
    caption: trans.__('Insert a cell that gets this result, below the current one'),
    describedBy: { args: argsSchema({ store: true, function: true, key: true }) },
    isEnabled: (args) => asPlace(args, app).key !== undefined && commands.isEnabled(INSERT_CELL),
    execute: async (args) => {
      const { store, function: fn, key } = asPlace(args, app);
      const name = store === undefined || fn === undefined ? undefined : model.fn(store, fn)?.name;
      if (store === undefined || fn === undefined || key === undefined || name === undefined) {
        return;
      }
      await insert(`${name}(${model.entry(store, fn, key)?.args ?? ''})`);
    },
  });
  commands.addCommand(CommandIDs.insertExport, {
    label: trans.__('Insert Cell That Exports'),
    caption: trans.__('Insert a cell that writes the results of the function, or of the store, into one file'),
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) =>
      (model.store(asPlace(args, app).store ?? '')?.store.entries ?? 0) > 0 && commands.isEnabled(INSERT_CELL),
    execute: async (args) => {
      const { store, function: fn } = asPlace(args, app);
      const known = model.store(store ?? '');
      if (known) {
        const name = known.functions.find(({ id }) => id === fn)?.name;
        await insert(exportCode(name ?? known.store.name, name));
      }
    },
  });
}

/**
 * The code of a cell that exports.
 *
 * @param file - Name of the file, without its extension; what file names cannot have is replaced.
 * @param fn - The function whose results to export, or undefined for all of the store.
 * @example
 * exportCode('load', 'load') // "await memory.export('load.tslab-memory', { functions: ['load'] });"
 */
export function exportCode(file: string, fn?: string): string {
  const name = file.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const options = fn === undefined ? '' : `, { functions: [${quoted(fn)}] }`;
  return `await memory.export(${quoted(`${name}.tslab-memory`)}${options});`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
}
