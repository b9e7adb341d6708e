import { StoreError } from './errors';
import { Warnings } from './warnings';
import type { Store } from './store';

/** After a failed opening, calls run uncached for this long before it is tried again. */
const RETRY_MS = 5000;

/**
 * Opens the store when it is first needed and stands between it and the user's functions: an operation that fails
 * says so once per cause and gives its fallback, so that a failing store never fails a call.
 */
export class StoreHandle {
  private store: Store | undefined;
  private retryAt = 0;
  private readonly pending = new Set<() => void>();

  /** @param open opens the store; null for a memory that caches nothing, where every operation gives its fallback. */
  constructor(
    private readonly open: (() => Store) | null,
    private readonly warnings: Warnings,
  ) {}

  /** Whether there is a store at all: not for a memory that caches nothing. */
  get used(): boolean {
    return this.open !== null;
  }

  /** Runs `action` on the store, or returns `fallback` when the store cannot do it. */
  attempt<T>(fallback: T, action: (store: Store) => T): T {
    try {
      const store = this.opened();
      return store ? action(store) : fallback;
    } catch (error) {
      this.report(error);
      return fallback;
    }
  }

  /** Runs `action` on the open store after a while, or before it is closed: for work that nobody waits for. */
  attemptLater(delayMs: number, action: (store: Store) => void): void {
    const run = (): void => {
      clearTimeout(timer);
      this.pending.delete(run);
      if (this.store) this.attempt(undefined, action);
    };
    const timer = setTimeout(run, delayMs).unref();
    this.pending.add(run);
  }

  /**
   * Runs `action` for a person who asked for it by name (`memory.clear()`): failures are thrown.
   * `fallback` is for a memory that caches nothing.
   */
  demand<T>(fallback: T, action: (store: Store) => T): T {
    if (!this.open) return fallback;
    return action((this.store ??= this.open()));
  }

  /** Says what happened, once per cause. */
  report(error: unknown): void {
    const reason = error instanceof StoreError ? error.reason : ((error as NodeJS.ErrnoException)?.code ?? 'io');
    const message = error instanceof Error ? error.message : String(error);
    this.warnings.once(`store:${reason}`, `${message} The call ran, but its result is not cached.`);
  }

  /** Does what is pending, and closes the store; the next operation opens it again. */
  close(): void {
    for (const run of this.pending) run();
    this.store?.close();
    this.store = undefined;
  }

  private opened(): Store | undefined {
    if (this.store) return this.store;
    if (!this.open || Date.now() < this.retryAt) return undefined;
    try {
      return (this.store = this.open());
    } catch (error) {
      this.retryAt = Date.now() + RETRY_MS;
      throw error;
    }
  }
}
