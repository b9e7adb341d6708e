import { ANALYSIS } from '../src/analysis';
import { expect, test } from '../src/shared';

test.beforeEach(async ({ memory, stores }) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
});

test('arrows, Home and End move through the tree, open and close it', async ({ page, memory }) => {
  const press = (key: string) => page.keyboard.press(key);
  await memory.storeRow('analysis').focus();
  await press('ArrowDown');
  await press('ArrowDown');
  await press('ArrowDown');
  const loadPrices = memory.functionRow('loadPrices');
  await expect(loadPrices).toBeFocused();
  await press('ArrowRight');
  await expect(loadPrices).toHaveAttribute('aria-expanded', 'true');
  await memory.expectEntries(["'NVDA'", "'MSFT'", "'AAPL'"]);
  await press('ArrowRight');
  await expect(memory.entryRow("'NVDA'")).toBeFocused();
  await press('ArrowDown');
  await expect(memory.entryRow("'MSFT'")).toBeFocused();
  await press('ArrowUp');
  await press('ArrowUp');
  await expect(loadPrices).toBeFocused();
  await press('ArrowDown');
  await press('ArrowLeft');
  await expect(loadPrices).toBeFocused();
  await press('ArrowLeft');
  await expect(loadPrices).toHaveAttribute('aria-expanded', 'false');
  await press('ArrowLeft');
  await expect(memory.storeRow('analysis')).toBeFocused();
  await press('End');
  await expect(memory.functionRow('tokenize')).toBeFocused();
  await press('ArrowDown');
  await expect(memory.functionRow('tokenize')).toBeFocused();
  await press('Home');
  await expect(memory.storeRow('analysis')).toBeFocused();
  await press('ArrowLeft');
  await expect(memory.functionRow('tokenize')).toHaveCount(0);
});

test('Enter and Space open a function, and an entry in the main area', async ({ page, memory }) => {
  const loadPrices = memory.functionRow('loadPrices');
  await loadPrices.focus();
  await page.keyboard.press('Enter');
  await expect(loadPrices).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Space');
  await expect(loadPrices).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Enter');
  await memory.entryRow("'MSFT'").focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('tab', { name: /loadPrices/ })).toBeVisible();
});

test('the focus is back on its row when the context menu or a dialog that it opened is left', async ({
  page,
  memory,
}) => {
  const row = memory.functionRow('simulate');
  await row.focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
  await memory.choose(row, 'Clear simulate…');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
});

test('a letter goes on in the filter', async ({ page, memory }) => {
  await memory.functionRow('simulate').focus();
  await page.keyboard.type('load');
  await expect(memory.filter).toBeFocused();
  await expect(memory.filter).toHaveValue('load');
  await memory.expectFunctions(['download', 'loadPrices']);
});

test('Delete clears the row with the focus, and the focus stays at its place', async ({ page, memory }) => {
  await memory.openFunction('loadPrices');
  await memory.entryRow("'MSFT'").focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog')).toContainText('Clear this entry of loadPrices?');
  await page.keyboard.press('Escape');
  await expect(memory.entryRow("'MSFT'")).toBeFocused();
  await page.keyboard.press('Delete');
  await memory.accept();
  await memory.expectEntries(["'NVDA'", "'AAPL'"]);
  await expect(memory.entryRow("'AAPL'")).toBeFocused();

  await page.keyboard.press('ArrowLeft');
  await expect(memory.functionRow('loadPrices')).toBeFocused();
  await page.keyboard.press('Delete');
  await memory.accept();
  await memory.expectFunction('loadPrices', { entries: '0 entries' });
  await expect(memory.functionRow('loadPrices')).toBeFocused();
});

test('arrows go on through a list of which only the rows in sight are drawn', async ({ page, memory, stores }) => {
  await stores.write('large', [{ name: 'scan', calls: [{ args: 'newest' }], generated: 500 }]);
  await expect(memory.functionRow('scan')).toBeVisible();
  await memory.openFunction('scan');
  await memory.entryRow('newest').focus();
  for (let row = 500; row > 470; row -= 1) {
    await page.keyboard.press('ArrowDown');
    await expect(memory.entryRow(`row ${row}`)).toBeFocused();
  }
  await expect(memory.entryRow('row 471')).toBeInViewport();
});

test('End, Home and pages go through a million entries, in any order and with a filter', async ({
  page,
  memory,
  stores,
}) => {
  const press = (key: string) => page.keyboard.press(key);
  await stores.write('large', [{ name: 'scan', calls: [{ args: 'newest' }], generated: 1_000_000 }]);
  await memory.openFunction('scan');
  const asked: string[] = [];
  page.on('request', (request) => {
    const offset = /\/entries\?.*offset=(\d+)/.exec(request.url())?.[1];
    if (offset !== undefined) asked.push(offset);
  });

  await memory.entryRow('newest').focus();
  await press('End');
  const oldest = memory.entryRow('row 1');
  await expect(oldest).toBeFocused();
  await expect(oldest).toBeInViewport();
  await expect(oldest).toHaveAttribute('aria-posinset', '1000001');
  await expect(oldest).toHaveAttribute('aria-setsize', '1000001');
  // The first page may be looked at again while it is in sight; nothing between it and the last ones is fetched.
  expect(asked.filter((offset) => Number(offset) > 0 && Number(offset) < 999_000)).toEqual([]);
  await press('ArrowUp');
  await expect(memory.entryRow('row 2')).toBeFocused();
  await press('PageUp');
  await expect(memory.entryRow('row 12')).toBeFocused();
  await press('PageDown');
  await expect(memory.entryRow('row 2')).toBeFocused();
  await press('Home');
  await expect(memory.entryRow('newest')).toBeFocused();
  await press('Home');
  await expect(memory.storeRow('large')).toBeFocused();

  await memory.sort('Duration', 'entries');
  await memory.entryRow('row 1000000').focus();
  await press('End');
  await expect(memory.region.getByRole('treeitem', { level: 3 }).and(page.locator(':focus'))).toHaveAttribute(
    'aria-posinset',
    '1000001',
  );

  await memory.filter.fill('row 77');
  await expect(memory.entryRow('row 779999')).toBeVisible();
  await memory.entryRow('row 779999').focus();
  await press('End');
  await expect(memory.entryRow('row 77')).toBeFocused();
  await expect(memory.entryRow('row 77')).toHaveAttribute('aria-setsize', '11111');
  await press('Home');
  await expect(memory.entryRow('row 779999')).toBeFocused();
});

test('Tab goes from the toolbar over the header into the tree, arrows go through the toolbar', async ({
  page,
  memory,
}) => {
  await memory.filter.focus();
  for (const name of [/^Sort/, /^Look again/, /^Clear all/]) {
    await page.keyboard.press('ArrowRight');
    await expect(memory.region.getByRole('button', { name })).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(memory.totals.getByRole('button', { name: 'Open Cache Explorer' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(memory.storeRow('analysis')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(memory.functionRow('simulate')).toBeFocused();
  // The rows of a list are one stop, which is the row that had the focus last.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Tab');
  await expect(memory.storeRow('analysis')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(memory.functionRow('download')).toBeFocused();
});
