import { isPromise } from 'node:util/types';
import { UnstorableValueError, UsageError } from './errors';
import type { Journal } from './journal';
import { explainMiss, type CallDetails, type Changes, type CallKey, type Explanation } from './keys';
import { replayOutput, type Chunk } from './notebook';
import type { CacheOptions, ResultMeta } from './options';
import { withProgress } from './progress';
import type { Clears, FunctionRef, Limits, Store, StoredCall, StoredEntry } from './store';
import { ignoreOption } from './side-effects';
import type { StoreHandle } from './store-handle';
import { loadValue, storeBody, type ValueCodec } from './values';
import type { Warnings } from './warnings';

/** The last miss of a function is explained this long after it, so that a loop of misses pays for one explanation. */
const EXPLAIN_AFTER_MS = 500;

/** What the functions of one memory share. */
export interface ResultContext {
  readonly store: StoreHandle;
  /** Folder of the store, where value files are; '' when nothing is cached. */
  readonly folder: string;
  readonly codec: ValueCodec;
  readonly warnings: Warnings;
  readonly journal: Journal;
}

/** `CacheOptions` with times and sizes as numbers. */
export interface ResultOptions extends Pick<
  CacheOptions,
  'shouldCache' | 'validate' | 'replayOutput' | 'compress' | 'verify' | 'verbose'
> {
  readonly ttlMs: number | undefined;
  readonly limits: Limits;
}

/** A loaded result; in a box because `undefined` is a result like any other. */
export interface Hit {
  readonly value: unknown;
}

/** What must be known of a call before its function runs. */
export interface PendingResult {
  readonly call: CallKey;
  readonly ref: FunctionRef;
  readonly details: CallDetails;
  /** When its stored result was cleared, if that is why it is computed. */
  readonly clearedAt: number | null;
}

/** What a computation gave. */
export interface Computed {
  readonly value: unknown;
  readonly durationMs: number;
  /** Whether it came as a promise. */
  readonly async: boolean;
  /** What it printed, if that is recorded. */
  readonly chunks: readonly Chunk[];
  /** What it reads and others changed while it ran. */
  readonly changed: Pick<Changes, 'others' | 'ignorable'>;
}

/**
 * The stored results of one function: loads them, and stores what was computed. Whatever goes wrong here is said once and
 * the call goes on without.
 */
export class Results {
  private missToExplain: PendingResult | undefined;

  constructor(
    private readonly nameOf: () => string,
    private readonly options: ResultOptions,
    private readonly context: ResultContext,
  ) {}

  /** The live entry of a key, if `validate` lets it be served. */
  usable(key: Buffer): StoredEntry | undefined {
    const entry = this.context.store.attempt(undefined, (store) => store.get(key));
    if (!entry || !this.options.validate) return entry;
    const { created, durationMs, hits } = entry;
    try {
      return answerOf('validate', this.options.validate({ created, durationMs, hits })) ? entry : undefined;
    } catch (error) {
      this.context.warnings.once(
        `validate:${this.nameOf()}`,
        `validate of ${this.nameOf()} failed, so what is stored is not served: ${error instanceof Error ? error.message : String(error)}`,
      );
      return undefined;
    }
  }

  /** The stored result of a key, counted as a hit. */
  load(key: Buffer): Hit | undefined {
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

  /**
   * To be called before the function runs: it may change its arguments, and a clear meanwhile must win over the result.
   *
   * @param known the function's row, if it was read just now and there is nothing stored of the call, not even cleared
   */
  begin(call: CallKey, known?: FunctionRef): PendingResult | undefined {
    return this.context.store.attempt<PendingResult | undefined>(undefined, (store) => {
      const ref = this.functionRef(store, known);
      const clearedAt = known ? null : store.clears(ref.id, call.key).result;
      return { call, ref, details: call.describe(), clearedAt };
    });
  }

  /** Stores what was computed, unless it cannot or shall not be stored. */
  save(pending: PendingResult | undefined, computed: Computed): void {
    if (this.options.verbose) this.context.journal.computed(this.nameOf(), computed.durationMs);
    if (!pending) return;
    const { store } = this.context;
    try {
      if (this.isOfOneState(computed) && this.wanted(computed)) this.put(pending, computed);
      else store.attempt(undefined, (open) => open.recordMiss(pending.ref.id));
    } catch (error) {
      if (error instanceof UnstorableValueError) this.warnUnstorable(error);
      else store.report(error);
      store.attempt(undefined, (open) => open.recordMiss(pending.ref.id));
    }
    this.explainLater(pending);
  }

  /** Why a call would be a hit or a miss. */
  explain(call: CallKey): Explanation {
    const hit = this.usable(call.key) !== undefined;
    const [candidates, clears] = this.context.store.demand<[StoredCall[], Clears?]>([[]], (store) => {
      const { id } = this.functionRef(store);
      return [store.candidates(id), store.clears(id, call.key)];
    });
    return this.explanation({ call, details: call.describe() }, hit, candidates, clears);
  }

  private explanation(
    { call: { key, version }, details }: Pick<PendingResult, 'call' | 'details'>,
    hit: boolean,
    candidates: StoredCall[],
    clears: Clears | undefined,
  ): Explanation {
    return explainMiss({ name: this.nameOf(), hit, call: { key, version, ...details }, candidates, clears });
  }

  private decode(entry: StoredEntry, key: Buffer): Hit | undefined {
    try {
      const { folder, codec } = this.context;
      const { verify } = this.options;
      const value = withProgress(
        () => `${this.nameOf()}: loading`,
        entry.body.bytes,
        (onProgress) => loadValue(codec, entry.body, { key, folder, verify, onProgress }),
      );
      return { value };
    } catch (error) {
      // Another process may have cleared the entry, and with it the file, after it was looked up.
      if (!this.context.store.attempt(undefined, (store) => store.get(key))) return undefined;
      const { message } = error as Error;
      this.context.warnings.once(
        `unreadable:${this.nameOf()}:${message}`,
        `A stored result of ${this.nameOf()} cannot be read (${message}). It is computed again.`,
      );
      return undefined;
    }
  }

  private isOfOneState({ changed }: Computed): boolean {
    const { others, ignorable } = changed;
    if (others.length === 0) return true;
    const remedy =
      ignorable.length > 0 ? ` What does not matter for the result can be left out: ${ignoreOption(ignorable)}.` : '';
    this.context.warnings.once(
      `changed:${this.nameOf()}:${others.join()}`,
      `A result of ${this.nameOf()} is not cached: ${others.map((name) => `\`${name}\``).join(', ')} changed while it was ` +
        `computed. Wait for the result before you change what it reads; a function that changes an argument by itself ` +
        `should change a copy.${remedy}`,
    );
    return false;
  }

  private wanted({ value, durationMs }: Computed): boolean {
    const { shouldCache } = this.options;
    const meta: ResultMeta = { created: Date.now(), durationMs, hits: 0 };
    return !shouldCache || answerOf('shouldCache', shouldCache(value as never, meta));
  }

  private put({ call, ref, details }: PendingResult, { value, durationMs, async, chunks }: Computed): void {
    const { key, version } = call;
    const { codec, folder, store } = this.context;
    const { compress, ttlMs } = this.options;
    const encoded = codec.encode(value);
    const bytes = encoded.segments.reduce((sum, segment) => sum + segment.byteLength, encoded.head.byteLength);
    const body = withProgress(
      () => `${this.nameOf()}: storing`,
      bytes,
      (onProgress) => storeBody(encoded, { key, folder, compress, onProgress }),
    );
    store.attempt(undefined, (open) =>
      open.put({
        key,
        functionId: ref.id,
        generation: ref.generation,
        version,
        body,
        durationMs,
        expires: ttlMs === undefined ? null : Date.now() + ttlMs,
        args: details.args,
        digests: details.digests,
        async,
        output: chunks.length > 0 ? JSON.stringify(chunks) : null,
      }),
    );
  }

  private functionRef(store: Store, known?: FunctionRef): FunctionRef {
    const ref = known ?? store.functionRef(this.nameOf());
    store.limitFunction(ref.id, this.options.limits);
    return ref;
  }

  /** Keeps in the store why the last miss was one, for the panel. */
  private explainLater(pending: PendingResult): void {
    const scheduled = this.missToExplain !== undefined;
    this.missToExplain = pending;
    if (scheduled) return;
    this.context.store.attemptLater(EXPLAIN_AFTER_MS, (store) => {
      const last = this.missToExplain!;
      const { call, ref, clearedAt } = last;
      this.missToExplain = undefined;
      const others = store.candidates(ref.id).filter(({ key }) => !key.equals(call.key));
      const clears = { ...store.clears(ref.id, call.key), result: clearedAt };
      const { args, reasons } = this.explanation(last, false, others, clears);
      store.setLastMiss(ref.id, JSON.stringify({ args, reasons }));
    });
  }

  private warnUnstorable(error: UnstorableValueError): void {
    this.context.warnings.once(
      `unstorable:${this.nameOf()}:${error.path}`,
      `The result of ${this.nameOf()} is not cached: ${error.message}`,
    );
  }
}

/** @throws UsageError for a promise, which would always mean yes. */
function answerOf(option: string, answer: unknown): boolean {
  if (isPromise(answer)) throw new UsageError(`\`${option}\` must answer at once, with true or false, not a promise.`);
  return Boolean(answer);
}
