import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Entry, EntryPage } from '../_generated/api';
import type { EntrySortKey, IEntryQuery } from '../api/client';
import type { ApiFailure } from '../api/failure';
import { asFailure } from '../api/failure';
import { HeldPages, PAGE_SIZE, pagesBetween } from './heldpages';
import { rowsBetween } from './rowrange';

/** An order of entries. */
export interface IEntrySort {
  by: EntrySortKey;
  order: 'asc' | 'desc';
}

/** What an entry list needs of the world: a page of entries, until the signal says that nobody waits for it any more. */
export type PageFetcher = (query: IEntryQuery, signal: AbortSignal) => Promise<EntryPage>;

/**
 * The entries of one function, any number of them, of which only the pages near the screen are held.
 *
 * The view says with `show(first, last)` which rows it needs; `changed` is emitted when rows arrive. After
 * `refresh()` the signal carries by how many rows the first one shown has moved, so that the view stays on it.
 *
 * However slow the server, a request that is waited for is never given up for a newer look at the same rows: the next
 * look comes after it.
 */
export class EntryList implements IDisposable {
  constructor(
    private readonly _fetch: PageFetcher,
    sort: IEntrySort,
    filter = '',
  ) {
    this._sort = sort;
    this._filter = filter;
  }

  /** Emitted when rows arrived or changed; the argument is by how many rows what is shown has moved. */
  get changed(): ISignal<this, number> {
    return this._changed;
  }

  /** Number of entries that match, or null before the first answer. */
  get total(): number | null {
    return this._total;
  }

  /** Why the last request failed, or null. */
  get error(): ApiFailure | null {
    return this._error;
  }

  /** Whether rows that are on screen, or the first ones of another order or filter, are on the way. */
  get isLoading(): boolean {
    return this._isConfiguring || this._shownPages().some((page) => this._pending.has(page) && !this._pages.has(page));
  }

  /** The order in use. */
  get sort(): IEntrySort {
    return this._sort;
  }

  /** The text that the arguments must contain. */
  get filter(): string {
    return this._filter;
  }

  /** Whether the entries are in this order, and those that this filter leaves. */
  isOf(sort: IEntrySort, filter: string): boolean {
    return sort.by === this._sort.by && sort.order === this._sort.order && filter === this._filter;
  }

  /** The entry in a row, or undefined while its page is on the way. */
  at(index: number): Entry | undefined {
    return this._pages.at(index);
  }

  /** An entry by its key, if it is one of those held. */
  find(key: string): Entry | undefined {
    const index = this.indexOf(key);
    return index === undefined ? undefined : this.at(index);
  }

  /** The row of an entry, if it is one of those held. */
  indexOf(key: string): number | undefined {
    return this._pages.indexOf(key);
  }

  /**
   * The entries of some rows in the order of now; those that are not held are fetched, and not kept.
   *
   * @param first - First row, from 0.
   * @param last - Last row, included.
   * @param signal - Gives them up: no more is asked for then, and what was there by then is the answer.
   * @throws ApiFailure when they cannot be fetched.
   */
  async between(first: number, last: number, signal: AbortSignal): Promise<Entry[]> {
    const { _sort: sort, _filter: filter } = this;
    const order = this._order();
    return rowsBetween(first, last, {
      held: (row) => (this._isConfiguring || !this.isOf(sort, filter) ? undefined : this.at(row)),
      fetch: async (offset, limit) =>
        this._isDisposed || signal.aborted ? [] : (await this._fetch({ ...order, offset, limit }, signal)).entries,
    });
  }

  /** Shows that something about these entries failed. */
  fail(failure: ApiFailure): void {
    this._error = failure;
    this._changed.emit(0);
  }

  /**
   * Shows the entries in another order or with another filter, from the top.
   *
   * @returns Whether it is another one; the view is to go to the top then.
   */
  configure(sort: IEntrySort, filter: string): boolean {
    if (this.isOf(sort, filter)) {
      return false;
    }
    this._sort = sort;
    this._filter = filter;
    this._last = Math.min(this._last - this._first, PAGE_SIZE - 1);
    this._first = 0;
    this._isConfiguring = true;
    this._isStale = false;
    this._giveUp();
    void this._reload();
    this._changed.emit(0);
    return true;
  }

  /**
   * Says which rows are on screen; their pages are fetched when they are not held.
   *
   * @param first - First row, from 0.
   * @param last - Last row, included.
   */
  show(first: number, last: number): void {
    const wasResting = this._isResting;
    this._isResting = false;
    this._first = first;
    this._last = last;
    const shown = this._shownPages();
    for (const [page, request] of this._pending) {
      if (request !== this._reloading && !shown.includes(page)) {
        // Rows that were only passed by must not keep those in sight waiting.
        request.abort();
        this._pending.delete(page);
      }
    }
    this._loadMissing();
    this._pages.drop(shown);
    if (wasResting) {
      void this._lookAgain();
    }
  }

  /** Says that nothing is on screen: what changes now is fetched only when rows are shown again. */
  rest(): void {
    this._isResting = true;
    this._isStale ||= this._pending.size > 0;
    this._giveUp();
    if (this._isConfiguring) {
      this._isConfiguring = false;
      this._pages.clear();
    }
    this._pages.drop(this._shownPages(), 0);
  }

  /**
   * Fetches what is on screen again, after the server said that something changed, or as soon as what is on the way has
   * arrived. Rows stay as they are until the new ones are there.
   */
  async refresh(): Promise<void> {
    this._isStale = this._isResting || this._pending.size > 0;
    if (!this._isStale && (this._total !== null || this._error !== null)) {
      await this._reload();
    }
  }

  /** Whether the list was disposed. */
  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Forgets everything; answers that are still on the way are ignored. */
  dispose(): void {
    this._isDisposed = true;
    window.clearTimeout(this._laterLook);
    this._giveUp();
    this._pages.clear();
    Signal.clearData(this);
  }

  private async _load(page: number): Promise<void> {
    const request = new AbortController();
    this._pending.set(page, request);
    try {
      const answer = await this._request(page, request.signal);
      if (request.signal.aborted) {
        return;
      }
      this._pages.set(page, answer.entries);
      this._newer.add(page);
      this._total = answer.total;
      this._error = null;
      this._lookLater([answer]);
    } catch (reason) {
      if (request.signal.aborted) {
        return;
      }
      this._error = asFailure(reason);
    }
    this._pending.delete(page);
    this._changed.emit(0);
    await this._lookAgain();
  }

  private async _reload(): Promise<void> {
    const request = new AbortController();
    const pages = this._shownPages();
    pages.forEach((page) => this._pending.set(page, request));
    this._reloading = request;
    this._newer.clear();
    let shift = 0;
    try {
      const answers = await Promise.all(pages.map((page) => this._request(page, request.signal)));
      if (request.signal.aborted) {
        return;
      }
      shift = this._replace(new Map(pages.map((page, i) => [page, answers[i]?.entries ?? []])));
      this._total = answers[0]?.total ?? this._total;
      this._error = null;
      this._lookLater(answers);
    } catch (reason) {
      if (request.signal.aborted) {
        return;
      }
      this._error = asFailure(reason);
      if (this._isConfiguring) {
        this._pages.clear();
      }
    }
    pages.forEach((page) => this._pending.delete(page));
    this._isConfiguring = false;
    this._changed.emit(shift);
    await this._lookAgain();
  }

  /**
   * Takes over pages that were fetched again, and forgets what is not on screen.
   *
   * @returns By how many rows the first one shown has moved: the one that is shown now, wherever it was when the pages
   * were asked for.
   */
  private _replace(fetched: ReadonlyMap<number, Entry[]>): number {
    const anchor = this._isConfiguring ? undefined : this.at(this._first)?.key;
    const shown = this._shownPages();
    this._pages.replace(fetched, (page) => shown.includes(page) && (!this._isConfiguring || this._newer.has(page)));
    // Who has scrolled on since may look at pages that were here already, and so are as old as those that are replaced.
    this._isStale ||= shown.some((page) => this._pages.has(page) && !fetched.has(page) && !this._newer.has(page));
    this._loadMissing();
    return anchor === undefined ? 0 : (this.indexOf(anchor) ?? this._first) - this._first;
  }

  /** Fetches the pages on screen that are neither here nor on the way. */
  private _loadMissing(): void {
    for (const page of this._shownPages()) {
      if (!this._pages.has(page) && !this._pending.has(page)) {
        void this._load(page);
      }
    }
  }

  /** Fetches again what has changed since it was asked for, once nothing is on the way any more. */
  private async _lookAgain(): Promise<void> {
    if (this._isStale && this._pending.size === 0) {
      await this.refresh();
    }
  }

  /** Fetches again what the server gave in an order of some time ago, once it has a newer one. */
  private _lookLater(answers: readonly EntryPage[]): void {
    const soonest = Math.min(...answers.map(({ againInMs }) => againInMs ?? Infinity));
    if (soonest < Infinity) {
      window.clearTimeout(this._laterLook);
      this._laterLook = window.setTimeout(() => void this.refresh(), soonest);
    }
  }

  private _request(page: number, signal: AbortSignal): Promise<EntryPage> {
    return this._fetch({ ...this._order(), offset: page * PAGE_SIZE, limit: PAGE_SIZE }, signal);
  }

  private _order(): Pick<IEntryQuery, 'sort' | 'order' | 'filter'> {
    const { by, order } = this._sort;
    return { sort: by, order, filter: this._filter };
  }

  private _giveUp(): void {
    this._pending.forEach((request) => request.abort());
    this._pending.clear();
  }

  private _shownPages(): number[] {
    return pagesBetween(this._first, Math.max(this._first, this._last));
  }

  private _sort: IEntrySort;
  private _filter: string;
  private _first = 0;
  private _last = 0;
  private _total: number | null = null;
  private _error: ApiFailure | null = null;
  private _isDisposed = false;
  /** Whether what is held is of the order and filter before. */
  private _isConfiguring = false;
  /** Whether the server has said that something changed since the pages on the way were asked for. */
  private _isStale = false;
  /** Whether nothing is on screen. */
  private _isResting = false;
  private _reloading: AbortController | null = null;
  private _laterLook = 0;
  private readonly _pages = new HeldPages();
  /** Pages that came in since the last look again began. */
  private readonly _newer = new Set<number>();
  private readonly _pending = new Map<number, AbortController>();
  private readonly _changed = new Signal<this, number>(this);
}
