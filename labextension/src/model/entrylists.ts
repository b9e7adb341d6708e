import type { IDisposable } from '@lumino/disposable';

import type { FunctionSummary, Overview } from '../_generated/api';
import type { IMemoryClient } from '../api/client';
import { EntryList } from './entrylist';
import type { PanelState } from './panelstate';

/** The entry lists of the functions that are open. */
export class EntryLists implements IDisposable {
  constructor(
    private readonly _client: IMemoryClient,
    private readonly _state: PanelState,
  ) {}

  /** The entries of a function; the same list each time, until `release`. */
  of(store: string, fn: number): EntryList {
    const key = `${store}/${fn}`;
    let list = this._lists.get(key);
    if (!list) {
      list = new EntryList((query, signal) => this._client.entries(store, fn, query, signal), this._state.entrySort);
      this._lists.set(key, list);
    }
    return list;
  }

  /** Gives up the entries of a function that was closed. */
  release(store: string, fn: number): void {
    const key = `${store}/${fn}`;
    this._lists.get(key)?.dispose();
    this._lists.delete(key);
  }

  /** Fetches anew the entries of those functions whose figures differ between two overviews. */
  refreshChanged(before: Overview | null, after: Overview): void {
    const old = figuresOf(before);
    const now = figuresOf(after);
    for (const [key, list] of this._lists) {
      if (now.has(key) && now.get(key) !== old.get(key)) {
        void list.refresh();
      }
    }
  }

  /** Whether the lists were given up. */
  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Gives up all lists. */
  dispose(): void {
    this._isDisposed = true;
    this._lists.forEach((list) => list.dispose());
    this._lists.clear();
  }

  private _isDisposed = false;
  private readonly _lists = new Map<string, EntryList>();
}

/** The figures of each function, so that they can be compared. */
function figuresOf(overview: Overview | null): Map<string, string> {
  return new Map(
    (overview?.stores ?? []).flatMap(({ store, functions }) =>
      functions.map((fn: FunctionSummary) => [`${store.id}/${fn.id}`, JSON.stringify(fn)]),
    ),
  );
}
