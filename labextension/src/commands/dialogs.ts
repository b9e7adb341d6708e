import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Entry } from '../_generated/api';
import { formatBytes, formatDuration, shortened, shortName } from '../format';
import type { ClearTarget } from '../model/clearing';
import type { MemoryModel } from '../model/model';
import { totalsOf } from '../model/totals';
import { entriesText } from '../view/words';

/** Characters of arguments in a dialog. */
const MOST_ARGS = 120;

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
 * @throws ApiFailure when the server has to be asked how much it is, and does not say.
 */
export async function clearWords(
  model: MemoryModel,
  target: ClearTarget,
  trans: TranslationBundle,
): Promise<IClearWords | null> {
  const amount = await amountOf(model, target);
  if (!amount || amount.entries === 0) {
    return null;
  }
  const entry = target.kind === 'entry' ? findEntry(model, target) : undefined;
  const body = entry
    ? trans.__(
        '%1(%2), %3, is removed and computed again when it is next called. Last time that took %4.',
        nameOf(model, target),
        shortened(entry.args, MOST_ARGS),
        formatBytes(entry.bytes),
        formatDuration(entry.durationMs, 'long'),
      )
    : trans._n(
        '%2 (%3) is removed and computed again when it is next called.',
        '%2 (%3) are removed. Each is computed again when it is next called.',
        amount.entries,
        entriesText(trans, amount.entries),
        formatBytes(amount.bytes),
      );
  return { body, ...question(model, target, trans) };
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

function question(
  model: MemoryModel,
  target: ClearTarget,
  trans: TranslationBundle,
): { title: string; button: string } {
  const name = nameOf(model, target);
  switch (target.kind) {
    case 'entry':
      return { title: trans.__('Clear this entry of %1?', name), button: trans.__('Clear entry') };
    case 'entries':
      return {
        title: trans._n('Clear this entry of %2?', 'Clear these entries of %2?', target.count, name),
        button: trans._n('Clear entry', 'Clear entries', target.count),
      };
    case 'old':
      return { title: trans.__('Clear what older code of %1 made?', name), button: trans.__('Clear old versions') };
    case 'expired':
      return { title: trans.__('Clear the expired entries of %1?', name), button: trans.__('Clear expired entries') };
    case 'function':
      return { title: trans.__('Clear %1?', name), button: trans.__('Clear %1', name) };
    case 'matching':
      return { title: trans.__('Prune %1?', name), button: trans.__('Clear') };
    case 'store':
      return { title: trans.__('Clear all of %1?', name), button: trans.__('Clear store') };
    case 'all':
      return { title: trans.__('Clear everything in all stores?'), button: trans.__('Clear everything') };
  }
}

/** Name of the function, or else of the store, that a target is about. */
function nameOf(model: MemoryModel, target: ClearTarget): string {
  if (target.kind === 'all') {
    return '';
  }
  const fn = 'function' in target && target.function !== undefined ? target.function : null;
  const name = fn === null ? undefined : model.fn(target.store, fn)?.name;
  return shortName(name ?? model.store(target.store)?.store.name ?? '');
}

async function amountOf(
  model: MemoryModel,
  target: ClearTarget,
): Promise<{ entries: number; bytes: number } | undefined> {
  switch (target.kind) {
    case 'entry': {
      const entry = findEntry(model, target);
      const request = { function: target.function, keys: [target.key], dryRun: true };
      return entry ? { entries: 1, bytes: entry.bytes } : model.client.clearMatching(target.store, request);
    }
    case 'old':
      return model.client.clearMatching(target.store, { function: target.function, oldVersions: true, dryRun: true });
    case 'expired':
      return model.client.clearMatching(target.store, { function: target.function, expired: true, dryRun: true });
    case 'entries':
    case 'matching':
      return model.client.clearMatching(target.store, { ...target.request, dryRun: true });
    case 'function':
      return model.fn(target.store, target.function);
    case 'store':
      return model.store(target.store)?.store;
    case 'all':
      return totalsOf(model.overview);
  }
}

function findEntry(model: MemoryModel, target: ClearTarget & { kind: 'entry' }): Entry | undefined {
  return model.entry(target.store, target.function, target.key);
}
