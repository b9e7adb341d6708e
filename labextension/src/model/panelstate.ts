import type { IStateDB } from '@jupyterlab/statedb';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { EntrySortKey } from '../api/client';
import type { IEntrySort } from './entrylist';
import type { IFunctionSort } from './sorting';
import { FUNCTION_SORT_KEYS } from './sorting';

/** Where the state is kept in the state database. */
export const STATE_ID = 'tslab-memory-panel:panel';

/** What entries can be sorted by. */
export const ENTRY_SORT_KEYS: readonly EntrySortKey[] = ['created', 'lastHit', 'hits', 'bytes', 'durationMs'];

interface IStored {
  /** Null until a person has chosen one. */
  functionSort: IFunctionSort | null;
  entrySort: IEntrySort;
  filter: string;
  open: string[];
  closedStores: string[];
}

type Change = (value: IStored) => Partial<IStored>;

const DEFAULTS: IStored = {
  functionSort: null,
  entrySort: { by: 'created', order: 'desc' },
  filter: '',
  open: [],
  closedStores: [],
};

/**
 * How a person has set up the panel: the orders, the filter, which functions are open and which stores closed.
 * With a state database it is remembered, without one it lasts as long as the page.
 */
export class PanelState {
  constructor(private readonly _db: IStateDB | null = null) {}

  /** Emitted when anything of it changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Order of the functions within a store: the one that was chosen, or else the default. */
  get functionSort(): IFunctionSort {
    return this._value.functionSort ?? this._defaultSort;
  }
  set functionSort(functionSort: IFunctionSort) {
    this._set(() => ({ functionSort }));
  }

  /** Order of the functions until a person chooses one. */
  set defaultSort(sort: IFunctionSort) {
    this._defaultSort = sort;
    this._changed.emit();
  }

  /** Order of the entries within a function. */
  get entrySort(): IEntrySort {
    return this._value.entrySort;
  }
  set entrySort(entrySort: IEntrySort) {
    this._set(() => ({ entrySort }));
  }

  /** Text to find in names, notebooks and arguments; empty for all. */
  get filter(): string {
    return this._value.filter;
  }
  set filter(filter: string) {
    if (filter !== this._value.filter) {
      this._set(() => ({ filter }));
    }
  }

  /** Whether a function shows its entries. */
  isOpen(store: string, fn: number): boolean {
    return this._value.open.includes(`${store}/${fn}`);
  }

  /** Opens or closes a function. */
  setOpen(store: string, fn: number, open: boolean): void {
    this._set((value) => ({ open: toggled(value.open, `${store}/${fn}`, open) }));
  }

  /** Whether a store shows its functions. */
  isStoreOpen(store: string): boolean {
    return !this._value.closedStores.includes(store);
  }

  /** Opens or closes a store. */
  setStoreOpen(store: string, open: boolean): void {
    this._set((value) => ({ closedStores: toggled(value.closedStores, store, !open) }));
  }

  /** Closes all functions. */
  closeAll(): void {
    this._set(() => ({ open: [] }));
  }

  /**
   * Takes over what was remembered. What does not fit (another version wrote it) is left at its default; what a person has
   * set up while the answer was on the way stays. Nothing is remembered before.
   */
  async restore(): Promise<void> {
    const fetched = await this._db?.fetch(STATE_ID).catch(() => undefined);
    const stored = (fetched ?? {}) as Partial<Record<keyof IStored, unknown>>;
    this._value = {
      functionSort: isFunctionSort(stored.functionSort) ? stored.functionSort : DEFAULTS.functionSort,
      entrySort: isEntrySort(stored.entrySort) ? stored.entrySort : DEFAULTS.entrySort,
      filter: typeof stored.filter === 'string' ? stored.filter : DEFAULTS.filter,
      open: isStrings(stored.open) ? stored.open : DEFAULTS.open,
      closedStores: isStrings(stored.closedStores) ? stored.closedStores : DEFAULTS.closedStores,
    };
    const meanwhile = this._meanwhile ?? [];
    this._meanwhile = null;
    meanwhile.forEach((change) => this._set(change));
    this._changed.emit();
  }

  private _set(change: Change): void {
    this._value = { ...this._value, ...change(this._value) };
    this._changed.emit();
    if (this._meanwhile) {
      this._meanwhile.push(change);
    } else {
      void this._db?.save(STATE_ID, this._value as unknown as ReadonlyPartialJSONValue);
    }
  }

  private _value: IStored = DEFAULTS;
  /** What was changed before it was known what to remember; null since then. */
  private _meanwhile: Change[] | null = [];
  private _defaultSort: IFunctionSort = { by: 'lastUsed', descending: true };
  private readonly _changed = new Signal<this, void>(this);
}

function toggled(list: string[], item: string, present: boolean): string[] {
  const others = list.filter((other) => other !== item);
  return present ? [...others, item] : others;
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isFunctionSort(value: unknown): value is IFunctionSort {
  const sort = value as IFunctionSort | null | undefined;
  return typeof sort?.descending === 'boolean' && FUNCTION_SORT_KEYS.includes(sort.by);
}

function isEntrySort(value: unknown): value is IEntrySort {
  const sort = value as IEntrySort | null | undefined;
  return (sort?.order === 'asc' || sort?.order === 'desc') && ENTRY_SORT_KEYS.includes(sort.by);
}
