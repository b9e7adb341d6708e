import type { AnyFunction } from './options';
import type { Explanation } from './keys/explain/explanation';
import type { EntryInfo, EntryQuery, FunctionInfo } from './store/types';
import type { Shelved } from './shelved';

/** What went in a clear: number of entries, and their bytes on disk. */
export interface Cleared {
  entries: number;
  bytes: number;
}

/** `T`, or a promise of `T` where the function is asynchronous. */
export type LikeResult<F extends AnyFunction, T> = ReturnType<F> extends PromiseLike<unknown> ? Promise<T> : T;

/** What a cached function offers besides being called. For a cached method there is `memory.method(object, name)`. */
export interface CacheControls<F extends AnyFunction> {
  /** Whether a call with these arguments would be served from the store. Computes nothing. */
  has(...args: Parameters<F>): boolean;
  /** The key of such a call: 64 hex digits. */
  keyOf(...args: Parameters<F>): string;
  /** Forgets the result of such a call. Returns whether there was one. */
  delete(...args: Parameters<F>): boolean;
  /** Computes such a call anew and stores the result. */
  refresh(...args: Parameters<F>): ReturnType<F>;
  /** Stores `value` as the result of such a call, as if it had been computed. */
  set(args: Parameters<F>, value: Awaited<ReturnType<F>>): void;
  /** Computes such a call if need be, and returns a reference to the stored result instead of the result. */
  shelve(...args: Parameters<F>): LikeResult<F, Shelved<Awaited<ReturnType<F>>>>;
  /** Why such a call would be a hit or a miss. As the last expression of a cell it renders as a table. */
  explain(...args: Parameters<F>): Explanation;
  /** Forgets all results of the function. */
  clear(): Cleared;
  /** Counts of the function. */
  stats(): FunctionInfo;
  /** Stored calls of the function, newest first. */
  entries(query?: Omit<EntryQuery, 'function'>): EntryInfo[];
  /** The controls for calls on `self`: for methods. */
  on(self: object): MethodControls<F>;
  /** The function that was cached. */
  readonly original: F;
}

declare global {
  /**
   * {@link CachedFunction}, for the variables of notebooks. tslab writes down the type of each for the next cell. One that a
   * module exports is written as an import from it, and TypeScript builds its whole program anew for an import more.
   */
  type TslabCachedFunction<F extends AnyFunction> = F & CacheControls<F>;
}

/** A function of the same type that is served from the store, with controls. */
export type CachedFunction<F extends AnyFunction> = TslabCachedFunction<F>;

/** The controls of a cached method, for calls on one object. */
export type MethodControls<F> = F extends AnyFunction ? Omit<CacheControls<F>, 'on'> : never;
