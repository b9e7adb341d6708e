import { ApiFailure } from './failure';

/** How long the server may take to answer what only reads, in ms. */
export const READ_LIMIT = 60_000;

/** How long it may take to clear, or to count what a clear would take away, in ms: a large store on a slow disk takes minutes. */
export const CHANGE_LIMIT = 600_000;

/** Bytes in a millisecond that the slowest connection brings for which a value is waited for. */
const SLOWEST = 16;

/**
 * How long the server may take to send a part of a value, in ms.
 *
 * @param bytes - Size of the part.
 */
export function payloadLimit(bytes: number): number {
  return READ_LIMIT + bytes / SLOWEST;
}

/**
 * Does something that can be given up, for a limited time.
 *
 * @param limit - Milliseconds.
 * @param given - Gives it up from outside, too.
 * @param work - What to do until its signal gives it up.
 * @throws ApiFailure of the kind `slow` when the time is over.
 *
 * @example
 * await within(1000, undefined, (signal) => fetch(url, { signal }));
 */
export async function within<T>(
  limit: number,
  given: AbortSignal | null | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const giveUp = (): void => own.abort();
  let timer = 0;
  const late = new Promise<never>((_, reject) => {
    timer = window.setTimeout(() => {
      reject(new ApiFailure('slow', 0, `No answer within ${limit / 1000} s.`, null));
      giveUp();
    }, limit);
  });
  if (given?.aborted) {
    giveUp();
  }
  given?.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work(own.signal), late]);
  } finally {
    window.clearTimeout(timer);
    given?.removeEventListener('abort', giveUp);
  }
}
