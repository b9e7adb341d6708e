import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { MemoryModel } from '../model/model';
import { failureText } from '../view/failurewords';
import { entriesText } from '../view/words';
import { CommandIDs } from './ids';
import type { ICommandOptions } from './index';
import { argsSchema, asPlace } from './place';

/** Adds the command that trusts a store which came from somewhere else. */
export function addTrustCommand({ app, panel, trans }: ICommandOptions): void {
  const { commands } = app;
  const { model } = panel;
  commands.addCommand(CommandIDs.trustStore, {
    label: trans.__('Trust Store…'),
    caption: trans.__('Use the results in a store that came from somewhere else'),
    describedBy: { args: argsSchema({ store: true }) },
    isVisible: (args) => model.store(asPlace(args, app).store ?? '')?.store.trusted === false,
    execute: async (args) => {
      const { store } = asPlace(args, app);
      if (store !== undefined) {
        await trustWithCare(model, store, trans);
      }
    },
  });
}

/**
 * Trusts a store after a dialog that says what that means, and tells how it went.
 *
 * @param model - What knows the store.
 * @param store - Id of the store.
 * @param trans - The words' language.
 */
export async function trustWithCare(model: MemoryModel, store: string, trans: TranslationBundle): Promise<void> {
  const known = model.store(store)?.store;
  if (!known || !(await confirmTrust(known.path, trans))) {
    return;
  }
  try {
    const { entries } = await model.asking(model.client.trust(store));
    Notification.success(trans.__('%1 is trusted now: %2.', known.name, entriesText(trans, entries)), {
      autoClose: 3000,
    });
  } catch (reason) {
    Notification.error(trans.__('Not trusted: %1', failureText(trans, reason)));
  }
  await model.refresh();
}

async function confirmTrust(path: string, trans: TranslationBundle): Promise<boolean> {
  const result = await showDialog({
    title: trans.__('Trust this store?'),
    body: trans.__(
      'All results in %1 will be used as if you had computed them. Trust it only if you know who made it: a wrong result looks like a right one.',
      path,
    ),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Trust store') }),
    ],
    defaultButton: 0,
  });
  return result.button.accept;
}
