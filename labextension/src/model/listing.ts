import type { FunctionSummary, Overview, Store } from '../_generated/api';
import { matchesFunction } from './filtering';
import type { IFunctionSort } from './sorting';
import { heldOrder, sortFunctions } from './sorting';

/** A function as the panel lists it. */
export interface IListedFunction {
  fn: FunctionSummary;
  /** What its entries are filtered by: empty when the function itself matches. */
  entryFilter: string;
  /** Entries that the filter leaves, where it is not the function itself that matches. */
  matches?: number;
}

/** A store as the panel lists it. */
export interface IListedStore {
  store: Store;
  functions: IListedFunction[];
}

/** What decides what is listed, and in which order. */
export interface IListingOptions {
  filter: string;
  sort: IFunctionSort;
  /** Entries of a function whose arguments match, as far as is known. */
  argumentMatches: (store: string, fn: number) => number;
  /** Order to keep per store while a hand is on the list, else undefined. */
  held?: ReadonlyMap<string, readonly number[]>;
}

/**
 * The stores and functions to show. A store without functions is left out unless something is wrong with it or there is
 * no other; stores with a problem come last.
 */
export function listing(overview: Overview, options: IListingOptions): IListedStore[] {
  const { filter } = options;
  const listed = overview.stores.map(({ store, functions }) => ({
    store,
    functions: ordered(store.id, functions, options).flatMap((fn) => {
      if (matchesFunction(fn, filter)) {
        return [{ fn, entryFilter: '' }];
      }
      const matches = options.argumentMatches(store.id, fn.id);
      return matches > 0 ? [{ fn, entryFilter: filter, matches }] : [];
    }),
  }));
  const usable = listed.filter(({ functions }) => functions.length > 0);
  const broken = listed.filter(({ store }) => store.status !== 'ok' && filter === '');
  return [...usable, ...broken.filter((item) => !usable.includes(item))];
}

/** The text to look for in arguments: the filter, unless it is empty or each function matches by itself. */
export function textToSearch(overview: Overview, filter: string): string {
  const isNeeded = overview.stores.some(({ functions }) =>
    functions.some((fn) => fn.entries > 0 && !matchesFunction(fn, filter)),
  );
  return isNeeded ? filter : '';
}

function ordered(store: string, functions: readonly FunctionSummary[], options: IListingOptions): FunctionSummary[] {
  const sorted = sortFunctions(functions, options.sort);
  const held = options.held?.get(store);
  if (!held) {
    return sorted;
  }
  const byId = new Map(sorted.map((fn) => [fn.id, fn]));
  return heldOrder(held, [...byId.keys()]).flatMap((id) => byId.get(id) ?? []);
}
