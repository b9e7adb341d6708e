import { VDomModel } from '@jupyterlab/ui-components';
import { Poll } from '@lumino/polling';

import type { Entry, FunctionSummary, Overview, StoreWithFunctions } from '../_generated/api';
import type { IMemoryClient } from '../api/client';
import type { ApiFailure } from '../api/failure';
import { asFailure } from '../api/failure';
import { AGE_INTERVAL } from '../format';
import { ArgumentSearch } from './argumentsearch';
import type { ClearTarget, IActionError, IClearedSum, IUndo } from './clearing';
import { performClear } from './clearing';
import { containsText } from './filtering';
import type { EntryList } from './entrylist';
import type { ListView } from './entrylists';
import { EntryLists } from './entrylists';
import type { PanelState } from './panelstate';
import { Selection } from './selection';
import { keepUnchanged } from './sharing';

/** Longest wait between tries while the server does not answer, in ms. */
const MAX_BACKOFF = 10_000;

/** Time between two looks at the server while only the totals are shown, in ms. */
const WATCH_INTERVAL = 15_000;

/** What a `MemoryModel` is made of. */
export interface IMemoryModelOptions {
  client: IMemoryClient;
  state: PanelState;
  /** Time between two looks at the server, in ms. */
  interval?: number;
}

/**
 * What the panel knows: the last overview, what went wrong, what is under way.
 *
 * It asks the server only while `isActive` and while the browser shows the page, and less often when the server
 * does not answer. After a change it asks again at once.
 */
export class MemoryModel extends VDomModel {
  constructor(options: IMemoryModelOptions) {
    super();
    this.client = options.client;
    this.state = options.state;
    this._lists = new EntryLists(this.client, this.state);
    this._interval = options.interval ?? 1000;
    this._poll = new Poll({
      auto: false,
      name: 'tslab-memory:overview',
      factory: () => this._update(),
      frequency: { interval: this._interval, backoff: true, max: MAX_BACKOFF },
      linger: 0,
      standby: () => (this.isActive || this._isWatched ? 'when-hidden' : true),
    });
    this.search = new ArgumentSearch((text, after, signal) => this.client.search(text, after, signal));
    this.state.changed.connect(this._onChanged, this);
    this.search.changed.connect(this._onChanged, this);
    this.selection.changed.connect(this._onChanged, this);
    document.addEventListener('visibilitychange', this._onVisibility);
  }

  /** Makes the calls to the server. */
  readonly client: IMemoryClient;

  /** What is remembered between sessions: order, what is open, the filter. */
  readonly state: PanelState;

  /** Finds functions by the arguments of their entries. */
  readonly search: ArgumentSearch;

  /** The entries that are selected. */
  readonly selection = new Selection();

  /** The stores to show and their functions, or null before the first answer. */
  get overview(): Overview | null {
    const texts = this._shownStores;
    return this._overview && texts.length > 0
      ? { stores: this._overview.stores.filter(({ store }) => texts.some((text) => containsText(store.path, text))) }
      : this._overview;
  }

  /** Whether the first answer is still on the way. */
  get isLoading(): boolean {
    return this._overview === null && this._statusError === null;
  }

  /** Why the last look at the server failed, or null. */
  get statusError(): ApiFailure | null {
    return this._statusError;
  }

  /** What of the last action failed, or null. */
  get actionError(): IActionError | null {
    return this._actionError;
  }

  /** Number of actions, and of questions before them, that the server has not answered yet. */
  get pendingActions(): number {
    return this._pendingActions;
  }

  /** Whether someone looks; without, and without `isWatched`, nothing is asked. */
  get isActive(): boolean {
    return this._looking.size > 0;
  }

  /**
   * Says whether a view is looked at.
   *
   * @param view - Any object that stands for the view.
   * @param looks - Whether it is.
   */
  setLooking(view: object, looks: boolean): void {
    const before = this.isActive;
    if (looks) {
      this._looking.add(view);
    } else {
      this._looking.delete(view);
    }
    if (this.isActive !== before) {
      this._pace();
    }
  }

  /** Whether something small (the status bar) shows the totals, for which a look now and then will do. */
  get isWatched(): boolean {
    return this._isWatched;
  }
  set isWatched(value: boolean) {
    if (value !== this._isWatched) {
      this._isWatched = value;
      this._pace();
    }
  }

  /** Time between two looks at the server while someone looks at the panel, in ms. */
  set interval(value: number) {
    if (value !== this._interval) {
      this._interval = value;
      this._pace();
    }
  }

  /** Texts of which the path of a store must contain one to be shown; empty for all stores. */
  set shownStores(texts: readonly string[]) {
    this._shownStores = texts;
    this.stateChanged.emit();
  }

  /** A store by its id. */
  store(id: string): StoreWithFunctions | undefined {
    return this._overview?.stores.find(({ store }) => store.id === id);
  }

  /** A function by its store's id and its own. */
  fn(store: string, id: number): FunctionSummary | undefined {
    return this.store(store)?.functions.find((fn) => fn.id === id);
  }

  /** The entries of a function; the same list each time a view asks, until `release`. */
  entriesOf(store: string, id: number, view: ListView = 'panel'): EntryList {
    return this._lists.of(store, id, view);
  }

  /** An entry, if it is one of those at hand. */
  entry(store: string, id: number, key: string): Entry | undefined {
    return this._lists.find(store, id, key);
  }

  /** Gives up the entries of a function that a view no longer shows. */
  release(store: string, id: number, view: ListView = 'panel'): void {
    if (view === 'panel') {
      this.selection.clear(store, id);
    }
    this._lists.release(store, id, view);
  }

  /** Asks the server now. Resolves when the answer, or the failure, is in. */
  async refresh(): Promise<void> {
    if (this.isDisposed) {
      return;
    }
    await this._update().catch(() => undefined);
    if ((this.isActive || this._isWatched) && !this.isDisposed) {
      await this._poll.schedule({
        interval: this._poll.frequency.interval,
        phase: 'resolved',
      });
    }
  }

  /**
   * Clears what the target names, then asks for the new state.
   *
   * @param onCleared - Told what went as soon as it is known, before the new state is there.
   * @returns What went, and what takes it back; `actionError` says what did not go.
   */
  clear(target: ClearTarget, onCleared?: (cleared: IClearedSum) => void): Promise<IClearedSum> {
    return this._act(async () => {
      const cleared = await performClear(this.client, target, this.overview);
      onCleared?.(cleared);
      if (cleared.failure) {
        this._actionError = { action: 'clear', failure: cleared.failure };
      }
      return cleared;
    });
  }

  /**
   * Takes a clear back, then asks for the new state.
   *
   * @returns Number of entries that came back; `actionError` says why some did not.
   */
  undo(undo: readonly IUndo[]): Promise<number> {
    return this._act(async () => {
      let entries = 0;
      for (const { store, token } of undo) {
        try {
          entries += (await this.client.undo(store, token)).entries;
        } catch (reason) {
          this._actionError = { action: 'undo', failure: asFailure(reason) };
        }
      }
      return entries;
    });
  }

  /**
   * Waits for what the server is asked before an action.
   *
   * @returns The same as the answer.
   */
  async asking<T>(answer: Promise<T>): Promise<T> {
    this._pending(1);
    return answer.finally(() => this._pending(-1));
  }

  /** Takes the message of a failed action away. */
  dismissActionError(): void {
    this._actionError = null;
    this.stateChanged.emit();
  }

  /** Stops asking, and drops answers that are on the way. */
  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    super.dispose();
    document.removeEventListener('visibilitychange', this._onVisibility);
    this._poll.dispose();
    this.state.changed.disconnect(this._onChanged, this);
    this.search.dispose();
    this._lists.dispose();
  }

  private _pace(): void {
    if (this.isDisposed) {
      return;
    }
    const interval = this.isActive ? this._interval : Math.max(this._interval, WATCH_INTERVAL);
    this._poll.frequency = { interval, backoff: true, max: Math.max(interval, MAX_BACKOFF) };
    void (this.isActive || this._isWatched ? this._poll.refresh() : this._poll.stop());
  }

  private async _act<T>(action: () => Promise<T>): Promise<T> {
    this._actionError = null;
    this._pending(1);
    const result = await action().finally(() => this._pending(-1));
    await this.refresh();
    return result;
  }

  private _pending(more: number): void {
    this._pendingActions += more;
    this.stateChanged.emit();
  }

  private async _update(): Promise<void> {
    const request = ++this._request;
    try {
      const answer = await this.client.overview(this._etag);
      if (this.isDisposed || request !== this._request) {
        return;
      }
      const recovered = this._statusError !== null;
      this._statusError = null;
      if (recovered) {
        this._lists.refreshFailed();
        if (this.search.failure) {
          this.search.tryAgain();
        }
      }
      if (answer) {
        this._take(answer.overview, answer.etag);
      } else if (recovered || Date.now() - this._renderedAt > AGE_INTERVAL) {
        this._emit();
      }
    } catch (reason) {
      if (!this.isDisposed && request === this._request) {
        this._statusError = asFailure(reason);
        this._emit();
      }
      throw reason;
    }
  }

  private _take(overview: Overview, etag: string | null): void {
    const before = this._overview;
    this._overview = keepUnchanged(before, overview);
    this._etag = etag;
    this._lists.refreshChanged(before, this._overview);
    this.search.refresh();
    this._emit();
  }

  private _emit(): void {
    this._renderedAt = Date.now();
    this.stateChanged.emit();
  }

  private readonly _onVisibility = (): void => {
    // The poll passes its ticks over while the page is hidden; who comes back to it does not wait for the next one.
    if (!document.hidden && (this.isActive || this._isWatched)) {
      void this._poll.refresh();
    }
  };

  private _onChanged(): void {
    this.stateChanged.emit();
  }

  private readonly _poll: Poll<void, unknown>;
  private readonly _lists: EntryLists;
  private _overview: Overview | null = null;
  private _etag: string | null = null;
  private _statusError: ApiFailure | null = null;
  private _actionError: IActionError | null = null;
  private _pendingActions = 0;
  private _request = 0;
  private _renderedAt = 0;
  private _interval: number;
  private readonly _looking = new Set<object>();
  private _isWatched = false;
  private _shownStores: readonly string[] = [];
}
