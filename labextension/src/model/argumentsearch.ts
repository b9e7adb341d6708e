import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Found } from '../_generated/api';
import type { ApiFailure } from '../api/failure';
import { asFailure } from '../api/failure';

/** How long typing must rest before the server is asked, in ms. */
const REST = 250;

/** Shortest time between two looks for the same text, in ms; where a look takes long, it is ten times as long. */
const LOOK_AGAIN = 3000;

/** How far a search is. */
export type ISearchProgress = Pick<ArgumentSearch, 'isSearching' | 'searched' | 'failure'>;

/** Asks which functions have entries whose arguments contain a text; `after` is the `next` of the answer before. */
export type Finder = (text: string, after: string | null, signal: AbortSignal) => Promise<Found>;

/**
 * Finds which functions have entries whose arguments contain a text.
 *
 * The server searches all of them in one request; a request that takes about a second tells what was found by then, and
 * the next one goes on from there. What is under way is given up when the text changes.
 */
export class ArgumentSearch implements IDisposable {
  constructor(private readonly _find: Finder) {
    this._start = new Debouncer(() => this._run(), REST);
  }

  /** Emitted when an answer came in. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Whether answers are still to come. */
  get isSearching(): boolean {
    return this._isSearching;
  }

  /** Entries that were looked at so far. */
  get searched(): number {
    return this._searched;
  }

  /** Why the search ended before it was through, or null. */
  get failure(): ApiFailure | null {
    return this._failure;
  }

  /** How far the search for a text is; one that was not asked for yet is about to be. */
  progressOf(text: string): ISearchProgress {
    const { isSearching, searched, failure } = this;
    return text === this._text
      ? { isSearching, searched, failure }
      : { isSearching: text !== '', searched: 0, failure: null };
  }

  /** Entries of a function that match, as far as is known. */
  matches(store: string, fn: number): number {
    return this._found.get(idOf(store, fn)) ?? 0;
  }

  /**
   * Looks for a text; an empty one ends the search.
   *
   * @param text - Plain text.
   */
  search(text: string): void {
    if (text === this._text) {
      return;
    }
    this._stop();
    this._text = text;
    this._found = new Map();
    this._failure = null;
    this._searched = 0;
    this._isSearching = text !== '';
    if (this._isSearching) {
      void this._start.invoke().catch(() => undefined);
    }
  }

  /** Begins again, after a failure. */
  tryAgain(): void {
    this._failure = null;
    this._found = new Map();
    this._searched = 0;
    this._isSearching = this._text !== '';
    this._changed.emit();
    void this._run();
  }

  /**
   * Looks again after a while, because entries have come or gone; after what is under way, if anything is. What was found
   * shows until then.
   */
  refresh(): void {
    this._isStale = this._underWay !== null;
    if (this._text !== '' && !this._isSearching && !this._isStale && this._again === 0) {
      this._again = window.setTimeout(() => void this._run(), Math.max(LOOK_AGAIN, 10 * this._took));
    }
  }

  /** Whether the search was disposed. */
  get isDisposed(): boolean {
    return this._start.isDisposed;
  }

  /** Ends the search; answers that are on the way are ignored. */
  dispose(): void {
    this._stop();
    this._start.dispose();
    Signal.clearData(this);
  }

  private _stop(): void {
    this._underWay?.abort();
    this._underWay = null;
    this._isStale = false;
    window.clearTimeout(this._again);
    this._again = 0;
  }

  private async _run(): Promise<void> {
    if (this._text === '') {
      return;
    }
    this._stop();
    const { signal } = (this._underWay = new AbortController());
    const started = Date.now();
    // A second look replaces what the first one found only when it is through.
    const found = this._isSearching ? this._found : new Map<string, number>();
    let searched = 0;
    try {
      for (let after: string | null | undefined; after !== null;) {
        const answer: Found = await this._find(this._text, after ?? null, signal);
        if (signal.aborted) {
          return;
        }
        for (const { store, function: fn, entries } of answer.functions) {
          found.set(idOf(store, fn), (found.get(idOf(store, fn)) ?? 0) + entries);
        }
        searched += answer.searched;
        after = answer.next;
        if (this._isSearching && after !== null) {
          this._searched = searched;
          this._changed.emit();
        }
      }
      this._failure = null;
    } catch (reason) {
      if (signal.aborted) {
        return;
      }
      this._failure = asFailure(reason);
    }
    this._found = found;
    this._searched = searched;
    this._took = Date.now() - started;
    this._isSearching = false;
    this._underWay = null;
    if (this._isStale) {
      this.refresh();
    }
    this._changed.emit();
  }

  private readonly _start: Debouncer<void>;
  private readonly _changed = new Signal<this, void>(this);
  private _underWay: AbortController | null = null;
  private _found = new Map<string, number>();
  private _failure: ApiFailure | null = null;
  private _text = '';
  private _searched = 0;
  private _took = 0;
  private _again = 0;
  private _isSearching = false;
  /** Whether entries have come or gone since what is under way began. */
  private _isStale = false;
}

function idOf(store: string, fn: number): string {
  return `${store}/${fn}`;
}
