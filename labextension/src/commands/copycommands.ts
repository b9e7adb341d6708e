import { Clipboard } from '@jupyterlab/apputils';
import { copyIcon } from '@jupyterlab/ui-components';

import type { Entry } from '../_generated/api';
import type { MemoryModel } from '../model/model';
import { CommandIDs } from './ids';
import type { ICommandOptions } from './index';
import type { IPlace } from './place';
import { argsSchema, asPlace } from './place';

/** Adds the commands that copy what a row is about. */
export function addCopyCommands({ app, panel, trans }: ICommandOptions): void {
  const { commands } = app;
  const { model } = panel;
  const entryArgs = { args: argsSchema({ store: true, function: true, key: true }) };

  commands.addCommand(CommandIDs.copyCall, {
    label: trans.__('Copy as Code'),
    caption: trans.__('Copy the call that made this entry'),
    icon: copyIcon,
    describedBy: entryArgs,
    isEnabled: (args) => asPlace(args, app).key !== undefined,
    execute: (args) => {
      const place = asPlace(args, app);
      Clipboard.copyToSystem(`${nameAt(model, place)}(${entryAt(model, place)?.args ?? ''})`);
    },
  });
  commands.addCommand(CommandIDs.copyArguments, {
    label: trans.__('Copy Arguments'),
    describedBy: entryArgs,
    isEnabled: (args) => asPlace(args, app).key !== undefined,
    execute: (args) => Clipboard.copyToSystem(entryAt(model, asPlace(args, app))?.args ?? ''),
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
    execute: (args) => Clipboard.copyToSystem(nameAt(model, asPlace(args, app))),
  });
  commands.addCommand(CommandIDs.copyPath, {
    label: trans.__('Copy Path of Store'),
    describedBy: { args: argsSchema({ store: true }) },
    isEnabled: (args) => asPlace(args, app).store !== undefined,
    execute: (args) => Clipboard.copyToSystem(model.store(asPlace(args, app).store ?? '')?.store.path ?? ''),
  });
}

function nameAt(model: MemoryModel, { store, function: fn }: IPlace): string {
  return store === undefined || fn === undefined ? '' : (model.fn(store, fn)?.name ?? '');
}

function entryAt(model: MemoryModel, { store, function: fn, key }: IPlace): Entry | undefined {
  return store === undefined || fn === undefined || key === undefined ? undefined : model.entry(store, fn, key);
}
