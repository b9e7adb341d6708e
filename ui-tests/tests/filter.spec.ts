import { ANALYSIS } from '../src/analysis';
import { expect, test } from '../src/shared';

test.beforeEach(async ({ stores, memory }) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
  await memory.sort('Name');
});

test('functions are found by name, notebook and arguments, in any case', async ({ memory }) => {
  await memory.filter.fill('PRICE');
  await memory.expectFunctions(['loadPrices']);
  await memory.filter.fill('Risk.ipynb');
  await memory.expectFunctions(['simulate']);
  await memory.filter.fill('steps: 4');
  await memory.expectFunctions(['simulate']);
  await memory.filter.fill('oad');
  await memory.expectFunctions(['download', 'loadPrices']);
  await memory.filter.fill('');
  await memory.expectFunctions(['download', 'loadPrices', 'simulate', 'tokenize']);
});

test('characters of patterns are plain text, in notebooks and in arguments', async ({ page, memory }) => {
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  page.on('response', (response) => {
    if (response.status() >= 400 && response.url().includes('/tslab-memory/')) failures.push(response.url());
  });
  for (const [text, found] of [
    ['(2024)', ['loadPrices']],
    ['^(a+)+$', ['tokenize']],
    ['[x', ['tokenize']],
    ['a.*', ['tokenize']],
    ["'C:\\", ['tokenize']],
    ['{ ', ['simulate', 'tokenize']],
    ['.*', ['tokenize']],
  ] as const) {
    await test.step(text, async () => {
      await memory.filter.fill(text);
      await memory.expectFunctions(found);
    });
  }
  for (const text of ['a|A', 'l.adPrices', '%', '_', '\\d', '((', '?']) {
    await test.step(`${text} is nowhere`, async () => {
      await memory.filter.fill(text);
      await expect(
        memory.region.getByText(`No function, notebook or argument contains “${text}”.`, { exact: true }),
      ).toBeVisible();
    });
  }
  expect(failures).toEqual([]);
});

test('of a function that is found by arguments only those entries show', async ({ memory }) => {
  await memory.openFunction('loadPrices');
  await memory.filter.fill("'M");
  await memory.expectFunctions(['loadPrices']);
  await memory.expectEntries(["'MSFT'"]);
  await memory.filter.fill('load');
  await memory.expectEntries(["'NVDA'", "'MSFT'", "'AAPL'"]);
});

test('a filter that finds nothing is taken back by a button', async ({ memory }) => {
  await memory.filter.fill('nowhere');
  await memory.region.getByRole('button', { name: 'Clear filter' }).click();
  await expect(memory.filter).toHaveValue('');
  await memory.expectFunctions(['download', 'loadPrices', 'simulate', 'tokenize']);
});
