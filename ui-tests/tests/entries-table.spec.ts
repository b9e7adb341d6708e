import { expect, test } from '../src/shared';

test.beforeEach(async ({ page, memory, stores }) => {
  await stores.write('tables', [{ name: 'simulate', calls: [{ args: "'first'", bytes: 2000 }], generated: 999 }]);
  await memory.open();
  await memory.functionRow('simulate').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open Entries as a Table' }).click();
  await expect(page.getByRole('tab', { name: 'simulate: entries' })).toBeVisible();
});

test('the entries of a function are a table in the main area, whose current row is told in words', async ({ page }) => {
  const status = page.getByRole('status').filter({ hasText: 'entries' });
  await expect(status).toHaveText('1,000 entries');
  await page.locator('.jp-MemoryEntries-grid .lm-DataGrid-viewport').focus();
  await page.keyboard.press('ArrowDown');
  await expect(status).toHaveText(/^Row 1 of 1,000 entries: 'first', /);
  await page.keyboard.press('ArrowDown');
  await expect(status).toHaveText(/^Row 2 of 1,000 entries: row 999, /);
});

test('End goes to the last entry, Home to the first', async ({ page }) => {
  const status = page.getByRole('status').filter({ hasText: 'entries' });
  await expect(status).toHaveText('1,000 entries');
  await page.locator('.jp-MemoryEntries-grid .lm-DataGrid-viewport').focus();
  await page.keyboard.press('End');
  await expect(status).toHaveText(/^Row 1,000 of 1,000 entries: row 1, /);
  await page.keyboard.press('ArrowUp');
  await expect(status).toHaveText(/^Row 999 of 1,000 entries: row 2, /);
  await page.keyboard.press('Home');
  await expect(status).toHaveText(/^Row 1 of 1,000 entries: 'first', /);
});

test('another order begins at the top, with what comes first in it', async ({ page }) => {
  const status = page.getByRole('status').filter({ hasText: 'entries' });
  await expect(status).toHaveText('1,000 entries');
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption({ label: 'Size' });
  await page.locator('.jp-MemoryEntries-grid .lm-DataGrid-viewport').focus();
  await page.keyboard.press('ArrowDown');
  await expect(status).toHaveText(/^Row 1 of 1,000 entries: /);
});

test('the filter leaves what has the text in its arguments; Enter opens an entry', async ({ page }) => {
  const status = page.getByRole('status').filter({ hasText: 'entr' });
  await page.getByRole('searchbox', { name: 'Filter by arguments' }).fill('first');
  await expect(status).toHaveText('1 entry with “first” in the arguments');
  await page.locator('.jp-MemoryEntries-grid .lm-DataGrid-viewport').focus();
  await page.keyboard.press('ArrowDown');
  await expect(status).toHaveText(/^Row 1 of 1 entry with “first” in the arguments: 'first', /);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'simulate', exact: true })).toBeVisible();
});

test('the context menu and Delete work on the current row', async ({ page }) => {
  const status = page.getByRole('status').filter({ hasText: 'entries' });
  await expect(status).toHaveText('1,000 entries');
  const grid = page.locator('.jp-MemoryEntries-grid .lm-DataGrid-viewport');
  await grid.click({ button: 'right', position: { x: 200, y: 40 } });
  await expect(page.getByRole('menuitem', { name: 'Show Value' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await grid.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog')).toContainText('Clear this entry of simulate?');
  await page.getByRole('button', { name: 'Clear entry' }).click();
  await expect(status).toContainText('999 entries');
});
