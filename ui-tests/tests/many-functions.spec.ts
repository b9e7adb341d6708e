import { expect, test } from '../src/shared';

const FUNCTIONS = 2000;
/** Rows in sight, and those drawn ahead. */
const MOST_ROWS = 80;

test.beforeEach(async ({ memory, stores }) => {
  await stores.write('many', [{ name: 'load', calls: [{ args: "'AAPL'", hits: 3 }], copies: FUNCTIONS - 1 }]);
  await memory.open();
  await expect(memory.functionRow('load')).toBeVisible();
});

test('thousands of functions scroll from end to end with only the rows in sight on the page', async ({ memory }) => {
  const rows = memory.region.getByRole('treeitem', { level: 2 });
  await expect(rows.first()).toHaveAttribute('aria-setsize', String(FUNCTIONS));
  expect(await rows.count()).toBeLessThan(MOST_ROWS);

  const list = memory.region.locator('.jp-MemoryPanel-functions');
  await list.evaluate((node) => node.scrollTo(0, node.scrollHeight));
  const last = memory.functionRow('load 1999');
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(last).toHaveAttribute('aria-posinset', String(FUNCTIONS));
  expect(await rows.count()).toBeLessThan(MOST_ROWS);
  // What stands for the rows that are not drawn is exactly as high as they are.
  const gap = () =>
    last.evaluate((row) => {
      const box = row.parentElement!.getBoundingClientRect();
      return Math.round(box.bottom - row.getBoundingClientRect().bottom);
    });
  await expect.poll(gap).toBe(0);

  await memory.openFunction('load 1999');
  await memory.entryRow("'AAPL'").hover();
  await expect(memory.entryRow("'AAPL'")).toBeInViewport();
});

test('the keyboard reaches each of thousands of functions', async ({ page, memory }) => {
  await memory.functionRow('load').focus();
  await page.keyboard.press('End');
  await expect(memory.functionRow('load 1999')).toBeFocused();
  await expect(memory.functionRow('load 1999')).toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await expect(memory.functionRow('load 1998')).toBeFocused();
  await page.keyboard.press('PageUp');
  await expect(memory.functionRow('load 1998')).not.toBeFocused();
  await expect(memory.region.getByRole('treeitem', { level: 2 }).and(page.locator(':focus'))).toBeInViewport();
  await page.keyboard.press('Home');
  await expect(memory.storeRow('many')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(memory.functionRow('load')).toBeFocused();
  await expect(memory.functionRow('load')).toBeInViewport();
});

test('a filter by name leaves those that match, and the others come back', async ({ memory }) => {
  const rows = memory.region.getByRole('treeitem', { level: 2 });
  await memory.filter.fill('load 777');
  await memory.expectFunctions(['load 777']);
  await memory.filter.fill('');
  await expect(rows.first()).toHaveAttribute('aria-setsize', String(FUNCTIONS));
  await expect(memory.functionRow('load')).toBeVisible();
});

test('many open functions are drawn where they are in sight, each scrolled as it was left', async ({
  page,
  memory,
  stores,
}) => {
  await stores.write('many', [{ name: 'load', generated: 30 }]);
  const list = memory.region.locator('.jp-MemoryPanel-functions');
  await memory.openFunction('load');
  const entries = memory.region.locator('.jp-MemoryPanel-scroller').first();
  await entries.evaluate((node) => node.scrollTo(0, 400));
  await expect(memory.entryRow('row 20')).toBeInViewport();
  const scrolledTo = () => entries.evaluate((node) => node.scrollTop);
  await expect.poll(scrolledTo).toBe(400);
  // The function that had the focus last is drawn wherever it is.
  await list.evaluate((node) => node.scrollTo(0, 600));
  for (const name of ['load 5', 'load 6', 'load 7', 'load 8']) await memory.functionRow(name).click();
  await expect(memory.functionRow('load 8')).toBeFocused();

  await list.evaluate((node) => node.scrollTo(0, node.scrollHeight));
  await expect(memory.functionRow('load 1999')).toBeInViewport();
  await expect(memory.functionRow('load')).toHaveCount(0);
  await expect(memory.entryRows()).toHaveCount(1);

  await list.evaluate((node) => node.scrollTo(0, 0));
  await expect(memory.entryRow('row 20')).toBeInViewport();
  await expect.poll(scrolledTo).toBe(400);
  await memory.functionRow('load 5').focus();
  await page.keyboard.press('ArrowUp');
  await expect(memory.functionRow('load 4')).toBeFocused();
});
