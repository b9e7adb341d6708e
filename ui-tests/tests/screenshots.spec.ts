import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { expect, test } from '../src/fixtures';

// A plain run leaves the pictures of the repository alone: "npm run screenshots" makes them anew.
const keep = process.env['KEEP_SCREENSHOTS'] === '1';
const folder = keep ? inRoot('ui-tests', 'screenshots') : inRoot('.setup', 'ui-tests', 'screenshots');
const forReadme = keep ? inRoot('docs', 'panel.png') : path.join(folder, 'readme.png');

test('the panel fits the sidebar at its default width, in both themes', async ({ page, memory, notebook }) => {
  fs.mkdirSync(folder, { recursive: true });
  await memory.open();
  await memory.region.screenshot({ path: path.join(folder, 'empty.png') });
  await notebook.open('quick-start.ipynb');
  await notebook.runAll();
  // The last cell's call of `scaled` is also the one hit of `slowSquare`.
  await memory.expectFunction('scaled', { entries: '1 entry' });
  await memory.expectFunction('slowSquare', { entries: '3 entries', hits: '1 hit' });
  await page.screenshot({ path: forReadme });
  await memory.functionRow('slowSquare').click();
  await expect(memory.entryRows()).toHaveCount(3);
  for (const [name, theme] of [
    ['light', 'JupyterLab Light'],
    ['dark', 'JupyterLab Dark'],
  ] as const) {
    await page.theme.setTheme(theme);
    await memory.region.screenshot({ path: path.join(folder, `panel-${name}.png`) });
    const spill = await memory.region.evaluate((panel) =>
      [...panel.querySelectorAll('[role="treeitem"] *')]
        .filter((part) => part.getBoundingClientRect().right > panel.getBoundingClientRect().right + 1)
        .map((part) => part.textContent),
    );
    expect(spill, 'parts that stick out of the panel').toEqual([]);
  }
});
