import type { IDisposable } from '@lumino/disposable';

import type { Entry, Overview } from '../_generated/api';
import type { IMemoryClient } from '../api/client';
import { EntryList } from './entrylist';
import type { PanelState } from './panelstate';
import { functionsOf } from './sharing';

/** Who shows a list: each view scrolls and sorts its own. */
export type ListView = 'panel' | 'table';

/** The entry lists of the functions that are open. */
export class EntryLists implements IDisposable {
  constructor(
    private readonly _client: IMemoryClient,
    private readonly _state: PanelState,
  ) {}

  /** The entries of a function; the same list each time a view asks, until `release`. */
  of(store: string, fn: number, view: ListView): EntryList {
    const views = this._viewsOf(store, fn);
    let list = views.get(view);
    if (!list) {
      list = new EntryList((query, signal) => this._client.entries(store, fn, query, signal), this._state.entrySort);
      views.set(view, list);
    }
    return list;
  }

  /** An entry, if one of the lists holds it. */
  find(store: string, fn: number, key: string): Entry | undefined {
    for (const list of this._lists.get(`${store}/${fn}`)?.values() ?? []) {
      const entry = list.find(key);
      if (entry) {
        return entry;
      }
    }
    return undefined;
  }

  /** Gives up the entries of a function that a view no longer shows. */
  release(store: string, fn: number, view: ListView): void {
    const views = this._viewsOf(store, fn);
    views.get(view)?.dispose();
    views.delete(view);
  }

  /** Fetches anew the entries of those functions that are another object in a new overview. */
  refreshChanged(before: Overview | null, after: Overview): void {
    const old = functionsOf(before);
    const now = functionsOf(after);
    for (const [key, views] of this._lists) {
      if (now.has(key) && now.get(key) !== old.get(key)) {
        views.forEach((list) => void list.refresh());
      }
    }
  }

  /** Fetches anew what could not be read: the server answers again. */
  refreshFailed(): void {
    this._lists.forEach((views) => views.forEach((list) => list.error && void list.refresh()));
  }

  /** Whether the lists were given up. */
  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Gives up all lists. */
  dispose(): void {
    this._isDisposed = true;
    this._lists.forEach((views) => views.forEach((list) => list.dispose()));
    this._lists.clear();
  }

  private _viewsOf(store: string, fn: number): Map<ListView, EntryList> {
    const key = `${store}/${fn}`;
    const views = this._lists.get(key) ?? new Map<ListView, EntryList>();
    this._lists.set(key, views);
    return views;
  }

  private _isDisposed = false;
  private readonly _lists = new Map<string, Map<ListView, EntryList>>();
}
