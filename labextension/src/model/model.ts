import { VDomModel } from '@jupyterlab/ui-components';
import { Poll } from '@lumino/polling';

import type { Cleared, FunctionSummary, Overview, StoreWithFunctions } from '../_generated/api';
import type { IMemoryClient } from '../api/client';
import type { ApiFailure } from '../api/failure';
import { asFailure } from '../api/failure';
import { ArgumentSearch } from './argumentsearch';
import { EntryList } from './entrylist';
import type { PanelState } from './panelstate';

/** What a Clear can be aimed at. */
export type ClearTarget =
  | { kind: 'entry'; store: string; function: number; key: string }
  | { kind: 'function'; store: string; function: number }
  | { kind: 'store'; store: string }
  | { kind: 'all' };

/** Longest wait between tries while the server does not answer, in ms. */
const MAX_BACKOFF = 10_000;

/** How often ages ("2 min ago") are written anew when nothing else changes, in ms. */
const AGE_INTERVAL = 20_000;

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
    this._client = options.client;
    this.state = options.state;
    const interval = options.interval ?? 1000;
    this._poll = new Poll({
      auto: false,
      name: 'tslab-memory:overview',
      factory: () => this._update(),
      frequency: { interval, backoff: true, max: MAX_BACKOFF },
      standby: () => (this._isActive ? 'when-hidden' : true),
    });
    this.search = new ArgumentSearch(async ({ store, fn }, text) => {
      const { by, order } = this.state.entrySort;
      const query = { offset: 0, limit: 1, sort: by, order, filter: text };
      return (await this._client.entries(store, fn, query)).total;
    });
    this.state.changed.connect(this._onChanged, this);
    this.search.changed.connect(this._onChanged, this);
  }

  /** What is remembered between sessions: order, what is open, the filter. */
  readonly state: PanelState;

  /** Finds functions by the arguments of their entries. */
  readonly search: ArgumentSearch;

  /** The stores and their functions, or null before the first answer. */
  get overview(): Overview | null {
    return this._overview;
  }

  /** Whether the first answer is still on the way. */
  get isLoading(): boolean {
    return this._overview === null && this._statusError === null;
  }

  /** Why the last look at the server failed, or null. */
  get statusError(): ApiFailure | null {
    return this._statusError;
  }

  /** Why the last action failed, or null. */
  get actionError(): ApiFailure | null {
    return this._actionError;
  }

  /** Number of actions that the server has not answered yet. */
  get pendingActions(): number {
    return this._pendingActions;
  }

  /** Whether someone looks; nothing is asked otherwise. */
  get isActive(): boolean {
    return this._isActive;
  }
  set isActive(value: boolean) {
    if (value === this._isActive || this.isDisposed) {
      return;
    }
    this._isActive = value;
    void (value ? this._poll.refresh() : this._poll.stop());
  }

  /** Time between two looks at the server, in ms. */
  set interval(value: number) {
    this._poll.frequency = { ...this._poll.frequency, interval: value };
  }

  /** A store by its id. */
  store(id: string): StoreWithFunctions | undefined {
    return this._overview?.stores.find(({ store }) => store.id === id);
  }

  /** A function by its store's id and its own. */
  fn(store: string, id: number): FunctionSummary | undefined {
    return this.store(store)?.functions.find((fn) => fn.id === id);
  }

  /** The entries of a function; the same list each time, until `release`. */
  entriesOf(store: string, id: number): EntryList {
    const key = `${store}/${id}`;
    let list = this._lists.get(key);
    if (!list) {
      list = new EntryList((query) => this._client.entries(store, id, query), this.state.entrySort);
      this._lists.set(key, list);
    }
    return list;
  }

  /** Gives up the entries of a function that was closed. */
  release(store: string, id: number): void {
    const key = `${store}/${id}`;
    this._lists.get(key)?.dispose();
    this._lists.delete(key);
  }

  /** Asks the server now. Resolves when the answer, or the failure, is in. */
  async refresh(): Promise<void> {
    if (this.isDisposed) {
      return;
    }
    await this._update().catch(() => undefined);
    if (this._isActive) {
      await this._poll.schedule({
        interval: this._poll.frequency.interval,
        phase: 'resolved',
      });
    }
  }

  /**
   * Clears what the target names, then asks for the new state.
   *
   * @returns What went, or null when it failed; `actionError` says why.
   */
  async clear(target: ClearTarget): Promise<Cleared | null> {
    this._actionError = null;
    this._pendingActions++;
    this.stateChanged.emit();
    let cleared: Cleared | null = null;
    try {
      cleared = await this._clear(target);
    } catch (reason) {
      this._actionError = asFailure(reason);
    }
    this._pendingActions--;
    if (!this.isDisposed) {
      await this.refresh();
      this.stateChanged.emit();
    }
    return cleared;
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
    this._poll.dispose();
    this.state.changed.disconnect(this._onChanged, this);
    this.search.dispose();
    this._lists.forEach((list) => list.dispose());
    this._lists.clear();
  }

  private async _clear(target: ClearTarget): Promise<Cleared> {
    switch (target.kind) {
      case 'entry':
        return this._client.clearEntry(target.store, target.key);
      case 'function':
        return this._client.clearFunction(target.store, target.function);
      case 'store':
        return this._client.clearStore(target.store);
      case 'all': {
        const total: Cleared = { entries: 0, bytes: 0 };
        for (const { store } of this._overview?.stores ?? []) {
          if (store.entries > 0) {
            const { entries, bytes } = await this._client.clearStore(store.id);
            total.entries += entries;
            total.bytes += bytes;
          }
        }
        return total;
      }
    }
  }

  private async _update(): Promise<void> {
    const request = ++this._request;
    try {
      const answer = await this._client.overview(this._etag);
      if (this.isDisposed || request !== this._request) {
        return;
      }
      const recovered = this._statusError !== null;
      this._statusError = null;
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
    const before = new Map<string, string>();
    for (const { store, functions } of this._overview?.stores ?? []) {
      for (const fn of functions) {
        before.set(`${store.id}/${fn.id}`, JSON.stringify(fn));
      }
    }
    this._overview = overview;
    this._etag = etag;
    for (const [key, list] of this._lists) {
      const [store = '', id = ''] = key.split('/');
      const now = this.fn(store, Number(id));
      if (now && JSON.stringify(now) !== before.get(key)) {
        void list.refresh();
      }
    }
    this._emit();
  }

  private _emit(): void {
    this._renderedAt = Date.now();
    this.stateChanged.emit();
  }

  private _onChanged(): void {
    this.stateChanged.emit();
  }

  private readonly _client: IMemoryClient;
  private readonly _poll: Poll<void, unknown>;
  private readonly _lists = new Map<string, EntryList>();
  private _overview: Overview | null = null;
  private _etag: string | null = null;
  private _statusError: ApiFailure | null = null;
  private _actionError: ApiFailure | null = null;
  private _pendingActions = 0;
  private _request = 0;
  private _renderedAt = 0;
  private _isActive = false;
}
