import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Entry, EntryPage } from '../_generated/api';
import type { EntrySortKey, IEntryQuery } from '../api/client';
import type { ApiFailure } from '../api/failure';
import { asFailure } from '../api/failure';
import { sameAs } from './sharing';

/** Entries in one request. */
export const PAGE_SIZE = 100;

/** Pages kept beyond those on screen, so that scrolling back is instant and memory stays bounded. */
const SPARE_PAGES = 6;

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

  /** The order in use. */
  get sort(): IEntrySort {
    return this._sort;
  }

  /** The text that the arguments must contain. */
  get filter(): string {
    return this._filter;
  }

  /** The entry in a row, or undefined while its page is on the way. */
  at(index: number): Entry | undefined {
    return this._pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE];
  }

  /** An entry by its key, if it is one of those held. */
  find(key: string): Entry | undefined {
    for (const entries of this._pages.values()) {
      const entry = entries.find((other) => other.key === key);
      if (entry) {
        return entry;
      }
    }
    return undefined;
  }

  /** The row of an entry, if it is one of those held. */
  indexOf(key: string): number | undefined {
    for (const [page, entries] of this._pages) {
      const i = entries.findIndex((other) => other.key === key);
      if (i >= 0) {
        return page * PAGE_SIZE + i;
      }
    }
    return undefined;
  }

  /**
   * The entries of some rows; those that are not held are fetched, and not kept.
   *
   * @param first - First row, from 0.
   * @param last - Last row, included.
   * @throws ApiFailure when they cannot be fetched.
   */
  async between(first: number, last: number): Promise<Entry[]> {
    const pages = await Promise.all(
      pagesBetween(first, last).map(
        async (page) => this._pages.get(page) ?? (await this._request(page, this._life.signal)).entries,
      ),
    );
    const from = first % PAGE_SIZE;
    return pages.flat().slice(from, from + last - first + 1);
  }

  /** Shows that something about these entries failed. */
  fail(failure: ApiFailure): void {
    this._error = failure;
    this._changed.emit(0);
  }

  /** Shows the entries in another order or with another filter, from the top. */
  configure(sort: IEntrySort, filter: string): void {
    if (sort.by === this._sort.by && sort.order === this._sort.order && filter === this._filter) {
      return;
    }
    this._sort = sort;
    this._filter = filter;
    this._first = 0;
    this._last = Math.min(this._last, PAGE_SIZE - 1);
    void this._reload();
  }

  /**
   * Says which rows are on screen; their pages are fetched when they are not held.
   *
   * @param first - First row, from 0.
   * @param last - Last row, included.
   */
  show(first: number, last: number): void {
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
    for (const page of shown) {
      if (!this._pages.has(page) && !this._pending.has(page)) {
        void this._load(page);
      }
    }
    this._drop();
  }

  /**
   * Fetches what is on screen again, after the server said that something changed.
   * Rows stay as they are until the new ones are there.
   */
  async refresh(): Promise<void> {
    if (this._total !== null || this._error !== null) {
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
    this._giveUp();
    this._life.abort();
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
      this._total = answer.total;
      this._error = null;
    } catch (reason) {
      if (request.signal.aborted) {
        return;
      }
      this._error = asFailure(reason);
    }
    this._pending.delete(page);
    this._changed.emit(0);
  }

  private async _reload(): Promise<void> {
    this._giveUp();
    const request = new AbortController();
    const anchor = this.at(this._first)?.key;
    const pages = this._shownPages();
    pages.forEach((page) => this._pending.set(page, request));
    this._reloading = request;
    try {
      const answers = await Promise.all(pages.map((page) => this._request(page, request.signal)));
      if (request.signal.aborted) {
        return;
      }
      const known = new Map([...this._pages.values()].flat().map((entry) => [entry.key, entry]));
      this._pages.clear();
      answers.forEach((answer, i) => {
        const entries = answer.entries.map((entry) => sameAs(known.get(entry.key), entry));
        this._pages.set(pages[i] ?? 0, entries);
        this._total = answer.total;
      });
      this._error = null;
    } catch (reason) {
      if (request.signal.aborted) {
        return;
      }
      this._error = asFailure(reason);
    }
    pages.forEach((page) => this._pending.delete(page));
    this._changed.emit(this._shiftOf(anchor));
  }

  private _shiftOf(anchor: string | undefined): number {
    if (anchor === undefined) {
      return 0;
    }
    return (this.indexOf(anchor) ?? this._first) - this._first;
  }

  private _request(page: number, signal: AbortSignal): Promise<EntryPage> {
    const { by, order } = this._sort;
    return this._fetch({ offset: page * PAGE_SIZE, limit: PAGE_SIZE, sort: by, order, filter: this._filter }, signal);
  }

  private _giveUp(): void {
    this._pending.forEach((request) => request.abort());
    this._pending.clear();
  }

  private _shownPages(): number[] {
    return pagesBetween(this._first, Math.max(this._first, this._last));
  }

  private _drop(): void {
    const pages = this._shownPages();
    const limit = pages.length + SPARE_PAGES;
    const middle = ((pages[0] ?? 0) + (pages[pages.length - 1] ?? 0)) / 2;
    const farthestFirst = [...this._pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of farthestFirst.slice(0, Math.max(0, this._pages.size - limit))) {
      this._pages.delete(page);
    }
  }

  private _sort: IEntrySort;
  private _filter: string;
  private _first = 0;
  private _last = 0;
  private _total: number | null = null;
  private _error: ApiFailure | null = null;
  private _isDisposed = false;
  private _reloading: AbortController | null = null;
  private readonly _life = new AbortController();
  private readonly _pages = new Map<number, Entry[]>();
  private readonly _pending = new Map<number, AbortController>();
  private readonly _changed = new Signal<this, number>(this);
}

/** The pages that hold some rows. */
function pagesBetween(first: number, last: number): number[] {
  const page = Math.floor(first / PAGE_SIZE);
  return Array.from({ length: Math.floor(last / PAGE_SIZE) - page + 1 }, (_, i) => page + i);
}
