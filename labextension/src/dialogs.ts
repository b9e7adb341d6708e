import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Entry } from './_generated/api';
import { formatBytes, formatDuration } from './format';
import type { ClearTarget, MemoryModel } from './model/model';
import { totalsOf } from './model/totals';
import { entriesText } from './view/words';

/** What a Clear would take away, in words. */
export interface IClearWords {
  title: string;
  body: string;
  button: string;
}

/**
 * What to ask before something is cleared: what goes, how much it is, and what that means.
 *
 * @returns Null when there is nothing to clear.
 */
export function clearWords(model: MemoryModel, target: ClearTarget, trans: TranslationBundle): IClearWords | null {
  const amount = amountOf(model, target);
  if (!amount || amount.entries === 0) {
    return null;
  }
  const what = `${entriesText(trans, amount.entries)}, ${formatBytes(amount.bytes)}`;
  switch (target.kind) {
    case 'entry': {
      const entry = findEntry(model, target);
      return {
        title: trans.__('Clear this entry?'),
        body: entry
          ? trans.__(
              '%1(%2), %3, will be computed again when it is next called. Last time that took %4.',
              model.fn(target.store, target.function)?.name ?? '',
              shortened(entry.args),
              formatBytes(entry.bytes),
              formatDuration(entry.durationMs, 'long'),
            )
          : trans.__('It will be computed again when it is next called.'),
        button: trans.__('Clear'),
      };
    }
    case 'function': {
      const name = model.fn(target.store, target.function)?.name ?? '';
      return {
        title: trans.__('Clear %1?', name),
        body: trans.__('All results of %1 go (%2). Each is computed again when it is next called.', name, what),
        button: trans.__('Clear %1', name),
      };
    }
    case 'store': {
      const name = model.store(target.store)?.store.name ?? '';
      return {
        title: trans.__('Clear all of %1?', name),
        body: trans.__(
          'All results in the store %1 go (%2). Each is computed again when it is next called.',
          name,
          what,
        ),
        button: trans.__('Clear store'),
      };
    }
    case 'all':
      return {
        title: trans.__('Clear everything?'),
        body: trans.__('All results in all stores go (%1). Each is computed again when it is next called.', what),
        button: trans.__('Clear everything'),
      };
  }
}

/** Asks a person; resolves to whether they said yes. */
export async function confirmClear(words: IClearWords, trans: TranslationBundle): Promise<boolean> {
  const result = await showDialog({
    title: words.title,
    body: words.body,
    buttons: [Dialog.cancelButton({ label: trans.__('Cancel') }), Dialog.warnButton({ label: words.button })],
    defaultButton: 0,
  });
  return result.button.accept;
}

function amountOf(model: MemoryModel, target: ClearTarget): { entries: number; bytes: number } | undefined {
  switch (target.kind) {
    case 'entry':
      return { entries: 1, bytes: findEntry(model, target)?.bytes ?? 0 };
    case 'function':
      return model.fn(target.store, target.function);
    case 'store':
      return model.store(target.store)?.store;
    case 'all':
      return totalsOf(model.overview);
  }
}

function findEntry(model: MemoryModel, target: ClearTarget & { kind: 'entry' }): Entry | undefined {
  return model.entriesOf(target.store, target.function).find(target.key);
}

function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}
