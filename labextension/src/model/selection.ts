import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { EntryList } from './entrylist';

/** Entries that can be selected at a time: as many as the server clears in one request. */
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

/** The entries that are selected, all of one function. */
export class Selection {
  /** Emitted when other entries are selected. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Keys of the entries of a function that are selected. */
  keysIn(store: string, fn: number): string[] {
    return this._isIn(store, fn) ? [...this._keys] : [];
  }

  /** Whether an entry is selected. */
  has(store: string, fn: number, key: string): boolean {
    return this._isIn(store, fn) && this._keys.has(key);
  }

  /** Takes an entry in, or out again; ranges start from it then. */
  toggle(entry: ISelectable): void {
    const keys = new Set(this.keysIn(entry.store, entry.fn));
    if (!keys.delete(entry.key) && keys.size < MOST_SELECTED) {
      keys.add(entry.key);
    }
    this._set(entry, keys);
  }

  /** Selects nothing; ranges start from this entry. */
  start(entry: ISelectable): void {
    this._set(entry, new Set());
  }

  /**
   * Selects all from where the range started up to an entry.
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
    const generation = ++this._generation;
    const entries = await list.between(first, last);
    if (generation === this._generation) {
      this._set(start, new Set(entries.map(({ key }) => key)));
    }
  }

  /** Selects nothing of a function any more. */
  clear(store: string, fn: number): void {
    if (this._isIn(store, fn)) {
      this._set(null, new Set());
    }
  }

  private _isIn(store: string, fn: number): boolean {
    return this._start?.store === store && this._start.fn === fn;
  }

  private _set(start: ISelectable | null, keys: Set<string>): void {
    this._generation++;
    const differs = keys.size > 0 || this._keys.size > 0;
    this._start = start;
    this._keys = keys;
    if (differs) {
      this._changed.emit();
    }
  }

  private _start: ISelectable | null = null;
  private _keys = new Set<string>();
  private _generation = 0;
  private readonly _changed = new Signal<this, void>(this);
}
