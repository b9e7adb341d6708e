import { isAsyncFunction, isPromise } from 'node:util/types';
import { UnhashableArgumentError, UsageError } from './errors';
import { Computation, InFlight } from './in-flight';
import { changesBetween, UNCHANGED, type CallKey, type Changes, type Explanation, type KeyMaker } from './keys';
import { recordOutput, type Chunk } from './notebook';
import type { AnyFunction } from './options';
import type { PendingResult, Results } from './results';
import { Shelved, type Shelf } from './shelved';
import type { SideEffects } from './side-effects';
import type { Claim } from './store';
import type { StoreHandle } from './store-handle';

/** After so many misses in a row the next call is taken for one, too. */
const LIKELY_MISS = 2;

/** What the calls of one function work with. */
export interface CallParts {
  readonly original: AnyFunction;
  readonly keys: KeyMaker;
  readonly results: Results;
  readonly store: StoreHandle;
  readonly shelf: Shelf;
  readonly sideEffects: SideEffects;
  nameOf(): string;
  /** Whether to record what a computation prints. */
  readonly recordOutput: boolean;
}

/**
 * The calls of one cached function: bind and key, look up, and on a miss compute and store.
 * Nothing here may fail a call that the function itself would have answered, but for an argument without a key.
 */
export class Calls {
  private readonly inFlight = new InFlight();
  private readonly asynchronous: boolean;
  private missesInARow = 0;

  constructor(private readonly parts: CallParts) {
    this.asynchronous = isAsyncFunction(parts.original);
  }

  /** The function that was cached. */
  get original(): AnyFunction {
    return this.parts.original;
  }

  /** One call: served from the store, or computed and stored. */
  run(self: unknown, args: readonly unknown[]): unknown {
    const { keys, results, store, original } = this.parts;
    if (!store.used) return Reflect.apply(original, self, args);
    const call = keys.keyOf(self, args);
    const pending = this.inFlight.join(call.key);
    if (pending) return this.waitFor(pending, self, args);
    const likely = this.claimLikelyMiss(call);
    if (likely) return this.compute(self, args, call, likely);
    for (;;) {
      const hit = results.load(call.key);
      if (hit) {
        this.missesInARow = 0;
        return hit.value;
      }
      const claim = this.claim(call);
      if (!claim || claim.claimed) {
        this.missesInARow += 1;
        return this.compute(self, args, call, claim);
      }
      if (this.asynchronous) {
        const waiting = new Computation();
        const result = waiting.run(() => this.runAfterOther(self, args, call));
        return this.inFlight.share(call.key, waiting, result);
      }
      store.attempt(undefined, (open) => open.waitForClaimSync(call.key));
    }
  }

  /** Computes a call and stores the result, whatever the store holds. */
  refresh(self: unknown, args: readonly unknown[]): unknown {
    const { keys, store, original } = this.parts;
    if (!store.used) return Reflect.apply(original, self, args);
    return this.compute(self, args, keys.keyOf(self, args), undefined);
  }

  has(self: unknown, args: readonly unknown[]): boolean {
    return this.parts.results.usable(this.parts.keys.keyOf(self, args).key) !== undefined;
  }

  keyOf(self: unknown, args: readonly unknown[]): string {
    return this.parts.keys.keyOf(self, args).key.toString('hex');
  }

  delete(self: unknown, args: readonly unknown[]): boolean {
    const { key } = this.parts.keys.keyOf(self, args);
    return this.parts.store.demand(false, (store) => store.delete(key));
  }

  /** Stores `value` for a call. A value that cannot be stored is warned about, as on a miss. */
  set(self: unknown, args: readonly unknown[], value: unknown): void {
    const { keys, results, nameOf } = this.parts;
    if (!Array.isArray(args)) {
      throw new UsageError(`set takes the arguments of ${nameOf()} as an array: set([1, 'a'], result).`);
    }
    const pending = results.begin(keys.keyOf(self, args));
    results.save(pending, { value, durationMs: 0, async: this.asynchronous, chunks: [], changed: UNCHANGED });
  }

  /** A reference to the stored result, computed if need be. */
  shelve(self: unknown, args: readonly unknown[]): unknown {
    const { keys, results, shelf, nameOf } = this.parts;
    const { key } = keys.keyOf(self, args);
    const refer = (held?: { value: unknown }) => new Shelved(shelf, nameOf(), key.toString('hex'), held);
    const stored = results.usable(key);
    if (stored) return stored.async ? Promise.resolve(refer()) : refer();
    const shelved = (value: unknown) => refer(results.usable(key) ? undefined : { value });
    const result = this.run(self, args);
    return isPromise(result) ? result.then(shelved) : shelved(result);
  }

  /** Why a call would be a hit or a miss. */
  explain(self: unknown, args: readonly unknown[]): Explanation {
    return this.parts.results.explain(this.parts.keys.keyOf(self, args));
  }

  /** Among misses, to claim a call of which there is no entry spares the lookup. Undefined when it has to be looked up. */
  private claimLikelyMiss(call: CallKey): Claim | undefined {
    if (this.missesInARow < LIKELY_MISS) return undefined;
    const claim = this.parts.store.attempt<Claim | undefined>(undefined, (store) =>
      store.claimUnknown(call.key, this.parts.nameOf()),
    );
    if (!claim) this.missesInARow = 0;
    return claim;
  }

  private claim(call: CallKey): Claim | undefined {
    return this.parts.store.attempt<Claim | undefined>(undefined, (store) =>
      store.claim(call.key, this.parts.nameOf()),
    );
  }

  private async runAfterOther(self: unknown, args: readonly unknown[], call: CallKey): Promise<unknown> {
    for (;;) {
      await this.parts.store.attempt(undefined, (store) => store.waitForClaim(call.key));
      const hit = this.parts.results.load(call.key);
      if (hit) return hit.value;
      const claim = this.claim(call);
      if (!claim || claim.claimed) return this.compute(self, args, call, claim);
    }
  }

  /**
   * Shares a result. An error only when the calls are the same in all: it may come from an argument that does not count, such
   * as the signal by which another caller has given up.
   */
  private waitFor(pending: Promise<unknown>, self: unknown, args: readonly unknown[]): Promise<unknown> {
    return this.parts.keys.ignoresArguments ? pending.catch(() => this.run(self, args)) : pending;
  }

  private compute(self: unknown, args: readonly unknown[], call: CallKey, claim: Claim | undefined): unknown {
    const { results, original } = this.parts;
    const release = () => void (claim?.claimed && this.parts.store.attempt(undefined, () => claim.release()));
    const chunks: Chunk[] = [];
    const computation = new Computation();
    const started = performance.now();
    let pending: PendingResult | undefined;
    let result: unknown;
    try {
      pending = results.begin(call, claim?.claimed ? claim.ref : undefined);
      const apply = () => computation.run(() => Reflect.apply(original, self, call.args ?? args));
      result = this.parts.recordOutput ? recordOutput(chunks, apply) : apply();
    } catch (error) {
      release();
      throw error;
    }
    const finish = (value: unknown, async: boolean) => {
      const durationMs = performance.now() - started;
      const changed = this.notice(pending, self, args, async);
      results.save(pending, { value, durationMs, async, chunks, changed });
      release();
      return value;
    };
    if (!isPromise(result)) return finish(result, false);
    // A promise of a class of its own has methods that a hit has not: all calls give an ordinary one.
    const settled = Promise.resolve(result).then(
      (value) => finish(value, true),
      (error: unknown) => {
        release();
        throw error;
      },
    );
    return this.inFlight.share(call.key, computation, settled);
  }

  /**
   * Looks at what changed of all that a call reads, while it ran. What others have changed is returned: the result may then
   * be that of no state at all. Only while a promise is pending can others run; the rest the function has done itself.
   */
  private notice(pending: PendingResult | undefined, self: unknown, args: readonly unknown[], async: boolean): Changes {
    const { sideEffects } = this.parts;
    if (!pending || (!async && !sideEffects.wantsLook())) return UNCHANGED;
    const changes = this.changes(pending, self, args);
    const { others, state } = changes;
    if (!async) sideEffects.note(changes);
    else sideEffects.note({ ...changes, args: [], state: state.filter((name) => !others.includes(name)) });
    return async ? changes : UNCHANGED;
  }

  private changes({ call, details }: PendingResult, self: unknown, args: readonly unknown[]): Changes {
    try {
      return changesBetween(call, details, this.parts.keys.keyOf(self, call.args ?? args));
    } catch (error) {
      const name = error instanceof UnhashableArgumentError ? error.path : 'an argument';
      return { ...UNCHANGED, others: [name], args: [name] };
    }
  }
}
