import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import { clearWords, confirmClear } from './dialogs';
import { formatBytes } from '../format';
import type { ClearTarget, IClearedSum } from '../model/clearing';
import type { MemoryModel } from '../model/model';
import { failureText } from '../view/failurewords';
import { entriesText } from '../view/words';

/** How long the server keeps what was cleared, in ms. */
const UNDO_TIME = 10_000;

/**
 * Clears something as a person wants it: asks first, says what went, and offers to take it back for ten seconds.
 *
 * @param model - What to clear in.
 * @param target - What to clear.
 * @param trans - The words' language.
 * @param ask - Whether to ask first.
 * @returns Whether something went.
 */
export async function clearWithCare(
  model: MemoryModel,
  target: ClearTarget,
  trans: TranslationBundle,
  ask: boolean,
): Promise<boolean> {
  try {
    const words = await model.asking(clearWords(model, target, trans));
    if (!words) {
      Notification.info(trans.__('There is nothing to clear.'), { autoClose: 3000 });
      return false;
    }
    if (ask && !(await confirmClear(words, trans))) {
      return false;
    }
  } catch (reason) {
    Notification.error(trans.__('Not cleared: %1', failureText(trans, reason)));
    return false;
  }
  // The server counts from its answer how long it can take a clear back, so the offer does not wait for the new state.
  const cleared = await model.clear(target, (gone) => offerUndo(model, gone, trans));
  return cleared.entries > 0;
}

/** Says what went, and offers to take it back for as long as the server can. */
function offerUndo(model: MemoryModel, cleared: IClearedSum, trans: TranslationBundle): void {
  if (cleared.entries === 0) {
    return;
  }
  const said = trans.__('Cleared %1, %2.', entriesText(trans, cleared.entries), formatBytes(cleared.bytes));
  if (cleared.undo.length === 0) {
    Notification.info(said, { autoClose: 3000 });
    return;
  }
  Notification.info(said, {
    autoClose: UNDO_TIME,
    actions: [
      {
        label: trans.__('Undo'),
        callback: () => {
          void model.undo(cleared.undo).then((entries) => {
            if (entries > 0) {
              const back = trans._n('%2 is back.', '%2 are back.', entries, entriesText(trans, entries));
              Notification.info(back, { autoClose: 3000 });
            }
          });
        },
      },
    ],
  });
}
