import type { StoredBody } from '../values/types';
import type { ArgumentDigest, CodeVersion } from '../keys/types';

/** A live entry, as a hit needs it. */
export interface StoredEntry {
  readonly id: number;
  readonly functionId: number;
  readonly body: StoredBody;
  readonly created: number;
  readonly expires: number | null;
  readonly durationMs: number;
  readonly hits: number;
  /** Whether the call returned a promise, so that a hit returns one too. */
  readonly async: boolean;
  /** JSON of what the call printed, if that was recorded. */
  readonly output: string | null;
}

/** What `Store.put` writes. */
export interface NewEntry {
  readonly key: Buffer;
  /** Returned by `Store.functionRef(name)`. */
  readonly functionId: number;
  /** Generation of the function when the computation began: a clear since then wins over this write. */
  readonly generation: number;
  readonly version: CodeVersion;
  readonly body: StoredBody;
  readonly durationMs: number;
  readonly expires: number | null;
  readonly args: string;
  readonly digests: readonly ArgumentDigest[];
  /** Whether the call returned a promise. */
  readonly async: boolean;
  readonly output: string | null;
}

/** Counts of one function; see `memory.functions()`. */
export interface FunctionInfo {
  name: string;
  entries: number;
  /** Bytes on disk. */
  bytes: number;
  hits: number;
  misses: number;
  timeSavedMs: number;
  /** Milliseconds since 1970 of the last call, or null. */
  lastUsed: number | null;
  /** Code versions that have entries. */
  versions: number;
  /** Entries whose time is over: they take space and are not used. */
  expired: number;
}

/** One entry; see `memory.entries()`. */
export interface EntryInfo {
  /** 64 hex digits. */
  key: string;
  function: string;
  /** The arguments as a person would write them, shortened. */
  args: string;
  /** Bytes on disk. */
  bytes: number;
  /** How long the computation took, milliseconds. */
  durationMs: number;
  hits: number;
  /** Milliseconds since 1970. */
  created: number;
  lastHit: number | null;
  expires: number | null;
  /** First 12 hex digits of the code version. */
  version: string;
}

/** Totals of a store; see `memory.stats()`. */
export interface StoreStats {
  entries: number;
  bytes: number;
  hits: number;
  misses: number;
  timeSavedMs: number;
  functions: number;
}

/** How `entries()` pages and sorts. Default: newest first, 100. */
export interface EntryQuery {
  function?: string;
  limit?: number;
  offset?: number;
  sort?: 'created' | 'lastHit' | 'hits' | 'bytes' | 'durationMs';
  order?: 'asc' | 'desc';
}

/** A stored call in full, to explain how another call differs from it. */
export interface StoredCall {
  readonly key: Buffer;
  readonly args: string;
  readonly digests: readonly ArgumentDigest[];
  readonly created: number;
  readonly expires: number | null;
  readonly version: CodeVersion;
}

/** What is known of clears that a call may have been lost to; milliseconds since 1970. */
export interface Clears {
  /** When its stored result was cleared; null when there was none, or it is removed for good by now. */
  readonly result: number | null;
  /** When all results of its function were cleared last; null when they never were, or that was taken back. */
  readonly everything: number | null;
}

/** A function's row, and the number of its clears: what a computation remembers from its start. */
export interface FunctionRef {
  readonly id: number;
  readonly generation: number;
}

/** How much a store, or a function in it, may hold. What is missing is not limited. */
export interface Limits {
  /** Bytes on disk. */
  maxBytes?: number | undefined;
  maxEntries?: number | undefined;
  /** Milliseconds since an entry was last used (written or hit). */
  maxAgeMs?: number | undefined;
}

/** How `Store.open` opens a store. */
export interface StoreOptions extends Limits {
  /** The store's folder, as `storeLocation()` gives it. It is made if it does not exist. */
  location: string;
  /** Path of the notebook on whose behalf entries are written. */
  notebook?: string | undefined;
  /** How long an operation waits for another process's write, in milliseconds. Default: 5000. */
  busyTimeoutMs?: number | undefined;
  /** Told of things worth knowing that are no failures, each with a topic to say it once per. Default: nothing is said. */
  onNotice?: ((topic: string, message: string) => void) | undefined;
}
