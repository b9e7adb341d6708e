import { openEntry } from '../src/entry-tab';
import { expect, test } from '../src/gallery';

test.beforeEach(async ({ memory }) => memory.open());

test('an entry tells its call, its figures, and why the last miss of the function was one', async ({
  page,
  memory,
}) => {
  const entry = await openEntry(page, memory, 'loadPrices', "'SAP', {start: '2024-01-01'}");
  await expect(entry.content.getByRole('heading', { name: "loadPrices('SAP', {start: '2024-01-01'})" })).toBeVisible();
  await expect(entry.figure('Computed in')).toHaveText('9.4 seconds');
  await expect(entry.figure('Used')).toHaveText('2 hits');
  await expect(entry.figure('Expires')).toHaveText('never');
  await expect(entry.figure('Notebook')).toHaveText('prices.ipynb');
  await expect(entry.figure('Key')).toHaveText(/^[0-9a-f]{64}$/);
  await expect(entry.lastMiss.getByRole('listitem')).toHaveText("argument 1 (`symbol`): 'NVDA' -> 'SAP'");
});

test('values show what they are: a class, a Map, a Date, BigInts, Sets; the keyboard opens and closes them', async ({
  page,
  memory,
}) => {
  const entry = await openEntry(page, memory, 'portfolioOf', "'anna'");
  await entry.node('Portfolio (2)').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(entry.node('"AAPL": Object (3)')).toBeFocused();
  await expect(entry.value.getByRole('treeitem')).toHaveText([
    'Portfolio (2)',
    'owner: "anna"',
    'holdings: Map (2)',
    '"AAPL": Object (3)',
    'shares: 12n',
    'since: Date 2024-01-02T15:30:00.000Z',
    'tags: Set (2)',
    '"MSFT": Object (3)',
  ]);
  await page.keyboard.press('ArrowLeft');
  await expect(entry.node('tags: Set (2)')).toBeHidden();
  await page.keyboard.press('ArrowLeft');
  await expect(entry.node('holdings: Map (2)')).toBeFocused();
});

test('numbers, images and long texts are shown as what they are', async ({ page, memory }) => {
  await test.step('numbers with smallest, mean, largest, and their course', async () => {
    const entry = await openEntry(page, memory, 'returnsOf', "'AAPL'");
    await expect(entry.value.getByRole('img', { name: 'Course of 60000 numbers from -100 to 100' })).toBeVisible();
    await expect(entry.value.getByRole('term')).toHaveText(['Smallest', 'Mean', 'Largest']);
    await expect(entry.value.getByRole('definition').first()).toHaveText('-100');
    await expect(entry.value.getByRole('definition').last()).toHaveText('100');
    await expect(entry.node('Float64Array (60000)')).toBeVisible();
  });
  await test.step('bytes of an image as the image', async () => {
    const entry = await openEntry(page, memory, 'drawChart', "'AAPL'");
    const image = entry.value.getByRole('img', { name: 'The stored image' });
    await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640);
  });
  await test.step('a long text as text, and as much of it as can be read', async () => {
    const entry = await openEntry(page, memory, 'writeSummary', "'AAPL'");
    await expect(entry.value.getByText('Day 2: AAPL closed at 99.55.')).toBeVisible();
    await expect(entry.value.getByText(/^20,000 of 2\d,\d{3} characters are shown\.$/)).toBeVisible();
  });
});

test('records are a table; what is long or wide is a grid, whose cells can be copied', async ({
  page,
  memory,
  context,
}) => {
  await test.step('a few records', async () => {
    const entry = await openEntry(page, memory, 'loadPrices', "'AAPL', {start: '2024-01-01'}");
    const table = entry.value.getByRole('region', { name: 'Table' }).getByRole('table');
    await expect(table.getByRole('columnheader')).toHaveText(['#', 'symbol', 'date', 'close', 'volume']);
    await expect(table.getByRole('row')).toHaveCount(7);
    await expect(table.getByRole('row').nth(2).getByRole('cell')).toHaveText([
      'AAPL',
      '2024-01-02T00:00:00.000Z',
      '99.94',
      '8000',
    ]);
  });
  await test.step('many records, or many columns', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const long = await openEntry(page, memory, 'priceHistory', "'MSFT'");
    await expect(long.value.getByRole('region', { name: 'Table of 400 rows and 3 columns' })).toBeVisible();
    const wide = await openEntry(page, memory, 'features', "'AAPL'");
    const grid = wide.value.getByRole('region', { name: 'Table of 900 rows and 20 columns' });
    // The second row's second cell: behind 60 pixels of row numbers and a column of 72, below the header.
    await grid.click({ position: { x: 160, y: 60 } });
    await page.keyboard.press('Control+C');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('100.55');
  });
  await test.step('a table of Arrow', async () => {
    const entry = await openEntry(page, memory, 'trades', "'AAPL'");
    await expect(entry.value.getByText('Arrow table: the first 1000 rows, 3 columns')).toBeVisible();
    await expect(entry.value.getByRole('region', { name: 'Table of 1000 rows and 3 columns' })).toBeVisible();
    await entry.node('Array (1000)').click();
    await entry.node('0: Object (3)').click();
    await expect(entry.node('venue: "XNAS"')).toBeVisible();
  });
});

test('of a large value the first part is fetched, and more when asked for', async ({ page, memory }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/payload')) fetched.push(new URL(request.url()).search);
  });
  const entry = await openEntry(page, memory, 'simulate', '10');
  await expect(entry.value.getByText('First 1 MB of 3 MB.')).toBeVisible();
  await expect(entry.node('Float64Array (131056)')).toBeVisible();
  expect(fetched).toHaveLength(1);
  await entry.value.getByRole('button', { name: 'Load 2 MB more' }).click();
  await expect(entry.node('Float64Array (390000)')).toBeVisible();
  await expect(entry.value.getByText('First 1 MB')).toBeHidden();
  expect(fetched).toHaveLength(2);
});

test('shows the code that made an entry, and what has changed since', async ({ page, memory }) => {
  const entry = await openEntry(page, memory, 'portfolioOf', "'anna'");
  await expect(entry.code.getByLabel('Code', { exact: true })).toContainText('function portfolioOf(owner) {');
  await memory.openFunction('exchangeRate');
  await memory.entryRows().filter({ hasText: /old/ }).click();
  const changed = page.getByRole('tabpanel', { name: 'exchangeRate' });
  const lines = changed.getByLabel('Difference to the current code');
  await expect(lines.getByText('-     takes(2.1);')).toBeVisible();
  await expect(lines.getByText('+     takes(2.4);')).toBeVisible();
});
