import { expectAccessible } from '../src/accessibility';
import { openEntry } from '../src/entry-tab';
import { expect, test } from '../src/gallery';

const THEMES = ['JupyterLab Light', 'JupyterLab Dark', 'JupyterLab Dark High Contrast'];

for (const theme of THEMES) {
  test(`entries, explorer and dialogs keep to WCAG 2.2 AA in ${theme}`, async ({ page, memory }) => {
    await page.theme.setTheme(theme);
    await memory.open();

    for (const [name, args] of [
      ['loadPrices', "'AAPL', {start: '2024-01-01'}"],
      ['features', "'AAPL'"],
      ['portfolioOf', "'anna'"],
      ['simulate', '10'],
      ['writeSummary', "'AAPL'"],
    ] as const) {
      await test.step(`an entry of ${name}`, async () => {
        const entry = await openEntry(page, memory, name, args);
        await expect(entry.value.getByText('Loading')).toBeHidden();
        await expectAccessible(page, '.jp-MemoryEntry');
      });
    }
    await test.step('a difference of code', async () => {
      await memory.openFunction('exchangeRate');
      await memory.entryRows().filter({ hasText: /old/ }).click();
      await expect(page.getByLabel('Difference to the current code')).toBeVisible();
      await expectAccessible(page, '.jp-MemoryEntry');
    });
    await test.step('the explorer', async () => {
      await memory.region.getByRole('button', { name: 'Open Cache Explorer' }).click();
      await expect(page.getByRole('img', { name: /^Last 7 days/ })).toBeVisible();
      await expectAccessible(page, '.jp-MemoryExplorer');
    });
    for (const [label, row] of [
      ['Prune by Age or Size…', 'notebooks'],
      ['Clear Store…', 'notebooks'],
    ] as const) {
      await test.step(`the dialog of ${label}`, async () => {
        await memory.storeRow(row).click({ button: 'right' });
        await page.getByRole('menuitem', { name: label }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page, '.jp-Dialog');
        await page.getByRole('button', { name: 'Cancel' }).click();
        await expect(page.getByRole('dialog')).toBeHidden();
      });
    }
    await test.step('the settings', async () => {
      await page.evaluate(() => window.jupyterapp.commands.execute('settingeditor:open', { query: 'Memory' }));
      await expect(page.getByRole('checkbox', { name: 'Show in the status bar' })).toBeVisible();
      // JupyterLab's forms set the names of their fields beside them, without a word to screen readers.
      await expectAccessible(page, '.jp-SettingsForm', ['label', 'select-name']);
    });
  });
}
