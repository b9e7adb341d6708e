import type { TranslationBundle } from '@jupyterlab/translation';

import type { ApiFailure } from '../api/failure';
import { asFailure } from '../api/failure';
import { CHANGE_LIMIT, READ_LIMIT } from '../api/timelimit';
import { formatDuration } from '../format';
import type { IActionError } from '../model/clearing';

/**
 * What to tell a person of a failure: what happened, what to do, and what to type if that helps.
 */
export function failureWords(
  failure: ApiFailure,
  trans: TranslationBundle,
): { title: string; help: string; code?: string } {
  switch (failure.kind) {
    case 'offline':
      return {
        title: trans.__('The Jupyter server does not answer'),
        help: trans.__('The panel comes back by itself when the server does. Nothing that is cached is lost.'),
      };
    case 'slow':
      return {
        title: trans.__('The Jupyter server has not answered for %1', formatDuration(READ_LIMIT, 'long')),
        help: trans.__(
          'It may be busy, or the connection to it is lost. The panel asks again by itself. Nothing that is cached is lost.',
        ),
      };
    case 'missing':
      return {
        title: trans.__('The server extension is not enabled'),
        help: trans.__(
          'The panel reads the caches through the server extension tslab_memory. Install it in the environment of Jupyter, or enable it, then restart the server:',
        ),
        code: 'pip install tslab-memory\njupyter server extension enable tslab_memory',
      };
    case 'forbidden':
      return {
        title: trans.__('You are not allowed to see the caches'),
        help: trans.__(
          'The server says: %1. Log in again by reloading the page, or ask who runs the server for the right to read “tslab-memory”.',
          failure.message.replace(/\.$/, ''),
        ),
      };
    case 'server':
      return {
        title: trans.__('The caches could not be read'),
        help: trans.__('The server says: %1', failure.message),
      };
  }
}

/** A failure in one sentence, to stand behind what did not work. */
export function failureText(trans: TranslationBundle, reason: unknown): string {
  const failure = asFailure(reason);
  return failure.kind === 'offline' || failure.kind === 'slow' ? failureWords(failure, trans).title : failure.message;
}

/** That entries could not be read, and why. */
export function notReadText(trans: TranslationBundle, reason: unknown): string {
  return trans.__('The entries could not be read: %1', failureText(trans, reason));
}

/** That something was not cleared, or did not come back, and why; who has waited in vain cannot know whether it did. */
export function notDoneText(trans: TranslationBundle, { action, failure }: IActionError): string {
  if (failure.kind === 'slow') {
    return trans.__(
      'The Jupyter server has not said for %1 whether this was done. The list shows what is there.',
      formatDuration(CHANGE_LIMIT, 'long'),
    );
  }
  const why = failureText(trans, failure);
  return action === 'clear' ? trans.__('Not cleared: %1', why) : trans.__('Not undone: %1', why);
}
