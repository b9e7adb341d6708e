import { listing, textToSearch } from '../../src/model/listing';
import type { IListingOptions } from '../../src/model/listing';
import type { Overview } from '../../src/_generated/api';
import { aFunction, anOverview, aStore } from '../fixtures';

const options = (changes: Partial<IListingOptions> = {}): IListingOptions => ({
  filter: '',
  sort: { by: 'name', descending: false },
  argumentMatches: () => 0,
  ...changes,
});

const shown = (overview: Overview, changes: Partial<IListingOptions> = {}): string[] =>
  listing(overview, options(changes)).flatMap(({ functions }) => functions.map(({ fn }) => fn.name));

describe('listing', () => {
  const overview = anOverview([
    aFunction({ id: 1, name: 'loadPrices', entries: 3, notebooks: ['work/prices.ipynb'] }),
    aFunction({ id: 2, name: 'simulate', entries: 3, notebooks: ['work/monte.ipynb'] }),
  ]);

  it('shows all functions in the order asked for', () => {
    expect(shown(overview)).toEqual(['loadPrices', 'simulate']);
    expect(shown(overview, { sort: { by: 'name', descending: true } })).toEqual(['simulate', 'loadPrices']);
  });

  it('finds functions by name, whatever the case', () => {
    expect(shown(overview, { filter: 'PRICE' })).toEqual(['loadPrices']);
  });

  it('finds functions by notebook', () => {
    expect(shown(overview, { filter: 'monte.ipynb' })).toEqual(['simulate']);
  });

  it('takes the filter as plain text, never as a pattern', () => {
    expect(shown(overview, { filter: '(.*' })).toEqual([]);
  });

  it('shows a function whose arguments match, with its entries filtered', () => {
    const listed = listing(overview, options({ filter: 'AAPL', argumentMatches: (_, fn) => (fn === 1 ? 4 : 0) }));
    expect(listed[0]?.functions).toMatchObject([{ fn: { name: 'loadPrices' }, entryFilter: 'AAPL', matches: 4 }]);
  });

  it('shows all entries of a function that matches by name', () => {
    expect(listing(overview, options({ filter: 'load' }))[0]?.functions[0]?.entryFilter).toBe('');
  });

  it('keeps the order under the hand', () => {
    expect(shown(overview, { held: new Map([[aStore().id, [2, 1]]]) })).toEqual(['simulate', 'loadPrices']);
  });

  it('leaves out a store without functions, but not one with a problem, which comes last', () => {
    const stores = {
      stores: [
        { store: aStore({ id: 'gone', status: 'missing' }), functions: [] },
        { store: aStore({ id: 'empty' }), functions: [] },
        ...overview.stores,
      ],
    };
    expect(listing(stores, options()).map(({ store }) => store.id)).toEqual([aStore().id, 'gone']);
  });
});

describe('textToSearch', () => {
  const overview = anOverview([
    aFunction({ id: 1, name: 'loadPrices', entries: 3 }),
    aFunction({ id: 2, name: 'simulate', entries: 3 }),
    aFunction({ id: 3, name: 'cleared', entries: 0 }),
  ]);

  it('is nothing without a filter', () => {
    expect(textToSearch(overview, '')).toBe('');
  });

  it('is the filter when a function with entries does not match by itself', () => {
    expect(textToSearch(overview, 'load')).toBe('load');
  });

  it('is nothing when all functions with entries match by themselves', () => {
    expect(textToSearch(overview, 'l')).toBe('');
  });
});
