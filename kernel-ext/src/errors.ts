/** Base of all errors thrown by tslab-memory. `code` is stable; the message is for people. */
export class TslabMemoryError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Misuse of the API: a wrong type, an unknown option, a name that does not exist. Thrown when wrapping, never later. */
export class UsageError extends TslabMemoryError {
  constructor(message: string) {
    super('USAGE', message);
  }
}

/** An argument (or a field of `this`) has no content to make a key of. `path` leads to it, e.g. `options.socket`. */
export class UnhashableArgumentError extends TslabMemoryError {
  constructor(
    readonly path: string,
    readonly reason: string,
    functionName = 'the function',
  ) {
    super(
      'UNHASHABLE_ARGUMENT',
      `Cannot make a cache key for ${functionName}: \`${path}\` ${reason}. ` +
        (/^cacheKey\b/.test(path)
          ? 'Let `cacheKey` return plain data.'
          : 'Name it in `ignore`, give `cacheKey`, or pass plain data instead.'),
    );
  }
}

/** A result cannot be stored so that it comes back exactly as it was. `path` leads to the member, e.g. `result.rows[3].fn`. */
export class UnstorableValueError extends TslabMemoryError {
  constructor(
    readonly path: string,
    readonly reason: string,
    readonly remedy: string,
  ) {
    super('UNSTORABLE_VALUE', `\`${path}\` ${reason}. ${remedy}`);
  }
}

/** Stored bytes are not what was written, or this version cannot read them. The entry counts as a miss. */
export class UnreadableValueError extends TslabMemoryError {
  constructor(reason: string) {
    super('UNREADABLE_VALUE', reason);
  }
}

/** The store cannot be used. `reason` names the cause; the user's function still runs. */
export class StoreError extends TslabMemoryError {
  constructor(
    readonly reason:
      | 'full'
      | 'read-only'
      | 'permission'
      | 'locked'
      | 'newer'
      | 'corrupt'
      | 'not-a-store'
      | 'missing'
      | 'closed'
      | 'io',
    message: string,
    options?: ErrorOptions,
  ) {
    super('STORE', message, options);
  }
}
