// Generated from schema/api.json by `npm run generate`. Do not edit.

/**
 * Bodies of the REST answers under tslab-memory/api. Times are ms since 1970, durations ms, sizes bytes.
 */
export interface Api {
  overview?: Overview;
  storeList?: StoreList;
  functionList?: FunctionList;
  entryPage?: EntryPage;
  found?: Found;
  functionDetails?: FunctionDetails;
  entryDetails?: EntryDetails;
  activity?: Activity;
  clearRequest?: ClearRequest;
  cleared?: Cleared;
  undoRequest?: UndoRequest;
  restored?: Restored;
  trusted?: Trusted;
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
  /**
   * False when it holds entries that this user did not write, which are not used until they say so.
   */
  trusted?: boolean;
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
   * Live entries whose time is over, which are not used any more; 1000 means that many or more.
   */
  expiredEntries: number;
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
  /**
   * Given where the rows are in an order of some time ago, because the function keeps changing: when to ask for a newer one.
   */
  againInMs?: number;
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
 * Answer to a search of all stores for a text in the arguments: what was found in about a second. The search goes on where `next` says.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Found".
 */
export interface Found {
  functions: FoundFunction[];
  /**
   * Entries that were looked at.
   */
  searched: number;
  /**
   * What to give as `after` to go on, or null at the end.
   */
  next: string | null;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "FoundFunction".
 */
export interface FoundFunction {
  /**
   * Id of the store.
   */
  store: string;
  /**
   * Number of the function within it.
   */
  function: number;
  /**
   * Entries with the text in their arguments.
   */
  entries: number;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "FunctionDetails".
 */
export interface FunctionDetails {
  function: FunctionSummary;
  /**
   * Newest first, at most 50; the first is the current one.
   */
  versions: CodeVersion[];
  /**
   * Why the last miss was a miss, as the library writes it, or null.
   */
  lastMiss: {
    [k: string]: unknown;
  };
}
/**
 * One state of a function's code and of what it reads.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "CodeVersion".
 */
export interface CodeVersion {
  /**
   * Hex digits; the first 12 are the `version` of an Entry.
   */
  digest: string;
  /**
   * The function as the runtime sees it, at most 200,000 characters.
   */
  source: string;
  created: number;
  lastUsed: number;
  entries: number;
  bytes: number;
  /**
   * What the version was made of; in EntryDetails only.
   */
  parts?: NamedDigest[];
}
/**
 * A part of a code version (`kind`: function, captured, package, …) or an argument of a call.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "NamedDigest".
 */
export interface NamedDigest {
  kind?: string;
  name: string;
  digest?: string;
  /**
   * Source or preview, shortened.
   */
  text?: string;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "EntryDetails".
 */
export interface EntryDetails {
  function: {
    id: number;
    name: string;
  };
  entry: Entry;
  /**
   * Whether this user wrote it; it is not used otherwise.
   */
  trusted: boolean;
  /**
   * Version of the value format (docs/format.md).
   */
  format: number;
  /**
   * Over key and stored bytes, in hex.
   */
  checksum: string;
  /**
   * Whether the call returned a promise.
   */
  async: boolean;
  /**
   * Where the payload is: in the database, or in a value file (another layout, see docs/format.md).
   */
  stored: "row" | "file";
  /**
   * Bytes that `payload` can give.
   */
  storedBytes: number;
  /**
   * What the call printed, as the library writes it, or null.
   */
  output: {
    [k: string]: unknown;
  };
  arguments: NamedDigest[];
  version: CodeVersion;
  /**
   * The function's newest version, when it is not the one above.
   */
  currentVersion: CodeVersion | null;
  /**
   * Why the function's last miss was a miss, as the library writes it, or null.
   */
  lastMiss: {
    [k: string]: unknown;
  };
}
/**
 * Hits and misses by hour; hours without any are left out.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Activity".
 */
export interface Activity {
  /**
   * Start of the first hour that was asked for.
   */
  from: number;
  /**
   * End of the last hour.
   */
  to: number;
  hours: ActivityHour[];
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "ActivityHour".
 */
export interface ActivityHour {
  start: number;
  hits: number;
  misses: number;
  timeSavedMs: number;
}
/**
 * Entries to clear: those that meet all of the conditions given, of which there must be one besides `function` and `except`.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "ClearRequest".
 */
export interface ClearRequest {
  /**
   * Only entries of this function.
   */
  function?: number;
  /**
   * Only these.
   *
   * @maxItems 10000
   */
  keys?: string[];
  /**
   * Only those with this plain text in `args`, case ignored; empty for all.
   */
  filter?: string;
  /**
   * None of these keys.
   *
   * @maxItems 10000
   */
  except?: string[];
  /**
   * Only those made by other than the newest version of their function.
   */
  oldVersions?: boolean;
  /**
   * Only those whose time is over.
   */
  expired?: boolean;
  /**
   * Only those neither computed nor hit within that time.
   */
  unusedForMs?: number;
  /**
   * Only as many as must go so that the store (or the function) takes no more than this: old versions first, then what was unused for longest.
   */
  maxBytes?: number;
  /**
   * Say what would go, and clear nothing.
   */
  dryRun?: boolean;
}
/**
 * Answer to a DELETE or a ClearRequest: what went.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Cleared".
 */
export interface Cleared {
  entries: number;
  bytes: number;
  /**
   * Token that takes it back within ten seconds; null when nothing went.
   */
  undo?: string | null;
}
/**
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "UndoRequest".
 */
export interface UndoRequest {
  /**
   * The `undo` of a Cleared.
   */
  token: string;
}
/**
 * What an undo brought back; less than what went when some of it was computed again meanwhile.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Restored".
 */
export interface Restored {
  entries: number;
  bytes: number;
}
/**
 * Answer to POST trust: how many entries were not the user's own before.
 *
 * This interface was referenced by `Api`'s JSON-Schema
 * via the `definition` "Trusted".
 */
export interface Trusted {
  entries: number;
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
   * What happened, for a program: 'store_not_found', 'function_not_found', 'entry_not_found', 'value_not_found', 'bad_parameter', 'bad_range', 'undo_expired', 'store_unusable', 'forbidden', 'not_found', 'failed'.
   */
  reason: string | null;
}
