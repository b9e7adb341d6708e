// Generated from schema/api.json by `npm run generate`. Do not edit.

/**
 * Bodies of the REST answers under tslab-memory/api. Times are ms since 1970, durations ms, sizes bytes.
 */
export interface Api {
  overview?: Overview;
  storeList?: StoreList;
  functionList?: FunctionList;
  entryPage?: EntryPage;
  cleared?: Cleared;
  error?: ApiError;
}
/**
 * All that the panel shows at a glance, in one request. Answered 304 when nothing changed.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Overview".
 */
export interface Overview {
  stores: StoreWithFunctions[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "StoreWithFunctions".
 */
export interface StoreWithFunctions {
  store: Store;
  functions: FunctionSummary[];
}
/**
 * One store. With status other than 'ok' the totals are 0 and `message` says what is wrong and what to do.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Store".
 */
export interface Store {
  /**
   * First 16 hex digits of the SHA-256 of the folder's real path.
   */
  id: string;
  /**
   * Short name to show: the folder that holds .tslab-memory.
   */
  name: string;
  /**
   * Where the store is, to show: relative to the server's root, else with ~ for home.
   */
  path: string;
  status: "ok" | "missing" | "unreadable" | "newer" | "older" | "locked";
  message: string;
  entries: number;
  bytes: number;
  hits: number;
  misses: number;
  timeSavedMs: number;
  /**
   * Size limit of the store, or null.
   */
  maxBytes: number | null;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "FunctionSummary".
 */
export interface FunctionSummary {
  /**
   * Number of the function within its store.
   */
  id: number;
  name: string;
  entries: number;
  bytes: number;
  hits: number;
  misses: number;
  timeSavedMs: number;
  lastUsed: number | null;
  /**
   * Code versions that have live entries.
   */
  versions: number;
  /**
   * Live entries made by other than the newest version.
   */
  oldEntries: number;
  /**
   * Notebooks it was used from: relative to the server's root where under it, newest first.
   */
  notebooks: string[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "StoreList".
 */
export interface StoreList {
  stores: Store[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "FunctionList".
 */
export interface FunctionList {
  functions: FunctionSummary[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "EntryPage".
 */
export interface EntryPage {
  entries: Entry[];
  /**
   * Entries that match the filter.
   */
  total: number;
  offset: number;
  limit: number;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Entry".
 */
export interface Entry {
  /**
   * 64 hex digits.
   */
  key: string;
  /**
   * The arguments as a person would write them, shortened.
   */
  args: string;
  bytes: number;
  /**
   * How long the computation took.
   */
  durationMs: number;
  hits: number;
  created: number;
  lastHit: number | null;
  expires: number | null;
  /**
   * First 12 hex digits of the code version that made it.
   */
  version: string;
  /**
   * Whether that is the newest version of the function.
   */
  current: boolean;
  notebook: string | null;
}
/**
 * Answer to a DELETE: what went.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Cleared".
 */
export interface Cleared {
  entries: number;
  bytes: number;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "ApiError".
 */
export interface ApiError {
  /**
   * What happened and what to do, for a person.
   */
  message: string;
  /**
   * What happened, for a program: 'store_not_found', 'function_not_found', 'entry_not_found', 'bad_parameter', 'store_unusable'.
   */
  reason: string | null;
}
