import { expect, test } from '../src/gallery';

test.beforeEach(async ({ page, memory }) => {
  await memory.open();
  await memory.region.getByRole('button', { name: 'Open Cache Explorer' }).click();
  await expect(page.getByRole('tab', { name: 'Cache Explorer' })).toBeVisible();
});

test('the chart tells what the week has brought', async ({ page }) => {
  const words = /^Last 7 days: saved 42 minutes \d+ seconds, 37 hits, 16 misses$/;
  await expect(page.getByRole('img', { name: words })).toBeVisible();
});

test('the map has a part for each function, the largest first; a click shows the function in the panel', async ({
  page,
  memory,
}) => {
  const parts = page.getByRole('list', { name: 'Sizes of the functions' }).getByRole('listitem');
  await expect(parts).toHaveCount(10);
  await expect(parts.nth(0).getByRole('button')).toHaveAccessibleName(/^simulate of notebooks: 3 MB, \d\d% of all$/);
  await expect(parts.nth(1).getByRole('button')).toHaveAccessibleName(/^trades of notebooks: /);
  const [largest, second] = await Promise.all([parts.nth(0).boundingBox(), parts.nth(1).boundingBox()]);
  expect(area(largest)).toBeGreaterThan(area(second));
  await parts.nth(1).getByRole('button').click();
  await expect(memory.functionRow('trades')).toBeFocused();
  await expect(memory.functionRow('trades')).toHaveAttribute('aria-expanded', 'true');
});

test('the table is sorted by any column, with the keyboard too', async ({ page }) => {
  const table = page.getByRole('region', { name: 'Table of functions' }).getByRole('table');
  const names = table.getByRole('rowheader');
  const header = (name: string) => table.getByRole('columnheader', { name });
  await expect(names.first()).toHaveText('simulate');
  await expect(header('Size')).toHaveAttribute('aria-sort', 'descending');
  await header('Hits').getByRole('button').click();
  await expect(names.first()).toHaveText('loadPrices');
  await expect(header('Hits')).toHaveAttribute('aria-sort', 'descending');
  await header('Function').getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(names.first()).toHaveText('drawChart');
  await page.keyboard.press('Enter');
  await expect(names.first()).toHaveText('writeSummary');
  await expect(table.getByRole('row', { name: /^simulate / }).getByRole('cell')).toHaveText([
    ...['notebooks', '3 MB', '1', '11', '1', '92%', '34m 17s'],
    /ago$/,
  ]);
});

function area(box: { width: number; height: number } | null): number {
  return box ? box.width * box.height : 0;
}
