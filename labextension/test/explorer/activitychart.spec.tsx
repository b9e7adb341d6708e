import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

import { sumActivity } from '../../src/explorer/activity';
import { ActivityChart } from '../../src/explorer/activitychart';

const HOUR = 3_600_000;
const START = new Date(2026, 10, 16).getTime();

describe('ActivityChart', () => {
  const draw = (timeSavedMs: number): HTMLElement => {
    const hours = [{ start: START + 25 * HOUR, hits: 3, misses: 1, timeSavedMs }];
    const sum = sumActivity([{ from: START, to: START + 7 * 24 * HOUR, hours }], 3);
    const host = document.createElement('div');
    host.innerHTML = renderToStaticMarkup(<ActivityChart sum={sum} trans={nullTranslator.load('')} />);
    return host;
  };

  it('says what the week has brought, and not that nothing was saved', () => {
    expect(draw(2000).querySelector('p')?.textContent).toBe('Last 7 days: saved 2 seconds, 3 hits, 1 miss');
    expect(draw(0).querySelector('p')?.textContent).toBe('Last 7 days: 3 hits, 1 miss');
  });

  it('names each day below', () => {
    const days = [...draw(0).querySelectorAll('.jp-MemoryExplorer-days span')].map((day) => day.textContent);
    expect(days).toEqual(['16 Mon', '17 Tue', '18 Wed', '19 Thu', '20 Fri', '21 Sat', '22 Sun']);
  });

  it('tells of each column what it counts', () => {
    const titles = [...draw(0).querySelectorAll('title')].map((title) => title.textContent);
    expect(titles).toHaveLength(56);
    expect(titles[8]).toMatch(/^Nov 17, 2026, 12:00.AM: 3 hits, 1 miss$/);
  });
});
