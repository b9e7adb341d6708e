/** Something wrong in a store. */
export interface Problem {
  /**
   * `structure`: the SQLite file itself; `totals`: counts that do not add up; `value`: a result that is missing, damaged or
   * not as long as it should be; `row`: rows that do not belong together; `open`: the store cannot be opened.
   */
  readonly kind: 'structure' | 'totals' | 'value' | 'row' | 'open';
  /** 64 hex digits, when it is about one entry. */
  readonly key?: string;
  readonly detail: string;
  /** Whether it was repaired; what could not be repaired is gone or was moved aside, as `detail` says. */
  readonly fixed: boolean;
}

/** The answer of `check`. */
export interface CheckReport {
  /** Live entries that were looked at. */
  entries: number;
  problems: Problem[];
  /** What killed processes had left behind; it is no problem and was removed. */
  collected: Collected;
}

/** How `check` works. */
export interface CheckOptions {
  /** Repair what can be repaired. Default: only report. */
  fix?: boolean | undefined;
  /** Files without a row that are older than this (milliseconds) were left behind. Default: ten minutes. */
  leftBehindMs?: number | undefined;
  /** Called with the entries verified so far and their number. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What was left behind by processes that were killed, and is gone now. */
export interface Collected {
  files: number;
  bytes: number;
}

/** Which part of a store is exported. */
export interface ExportOptions {
  /** Names of functions. Default: all. */
  functions?: readonly string[] | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** How a file is imported. */
export interface ImportOptions {
  /** Sign what comes in as this user's own, so that it is served. Default: entries of others wait for `trust()`. */
  trust?: boolean | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What an import did. */
export interface Imported {
  /** Entries that are new here, or better than the ones they replaced. */
  added: number;
  /** Entries that the store had as good already. */
  kept: number;
  /** Entries in the file that are damaged; they were left out. */
  refused: number;
}
