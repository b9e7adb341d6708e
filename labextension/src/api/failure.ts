/**
 * What kind of failure it is, which decides the words a person reads:
 * - `offline`: no answer at all;
 * - `slow`: no answer within the time limit of the call;
 * - `missing`: the server runs, but not the extension `tslab_memory`;
 * - `forbidden`: not logged in, or not allowed;
 * - `server`: the extension answered with an error.
 */
export type FailureKind = 'offline' | 'slow' | 'missing' | 'forbidden' | 'server';

/** A call to the server that did not succeed. */
export class ApiFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    /** HTTP status, 0 without an answer. */
    readonly status: number,
    message: string,
    /** The server's reason for programs, such as 'store_not_found'. */
    readonly reason: string | null,
  ) {
    super(message);
    this.name = 'ApiFailure';
  }
}

/**
 * Any thrown thing as an `ApiFailure`; what is not one counts as the server's.
 *
 * @param reason - What was thrown.
 */
export function asFailure(reason: unknown): ApiFailure {
  if (reason instanceof ApiFailure) {
    return reason;
  }
  const message = reason instanceof Error ? reason.message : String(reason);
  return new ApiFailure('server', 0, message, null);
}
