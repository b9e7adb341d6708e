import { nullTranslator } from '@jupyterlab/translation';
import { act } from 'react';
import * as React from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';

import { FunctionTable } from '../../src/explorer/functiontable';
import { aFunction, anOverview, aStore } from '../fixtures';

describe('FunctionTable', () => {
  const host = document.createElement('div');
  let root: Root;
  let opened: [string, number][];

  beforeEach(() => {
    Object.assign(window, { IS_REACT_ACT_ENVIRONMENT: true });
    const overview = anOverview([
      aFunction({ id: 1, name: 'load', bytes: 10, hits: 5, misses: 5 }),
      aFunction({ id: 2, name: 'simulate', bytes: 30, hits: 2, misses: 0 }),
      aFunction({ id: 3, name: 'draw', bytes: 20, hits: 9, misses: 1 }),
    ]);
    root = createRoot(host);
    opened = [];
    const onOpen = (store: string, fn: number): void => void opened.push([store, fn]);
    act(() => root.render(<FunctionTable overview={overview} trans={nullTranslator.load('')} onOpen={onOpen} />));
  });

  afterEach(() => {
    act(() => root.unmount());
    Object.assign(window, { IS_REACT_ACT_ENVIRONMENT: false });
  });

  const header = (label: string): HTMLElement =>
    [...host.querySelectorAll<HTMLElement>('thead th')].find((cell) => cell.textContent === label)!;
  const names = (): (string | null)[] => [...host.querySelectorAll('tbody th')].map((cell) => cell.textContent);
  const press = (label: string): void => act(() => header(label).querySelector('button')!.click());

  it('starts with the largest function', () => {
    expect(names()).toEqual(['simulate', 'draw', 'load']);
    expect(header('Size').getAttribute('aria-sort')).toBe('descending');
  });

  it('sorts by a figure with the largest first, and the other way round when pressed again', () => {
    press('Hits');
    expect(names()).toEqual(['draw', 'load', 'simulate']);
    expect(header('Size').hasAttribute('aria-sort')).toBe(false);
    press('Hits');
    expect(names()).toEqual(['simulate', 'load', 'draw']);
    expect(header('Hits').getAttribute('aria-sort')).toBe('ascending');
  });

  it('opens the entries of a function when its name is pressed', () => {
    act(() => host.querySelector<HTMLElement>('tbody button')?.click());
    expect(opened).toEqual([[aStore().id, 2]]);
  });

  it('sorts by name from A to Z', () => {
    press('Function');
    expect(names()).toEqual(['draw', 'load', 'simulate']);
    expect(header('Function').getAttribute('aria-sort')).toBe('ascending');
  });
});
