import type { Page } from '@playwright/test';
import { openEntry } from '../src/entry-tab';
import { expect, test } from '../src/gallery';

/** What the panel may add to a start of JupyterLab, in bytes of scripts before compression. */
const START_BUDGET = 160 * 1024;

/** Words that stand in the code of each part that is not needed at the start. */
const PARTS = {
  decoder: 'The stored value is damaged',
  zstd: 'invalid zstd',
  grid: 'gridLineColor',
  arrow: 'LargeUtf8',
  explorer: 'Last 7 days',
  prune: 'were not used for',
};

test.use({ autoGoto: false });

test('grid, charts, decoder and Arrow are fetched when they are first used', async ({ page, memory }) => {
  const scripts = scriptsOf(page);
  await page.goto();
  await memory.open();
  await expect(memory.functionRow('trades')).toBeVisible();
  const start = await Promise.all(scripts);
  const size = start.reduce((sum, code) => sum + code.length, 0);
  expect(size).toBeGreaterThan(0);
  expect(size).toBeLessThan(START_BUDGET);
  expect(await loaded(scripts)).toEqual([]);

  await openEntry(page, memory, 'portfolioOf', "'anna'");
  await expect.poll(() => loaded(scripts)).toEqual(['decoder', 'zstd']);
  const entry = await openEntry(page, memory, 'trades', "'AAPL'");
  await expect(entry.value.getByRole('region', { name: /^Table of 1000 rows/ })).toBeVisible();
  await expect.poll(() => loaded(scripts)).toEqual(['decoder', 'zstd', 'grid', 'arrow']);
  await memory.region.getByRole('button', { name: 'Open Cache Explorer' }).click();
  await expect.poll(() => loaded(scripts)).toEqual(['decoder', 'zstd', 'grid', 'arrow', 'explorer']);
});

/** The extension's scripts as they come in. */
function scriptsOf(page: Page): Promise<string>[] {
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (/\/tslab-memory-panel\/static\/.*\.js/.test(response.url())) scripts.push(response.text());
  });
  return scripts;
}

async function loaded(scripts: readonly Promise<string>[]): Promise<string[]> {
  const code = (await Promise.all(scripts)).join('\n');
  return Object.entries(PARTS).flatMap(([part, words]) => (code.includes(words) ? [part] : []));
}
