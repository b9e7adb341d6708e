import { isPromise, isAsyncFunction } from 'node:util/types';
import { UnreadableValueError, UnstorableValueError } from './errors';
import { explainMiss, type CallKey, type Explanation, type KeyMaker } from './keys';
import type { Journal } from './journal';
import { recordOutput, replayOutput, type Chunk } from './notebook';
import type { AnyFunction, CacheOptions } from './options';
import { withProgress } from './progress';
import { Shelved, type Shelf } from './shelved';
import type { StoreHandle } from './store-handle';
import type { Claim, FunctionRef, Limits, Store, StoredEntry } from './store';
import { loadBody, storeBody, type ValueCodec } from './values';
import type { Warnings } from './warnings';

/** What the calls of one function share with their memory. */
export interface CallContext {
  readonly store: StoreHandle;
  /** Folder of the store, where value files are; '' when nothing is cached. */
  readonly folder: string;
  readonly codec: ValueCodec;
  readonly shelf: Shelf;
  readonly warnings: Warnings;
  readonly journal: Journal;
}

/** `CacheOptions` with times and sizes as numbers, as the calls need them. */
export interface CallOptions extends Pick<CacheOptions, 'shouldCache' | 'validate' | 'replayOutput' | 'compress' | 'verbose'> {
  readonly ttlMs: number | undefined;
  readonly limits: Limits;
}

/** A loaded result; in a box because `undefined` is a result like any other. */
interface Hit {
  readonly value: unknown;
}

/**
 * The calls of one cached function: bind and key, look up, and on a miss compute and store.
 * Nothing here may fail a call that the function itself would have answered, but for an argument without a key.
 */
export class Calls {
  /** Computations of this process under way, by key, so that calls made meanwhile share them. */
  private readonly inFlight = new Map<string, Promise<unknown>>();
  private readonly asynchronous: boolean;

  constructor(
    readonly original: AnyFunction,
    private readonly nameOf: () => string,
    private readonly keys: KeyMaker,
    private readonly options: CallOptions,
    private readonly context: CallContext,
  ) {
    this.asynchronous = isAsyncFunction(original);
  }

  /** One call: served from the store, or computed and stored. */
  run(self: unknown, args: readonly unknown[]): unknown {
    if (!this.context.store.used) return Reflect.apply(this.original, self, args);
    const call = this.keys.keyOf(self, args);
    const pending = this.inFlight.size > 0 ? this.inFlight.get(call.key.toString('latin1')) : undefined;
    if (pending) return pending;
    for (;;) {
      const hit = this.load(call.key);
      if (hit) return hit.value;
      const claim = this.claim(call);
      if (!claim || claim.claimed) return this.compute(self, args, call, claim);
      if (this.asynchronous) return this.share(call, this.runAfterOther(self, args, call));
      this.context.store.attempt(undefined, (store) => store.waitForClaimSync(call.key));
    }
  }

  /** Computes a call and stores the result, whatever the store holds. */
  refresh(self: unknown, args: readonly unknown[]): unknown {
    if (!this.context.store.used) return Reflect.apply(this.original, self, args);
    return this.compute(self, args, this.keys.keyOf(self, args), undefined);
  }

  has(self: unknown, args: readonly unknown[]): boolean {
    return this.usable(this.keys.keyOf(self, args).key) !== undefined;
  }

  keyOf(self: unknown, args: readonly unknown[]): string {
    return this.keys.keyOf(self, args).key.toString('hex');
  }

  delete(self: unknown, args: readonly unknown[]): boolean {
    const { key } = this.keys.keyOf(self, args);
    return this.context.store.demand(false, (store) => store.delete(key));
  }

  /** Stores `value` for a call. A value that cannot be stored is warned about, as on a miss. */
  set(self: unknown, args: readonly unknown[], value: unknown): void {
    const call = this.keys.keyOf(self, args);
    this.save(this.begin(call), { value, durationMs: 0, async: this.asynchronous, chunks: [] });
  }

  /** A reference to the stored result, computed if need be. */
  shelve(self: unknown, args: readonly unknown[]): unknown {
    const call = this.keys.keyOf(self, args);
    const reference = new Shelved(this.context.shelf, this.nameOf(), call.key.toString('hex'));
    const stored = this.usable(call.key);
    if (stored) return stored.async ? Promise.resolve(reference) : reference;
    const result = this.run(self, args);
    return isPromise(result) ? result.then(() => reference) : reference;
  }

  /** Why a call would be a hit or a miss. */
  explain(self: unknown, args: readonly unknown[]): Explanation {
    const call = this.keys.keyOf(self, args);
    return explainMiss({
      name: this.nameOf(),
      hit: this.usable(call.key) !== undefined,
      call: { key: call.key, version: call.version, ...call.describe() },
      candidates: this.context.store.demand([], (store) => store.candidates(this.functionRef(store).id)),
    });
  }

  private claim(call: CallKey): Claim | undefined {
    return this.context.store.attempt<Claim | undefined>(undefined, (store) => store.claim(call.key));
  }

  private async runAfterOther(self: unknown, args: readonly unknown[], call: CallKey): Promise<unknown> {
    for (;;) {
      await this.context.store.attempt(undefined, (store) => store.waitForClaim(call.key));
      const hit = this.load(call.key);
      if (hit) return hit.value;
      const claim = this.claim(call);
      if (!claim || claim.claimed) return this.compute(self, args, call, claim);
    }
  }

  private share(call: CallKey, promise: Promise<unknown>): Promise<unknown> {
    const id = call.key.toString('latin1');
    const shared = promise.finally(() => this.inFlight.delete(id));
    this.inFlight.set(id, shared);
    return shared;
  }

  /** The live entry of a key, if `validate` lets it be served. */
  private usable(key: Buffer): StoredEntry | undefined {
    const entry = this.context.store.attempt(undefined, (store) => store.get(key));
    if (!entry || !this.options.validate) return entry;
    const { created, durationMs, hits } = entry;
    return this.options.validate({ created, durationMs, hits }) ? entry : undefined;
  }

  private load(key: Buffer): Hit | undefined {
    const entry = this.usable(key);
    if (!entry) return undefined;
    const started = performance.now();
    const loaded = this.decode(entry, key);
    if (!loaded) return undefined;
    if (this.options.replayOutput && entry.output) replayOutput(entry.output);
    const savedMs = Math.max(0, entry.durationMs - (performance.now() - started));
    this.context.store.attempt(undefined, (store) => store.recordHit(entry, savedMs));
    if (this.options.verbose) this.context.journal.hit(this.nameOf(), savedMs);
    return entry.async ? { value: Promise.resolve(loaded.value) } : loaded;
  }

  private decode(entry: StoredEntry, key: Buffer): Hit | undefined {
    try {
      const { folder, codec } = this.context;
      const encoded = withProgress(`${this.nameOf()}: loading`, entry.body.bytes, (onProgress) =>
        loadBody(entry.body, { key, folder, onProgress }),
      );
      return { value: codec.decode(encoded) };
    } catch (error) {
      if (!(error instanceof UnreadableValueError)) throw error;
      this.context.warnings.once(
        `unreadable:${this.nameOf()}:${error.message}`,
        `A stored result of ${this.nameOf()} cannot be read (${error.message}). It is computed again.`,
      );
      return undefined;
    }
  }

  private compute(self: unknown, args: readonly unknown[], call: CallKey, claim: Claim | undefined): unknown {
    const chunks: Chunk[] = [];
    const release = () => void (claim?.claimed && this.context.store.attempt(undefined, () => claim.release()));
    let pending: PendingEntry | undefined;
    let result: unknown;
    const started = performance.now();
    try {
      pending = this.begin(call);
      const apply = () => Reflect.apply(this.original, self, call.args ?? args);
      result = this.options.replayOutput ? recordOutput(chunks, apply) : apply();
    } catch (error) {
      release();
      throw error;
    }
    const finish = (value: unknown, async: boolean) => {
      const durationMs = performance.now() - started;
      if (this.options.verbose) this.context.journal.computed(this.nameOf(), durationMs);
      this.save(pending, { value, durationMs, async, chunks });
      release();
      return value;
    };
    if (!isPromise(result)) return finish(result, false);
    const settled = result.then(
      (value) => finish(value, true),
      (error: unknown) => {
        release();
        throw error;
      },
    );
    return this.share(call, settled);
  }

  /** What must be known before the function runs: it may change its arguments, and a clear meanwhile must win. */
  private begin(call: CallKey): PendingEntry | undefined {
    return this.context.store.attempt<PendingEntry | undefined>(undefined, (store) => ({
      call,
      ref: this.functionRef(store),
      details: call.describe(),
    }));
  }

  private functionRef(store: Store): FunctionRef {
    const ref = store.functionRef(this.nameOf());
    store.limitFunction(ref.id, this.options.limits);
    return ref;
  }

  private save(pending: PendingEntry | undefined, computed: Computed): void {
    if (!pending) return;
    const { value, durationMs, async } = computed;
    const { shouldCache, compress, ttlMs, replayOutput: replay } = this.options;
    const created = Date.now();
    const { call, ref, details } = pending;
    const { key, version } = call;
    const { codec, folder, store } = this.context;
    const countMiss = () => store.attempt(undefined, (open) => open.recordMiss(ref.id));
    if (shouldCache && !shouldCache(value as never, { created, durationMs, hits: 0 })) return countMiss();
    try {
      const encoded = codec.encode(value);
      const bytes = encoded.segments.reduce((sum, segment) => sum + segment.byteLength, encoded.head.byteLength);
      const body = withProgress(`${this.nameOf()}: storing`, bytes, (onProgress) =>
        storeBody(encoded, { key, folder, compress, onProgress }),
      );
      const output = replay && computed.chunks.length > 0 ? JSON.stringify(computed.chunks) : null;
      store.attempt(undefined, (open) =>
        open.put({
          key,
          functionId: ref.id,
          generation: ref.generation,
          version,
          body,
          durationMs,
          expires: ttlMs === undefined ? null : created + ttlMs,
          ...details,
          async,
          output,
        }),
      );
    } catch (error) {
      if (error instanceof UnstorableValueError) this.warnUnstorable(error);
      else store.report(error);
      countMiss();
    }
  }

  private warnUnstorable(error: UnstorableValueError): void {
    this.context.warnings.once(
      `unstorable:${this.nameOf()}:${error.path}`,
      `The result of ${this.nameOf()} is not cached: ${error.message}`,
    );
  }
}

interface PendingEntry {
  readonly call: CallKey;
  readonly ref: FunctionRef;
  readonly details: ReturnType<CallKey['describe']>;
}

interface Computed {
  readonly value: unknown;
  readonly durationMs: number;
  readonly async: boolean;
  readonly chunks: Chunk[];
}
