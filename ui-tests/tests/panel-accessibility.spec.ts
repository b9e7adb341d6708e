import { expectAccessible } from '../src/accessibility';
import { ANALYSIS } from '../src/analysis';
import { expect, test } from '../src/shared';

const PANEL = '.jp-MemoryPanel';
const DIALOG = '.jp-Dialog-content';
const THEMES = ['JupyterLab Light', 'JupyterLab Dark', 'JupyterLab Dark High Contrast'];

test('the panel keeps to WCAG 2.2 AA before anything is cached', async ({ page, memory }) => {
  await memory.open();
  for (const theme of THEMES) {
    await page.theme.setTheme(theme);
    await test.step(theme, () => expectAccessible(page, PANEL));
  }
});

test('the panel and its dialogs keep to WCAG 2.2 AA in each theme', async ({ page, memory, stores }) => {
  await stores.run('copied', `memory.cache(function load(n) { return n; })(1);`, { as: 'somebody else' });
  await stores.run('copied', 'memory.stats();');
  await stores.write(
    'analysis',
    [
      {
        name: 'fit',
        calls: [{ args: "'first'", code: 'old' }, { args: "'second'", expiresInMinutes: -1 }, { args: "'third'" }],
      },
      ...ANALYSIS,
    ],
    { maxBytes: 4_000_000 },
  );
  await memory.open();
  await expect(memory.region.getByText(/came from somewhere else/)).toBeVisible();
  await memory.openFunction('fit');
  await memory.entryRow("'third'").click({ modifiers: ['ControlOrMeta'] });
  for (const theme of THEMES) {
    await test.step(theme, async () => {
      await page.theme.setTheme(theme);
      await memory.entryRow("'second'").focus();
      await memory.functionRow('simulate').hover();
      await expectAccessible(page, PANEL);

      await memory.filter.fill('nowhere');
      await expect(memory.region.getByRole('button', { name: 'Clear filter' })).toBeVisible();
      await expectAccessible(page, PANEL);
      await memory.filter.fill('');

      await memory.pressClear(memory.functionRow('simulate'), 'Clear simulate');
      await expectAccessible(page, DIALOG);
      await page.keyboard.press('Escape');

      await memory.choose(memory.storeRow('analysis'), 'Prune by Age or Size…');
      await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/^That is/);
      await expectAccessible(page, DIALOG);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });
  }
});

test('a screen reader is told a tree of stores, functions and entries with all that a row shows', async ({
  memory,
  stores,
}) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
  await memory.openFunction('loadPrices');
  await expect(memory.region).toMatchAriaSnapshot(`
    - toolbar "Memory toolbar":
      - search "Filter by function, notebook or argument":
        - searchbox "Filter by function, notebook or argument"
      - button /Sort/
      - button "Look again at what is cached"
      - button "Clear all that is cached"
    - region "Cached results":
      - group "Totals"
      - tree "Cached functions":
        - treeitem "Store analysis, 10 entries, 3.2 MB" [expanded] [level=1]
        - group:
          - treeitem /simulate, 1 entry, 1.9 MB, 2 hits, saved 2 hours, last used \\d minutes? ago/ [level=2]
          - treeitem /download, 4 entries/ [level=2]
          - treeitem /loadPrices, 3 entries/ [expanded] [level=2]
          - group:
            - treeitem /'NVDA', 97.\\d KB, 5 hits, created \\d+ minutes ago/ [level=3]
            - treeitem /'MSFT'/ [level=3]
            - treeitem /'AAPL'/ [level=3]
          - treeitem /tokenize, 2 entries/ [level=2]
  `);
  const middle = memory.entryRow("'MSFT'");
  await expect(middle).toHaveAttribute('aria-posinset', '2');
  await expect(middle).toHaveAttribute('aria-setsize', '3');
});

test('at a zoom of 200 % nothing is lost', async ({ page, memory, stores }) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
  // A browser that zooms by two gives the page half the pixels of its window.
  await page.setViewportSize({ width: 640, height: 400 });
  await expect(memory.region).toBeInViewport({ ratio: 1 });
  for (const button of await memory.region.getByRole('toolbar').getByRole('button').all()) {
    await expect(button).toBeInViewport({ ratio: 1 });
  }
  await expect(memory.totals).toBeInViewport({ ratio: 1 });
  await memory.openFunction('loadPrices');
  for (const row of [
    memory.functionRow('simulate'),
    memory.entryRow("'AAPL'"),
    memory.functionRow('tokenize'),
    memory.storeRow('analysis'),
  ]) {
    await row.scrollIntoViewIfNeeded();
    await expect(row).toBeInViewport({ ratio: 1 });
  }
  await memory.choose(memory.storeRow('analysis'), 'Prune by Age or Size…');
  const dialog = page.getByRole('dialog');
  for (const button of ['Cancel', 'Clear these']) {
    await dialog.getByRole('button', { name: button }).scrollIntoViewIfNeeded();
    await expect(dialog.getByRole('button', { name: button })).toBeInViewport({ ratio: 1 });
  }
});

test('nothing moves for a person who prefers less motion', async ({ page, memory, stores }) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
  await expect(memory.functionRow('loadPrices')).toBeVisible();
  const moving = () =>
    memory.region.evaluate((panel) =>
      [...panel.querySelectorAll('.jp-MemoryPanel-list *')]
        .filter(
          (part) =>
            getComputedStyle(part).transitionDuration !== '0s' || getComputedStyle(part).animationName !== 'none',
        )
        .map((part) => part.className),
    );
  await expect.poll(moving).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(moving).toEqual([]);
});
