import { ANALYSIS } from '../src/analysis';
import { expect, test } from '../src/shared';

/** The first click on an order; a second one reverses it. */
const FUNCTION_ORDERS = {
  Name: ['download', 'loadPrices', 'simulate', 'tokenize'],
  Size: ['simulate', 'download', 'loadPrices', 'tokenize'],
  'Number of Entries': ['download', 'loadPrices', 'tokenize', 'simulate'],
  Hits: ['loadPrices', 'tokenize', 'simulate', 'download'],
  'Hit Rate': ['tokenize', 'loadPrices', 'simulate', 'download'],
  'Time Saved': ['simulate', 'loadPrices', 'tokenize', 'download'],
};
const LAST_USED = ['simulate', 'download', 'loadPrices', 'tokenize'];
const ENTRY_ORDERS = {
  'Last Hit': ["'AAPL'", "'MSFT'", "'NVDA'"],
  Hits: ["'MSFT'", "'AAPL'", "'NVDA'"],
  Size: ["'AAPL'", "'NVDA'", "'MSFT'"],
  Duration: ["'NVDA'", "'AAPL'", "'MSFT'"],
  Created: ["'NVDA'", "'MSFT'", "'AAPL'"],
};

test.beforeEach(async ({ stores, memory }) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
});

test('functions are sorted by any figure, in either direction', async ({ memory }) => {
  await memory.expectFunctions(LAST_USED);
  for (const [label, order] of Object.entries(FUNCTION_ORDERS)) {
    await test.step(label, async () => {
      await memory.sort(label);
      await memory.expectFunctions(order);
      await memory.sort(label);
      await memory.expectFunctions(order.toReversed());
    });
  }
  await expect(memory.region.getByRole('button', { name: 'Sort (now by Time Saved, ascending)' })).toBeVisible();
});

test('entries are sorted by any figure, in either direction', async ({ memory }) => {
  await memory.openFunction('loadPrices');
  await memory.expectEntries(ENTRY_ORDERS.Created);
  for (const [label, order] of Object.entries(ENTRY_ORDERS)) {
    await test.step(label, async () => {
      await memory.sort(label, 'entries');
      await memory.expectEntries(order);
      await memory.sort('Reverse Order of Entries', 'entries');
      await memory.expectEntries(order.toReversed());
    });
  }
});

test.describe('with the state that JupyterLab keeps', () => {
  test.use({ mockState: false });

  test('orders, filter and open functions are there again after a reload', async ({ page, memory }) => {
    const saved = page.waitForResponse(
      (response) =>
        response.request().method() === 'PUT' &&
        response.url().includes('/api/workspaces/') &&
        (response.request().postData() ?? '').includes('"filter":"p"'),
    );
    await memory.sort('Size');
    await memory.sort('Size');
    await memory.sort('Hits', 'entries');
    await memory.openFunction('loadPrices');
    await memory.filter.fill('p');
    await saved;
    await page.reload();
    await memory.open();
    await expect(memory.filter).toHaveValue('p');
    await memory.expectFunctions(['loadPrices', 'simulate']);
    await memory.expectEntries(ENTRY_ORDERS.Hits);
  });
});
