import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { ClearRequest } from '../_generated/api';
import type { EntryList } from './entrylist';

/** Entries that can be selected one by one or as a range: as many as the server takes keys in one request. */
export const MOST_SELECTED = 10_000;

/** A row in the list of a function's entries. */
export interface IRow {
  store: string;
  fn: number;
  index: number;
}

/** An entry as its row knows it. */
export interface ISelectable extends IRow {
  key: string;
}

/** What is selected. */
export interface ISelected {
  store: string;
  fn: number;
  /** How many entries. */
  count: number;
  /** Tells the server which they are. */
  request: ClearRequest;
}

/** The entries that are selected, all of one function: some by their keys, or all of a list but for some. */
export class Selection {
  /** Emitted when other entries are selected, or those of a range are asked for. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** What is selected, or null when nothing is. */
  get current(): ISelected | null {
    const count = this._all ? (this._all.total ?? 0) - this._keys.size : this._keys.size;
    if (!this._start || count <= 0) {
      return null;
    }
    const { store, fn } = this._start;
    const keys = [...this._keys];
    const except = keys.length > 0 ? { except: keys } : {};
    const request = this._all ? { function: fn, filter: this._all.filter, ...except } : { function: fn, keys };
    return { store, fn, count, request };
  }

  /** Whether entries of a range are on the way: what is selected is not what was asked for last. */
  get isReaching(): boolean {
    return this._reaching !== null;
  }

  /**
   * Waits for the entries of a range that are on the way.
   *
   * @returns Whether what was asked for last is selected; not so when the range failed or was given up.
   */
  async reached(): Promise<boolean> {
    return this.isReaching ? this._reached : true;
  }

  /** What is selected, if it is of this function. */
  in(store: string, fn: number): ISelected | null {
    return this._isIn(store, fn) ? this.current : null;
  }

  /** Whether an entry is selected. */
  has(store: string, fn: number, key: string): boolean {
    return this._isIn(store, fn) && this._keys.has(key) !== (this._all !== null);
  }

  /** Takes an entry in, or out again; ranges start from it then. */
  toggle(entry: ISelectable): void {
    const isIn = this._isIn(entry.store, entry.fn);
    const keys = new Set(isIn ? this._keys : []);
    if (!keys.delete(entry.key) && keys.size < MOST_SELECTED) {
      keys.add(entry.key);
    }
    this._set(entry, keys, isIn ? this._all : null);
  }

  /**
   * Selects all entries of a list, also those that it does not hold.
   *
   * @param list - The entries of the function as they are filtered.
   * @param from - One of them: ranges start from it then.
   */
  selectAll(list: EntryList, from: ISelectable): void {
    this._set(from, new Set(), list);
  }

  /** Selects nothing; ranges start from this entry. */
  start(entry: ISelectable): void {
    this._set(entry, new Set());
  }

  /**
   * Selects all from where the range started up to an entry. Until the entries on the way are known, what was selected
   * stays so; another choice meanwhile gives the range up.
   *
   * @param list - The entries of the function; those on the way that it does not hold are fetched.
   * @param to - Row where the range ends; its entry need not have arrived.
   * @param from - Where the range starts when none has been started in this function.
   * @throws ApiFailure when entries on the way cannot be fetched; the selection stays as it is then.
   */
  async extend(list: EntryList, to: IRow, from: ISelectable): Promise<void> {
    const start = this._isIn(to.store, to.fn) && this._start ? this._start : from;
    const startIndex = list.indexOf(start.key) ?? start.index;
    const first = Math.max(Math.min(startIndex, to.index), to.index - MOST_SELECTED + 1);
    const last = Math.min(Math.max(startIndex, to.index), first + MOST_SELECTED - 1);
    const reached = this._reach(list, start, first, last);
    this._reached = reached.catch(() => false);
    await reached;
  }

  /** Selects nothing of a function any more. */
  clear(store: string, fn: number): void {
    if (this._isIn(store, fn)) {
      this._set(null, new Set());
    }
  }

  private async _reach(list: EntryList, start: ISelectable, first: number, last: number): Promise<boolean> {
    this._reaching?.abort();
    const reaching = (this._reaching = new AbortController());
    this._changed.emit();
    const { sort, filter } = list;
    try {
      const entries = await list.between(first, last, reaching.signal);
      if (reaching.signal.aborted || list.isDisposed || !list.isOf(sort, filter)) {
        return false;
      }
      this._set(start, new Set(entries.map(({ key }) => key)));
      return true;
    } catch (reason) {
      if (!reaching.signal.aborted) {
        throw reason;
      }
      return false;
    } finally {
      if (this._reaching === reaching) {
        this._reaching = null;
        this._changed.emit();
      }
    }
  }

  private _isIn(store: string, fn: number): boolean {
    return this._start?.store === store && this._start.fn === fn;
  }

  private _set(start: ISelectable | null, keys: Set<string>, all: EntryList | null = null): void {
    const differs = this.isReaching || keys.size > 0 || this._keys.size > 0 || all !== this._all;
    this._reaching?.abort();
    this._reaching = null;
    this._start = start;
    this._keys = keys;
    this._all = all;
    if (differs) {
      this._changed.emit();
    }
  }

  private _start: ISelectable | null = null;
  /** Those that are selected, or of `_all` those that are not. */
  private _keys = new Set<string>();
  private _all: EntryList | null = null;
  /** Gives up the range whose entries are on the way. */
  private _reaching: AbortController | null = null;
  private _reached = Promise.resolve(true);
  private readonly _changed = new Signal<this, void>(this);
}
