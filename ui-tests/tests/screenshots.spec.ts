import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { openEntry } from '../src/entry-tab';
import { expect, test as labTest } from '../src/fixtures';
import { test as galleryTest } from '../src/gallery';
import type { MemoryPanel } from '../src/memory-panel';

// The pictures are for people and for the guide. They are not compared: other fonts draw other pixels. A plain run leaves
// those of the repository alone: "npm run screenshots" makes them anew.
const keep = process.env['KEEP_SCREENSHOTS'] === '1';
const folder = keep ? inRoot('ui-tests', 'screenshots') : inRoot('.setup', 'ui-tests', 'screenshots');
const forReadme = keep ? inRoot('docs', 'panel.png') : path.join(folder, 'readme.png');
const picture = (name: string) => ({ path: path.join(folder, `${name}.png`) });

const THEMES = [
  ['light', 'JupyterLab Light'],
  ['dark', 'JupyterLab Dark'],
] as const;

fs.mkdirSync(folder, { recursive: true });

labTest('the panel beside a notebook, empty and filled', async ({ page, memory, notebook }) => {
  await memory.open();
  await memory.region.screenshot(picture('empty'));
  await notebook.open('quick-start.ipynb');
  await notebook.runAll();
  // The last cell's call of `scaled` is also the one hit of `slowSquare`.
  await memory.expectFunction('scaled', { entries: '1 entry' });
  await memory.expectFunction('slowSquare', { entries: '3 entries', hits: '1 hit' });
  await page.screenshot({ path: forReadme });
});

for (const [name, theme] of THEMES) {
  galleryTest(`the panel fits the sidebar at its default width in ${theme}`, async ({ page, memory }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.theme.setTheme(theme);
    await memory.open();
    await expect(memory.functionRow('loadPrices')).toBeVisible();
    await memory.region.screenshot(picture(`functions-${name}`));
    await expectInside(memory);

    const entry = await openEntry(page, memory, 'loadPrices', "'AAPL', {start: '2024-01-01'}");
    await expect(entry.value.getByRole('table')).toBeVisible();
    await expectInside(memory);
    await memory.region.screenshot(picture(`entries-${name}`));
    await memory.functionRow('loadPrices').click();
    await memory.openFunction('exchangeRate');
    await memory.entryRows().filter({ hasText: /old/ }).click();
    await expect(page.getByLabel('Difference to the current code')).toBeVisible();
    await page.screenshot(picture(`code-${name}`));
    await memory.functionRow('exchangeRate').click();
    const numbers = await openEntry(page, memory, 'simulate', '10');
    await expect(numbers.value.getByRole('img')).toBeVisible();
    await page.screenshot(picture(`entry-${name}`));
    await memory.functionRow('simulate').click();

    await memory.region.getByRole('button', { name: 'Open Cache Explorer' }).click();
    await expect(page.getByRole('img', { name: /^Last 7 days/ })).toBeVisible();
    await page.screenshot(picture(`explorer-${name}`));

    await memory.choose(memory.storeRow('notebooks'), 'Prune by Age or Size…');
    await page.getByRole('radio', { name: 'must go to keep no more than' }).check();
    await page.getByRole('spinbutton', { name: 'Megabytes to keep' }).fill('2');
    await expect(page.getByRole('dialog').getByRole('status')).toContainText(/^That is \d+ entr/);
    await page.locator('.jp-Dialog-content').screenshot(picture(`prune-${name}`));
    await page.getByRole('button', { name: 'Cancel' }).click();
  });
}

galleryTest('a store of somebody else asks for trust', async ({ page, memory, stores }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const call = "const load = memory.cache(function load(symbol) { return symbol; }); load('AAPL');";
  await stores.run('from-eva', call, { as: 'eva' });
  await stores.run('from-eva', 'memory.stats();');
  await memory.open();
  for (const [name, theme] of THEMES) {
    await page.theme.setTheme(theme);
    await expect(memory.region.getByText(/^The store from-eva came from somewhere else\./)).toBeVisible();
    await expectInside(memory);
    await memory.region.screenshot(picture(`trust-${name}`));
  }
});

/** Nothing in the panel sticks out of it. */
async function expectInside(memory: MemoryPanel): Promise<void> {
  const spill = await memory.region.evaluate((panel) =>
    [...panel.querySelectorAll('[role="treeitem"] *')]
      .filter((part) => part.getBoundingClientRect().right > panel.getBoundingClientRect().right + 1)
      .map((part) => part.textContent),
  );
  expect(spill, 'parts that stick out of the panel').toEqual([]);
}
