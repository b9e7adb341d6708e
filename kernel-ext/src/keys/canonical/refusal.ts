import { UnhashableArgumentError } from '../../errors';

/** Raised where the walk stands on something without content. The path is read off the stack. */
export class Refusal extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** Raised when an object is its own ancestor. */
export class Cycle extends Error {}

/** Completes "`options.db` …". */
export function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.reason;
  if (error instanceof UnhashableArgumentError) return `reads \`${error.path}\`, which ${error.reason}`;
  return `cannot be read (${error instanceof Error ? error.message : String(error)})`;
}
