import type { Locator } from '@playwright/test';
import { ANALYSIS } from '../src/analysis';
import { expect, test } from '../src/shared';

const LONG = 'aVeryLongFunctionNameThatDoesNotFitIntoASidebarOfDefaultWidth';

test('a new user is told how to fill the cache', async ({ memory }) => {
  await memory.open();
  await expect(memory.region.getByRole('heading', { name: 'Nothing cached yet' })).toBeVisible();
  await expect(memory.region.getByText("import { memory } from 'tslab-memory'")).toBeVisible();
});

test('the header adds up size, limit, hit rate and time saved of all stores', async ({ memory, stores }) => {
  await stores.write('analysis', ANALYSIS, { maxBytes: 6 * 1024 * 1024 });
  await stores.write('notes', [{ name: 'parse', calls: [{ args: '1', hits: 9, durationMs: 60_000 }] }], {
    maxBytes: 2 * 1024 * 1024,
  });
  await memory.open();
  // 3,390,000 bytes of values; 41 + 9 hits, 18 + 1 misses; 2 hours, 50.9 seconds and 9 minutes.
  await expect(memory.totals.getByText('3.2 MB of 8 MB', { exact: true })).toBeVisible();
  await expect(memory.totals.getByText('72% hits', { exact: true })).toBeVisible();
  await expect(memory.totals.getByText('saved 2h 9m', { exact: true })).toBeVisible();
  const meter = memory.totals.getByRole('meter', { name: 'Size against the limit' });
  await expect(meter).toHaveAttribute('aria-valuenow', '40');
});

test('a bar under each function is as long as its size is of the largest', async ({ memory, stores }) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
  await expect.poll(() => barWidth(memory.functionRow('simulate'))).toBeGreaterThan(150);
  const full = await barWidth(memory.functionRow('simulate'));
  for (const [name, bytes] of [
    ['download', 1_000_000],
    ['loadPrices', 350_000],
    ['tokenize', 40_000],
  ] as const) {
    const share = async () => (await barWidth(memory.functionRow(name))) / full;
    await expect.poll(share, name).toBeCloseTo(bytes / 2_000_000, 2);
  }
});

test('rows have two lines that fit into a sidebar of 250 pixels', async ({ page, memory, stores }) => {
  const long = `'${'a long argument '.repeat(20)}'`;
  await stores.write('a-folder-with-a-name-that-is-longer-than-the-sidebar', [
    {
      name: LONG,
      calls: [
        { args: long, code: 'old', bytes: 900_000, durationMs: 1e9, hits: 40_000, expiresInMinutes: -1 },
        { args: '1', hits: 1 },
      ],
      usedMinutesAgo: 59,
    },
    ...ANALYSIS,
  ]);
  await memory.open();
  await page.sidebar.setWidth(250, 'left');
  await memory.openFunction(LONG);
  await expect.poll(async () => (await boxOf(memory.region)).width).toBeLessThanOrEqual(250);
  const panel = await boxOf(memory.region);
  const rows = [
    memory.functionRow(LONG),
    memory.functionRow('simulate'),
    memory.entryRow('1'),
    memory.entryRows().filter({ hasText: 'a long argument' }),
  ];
  for (const row of rows) {
    const box = await boxOf(row);
    expect(box.height).toBeLessThan(48);
    const name = await boxOf(row.locator('.jp-MemoryPanel-name'));
    const size = await boxOf(row.locator('.jp-MemoryPanel-size'));
    expect(name.width).toBeGreaterThan(7);
    expect(name.x + name.width).toBeLessThanOrEqual(size.x);
    expect(size.x + size.width).toBeLessThanOrEqual(panel.x + panel.width);
    const details = await boxOf(row.locator('.jp-MemoryPanel-details'));
    expect(details.y).toBeGreaterThanOrEqual(name.y + name.height - 4);
  }
  const cut = () =>
    memory.totals.evaluate((node) =>
      [...node.querySelectorAll('span')]
        .filter((part) => part.scrollWidth > part.clientWidth)
        .map((part) => part.textContent),
    );
  await expect.poll(cut, 'totals that are cut off').toEqual([]);
  const wide = () =>
    memory.region.evaluate((node) =>
      [node, ...node.querySelectorAll('*')]
        .filter((part) => ['auto', 'scroll'].includes(getComputedStyle(part).overflowX))
        .filter((part) => part.scrollWidth > part.clientWidth)
        .map((part) => part.className),
    );
  await expect.poll(wide, 'parts that scroll sideways').toEqual([]);
});

/** Texts of a row that can be seen and that its button lies over. */
const covered = (row: Locator): Promise<(string | null)[]> =>
  row.evaluate((node) => {
    const button = node.querySelector('.jp-MemoryPanel-rowButton')!.getBoundingClientRect();
    return [...node.querySelectorAll('.jp-MemoryPanel-age, .jp-MemoryPanel-size, .jp-MemoryPanel-badge')]
      .filter((part) => getComputedStyle(part).visibility === 'visible')
      .filter((part) => {
        const { right, bottom, top } = part.getBoundingClientRect();
        // A line is higher than its letters.
        return right > button.left && bottom - 5 > button.top && top < button.bottom;
      })
      .map((part) => part.textContent);
  });

test('the button of a row does not lie over its text', async ({ memory, stores }) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
  await memory.openFunction('loadPrices');
  for (const row of [memory.storeRow('analysis'), memory.functionRow('simulate'), memory.entryRow("'MSFT'")]) {
    await row.hover();
    await expect(row.locator('.jp-MemoryPanel-rowButton')).toHaveCSS('opacity', '1');
    await expect.poll(() => covered(row)).toEqual([]);
  }
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, isMobile: true });

  test('each row shows its button beside its text, and is used by taps', async ({ memory, stores }) => {
    await stores.write('analysis', ANALYSIS);
    await memory.open();
    await memory.functionRow('loadPrices').tap();
    for (const row of [memory.storeRow('analysis'), memory.functionRow('simulate'), memory.entryRow("'MSFT'")]) {
      await expect(row.locator('.jp-MemoryPanel-rowButton')).toHaveCSS('opacity', '1');
      await expect.poll(() => covered(row)).toEqual([]);
    }
    await memory.entryRow("'MSFT'").getByRole('button', { name: 'Clear this entry' }).tap();
    await memory.accept();
    await memory.expectEntries(["'NVDA'", "'AAPL'"]);
  });
});

test('badges tell old versions and expired results', async ({ memory, stores }) => {
  await stores.write('analysis', [
    {
      name: 'fit',
      calls: [
        { args: "'first'", code: 'old', createdMinutesAgo: 3 },
        { args: "'second'", code: 'old', createdMinutesAgo: 2, expiresInMinutes: -1 },
        { args: "'third'", createdMinutesAgo: 1, expiresInMinutes: 60 },
      ],
    },
  ]);
  await memory.open();
  await expect(memory.functionRow('fit').getByText('2 old', { exact: true })).toBeVisible();
  await memory.openFunction('fit');
  const badges = (args: string) => memory.entryRow(args).getByText(/^(old|expired)$/);
  await expect(badges("'first'")).toHaveText(['old']);
  await expect(badges("'second'")).toHaveText(['expired', 'old']);
  await expect(badges("'third'")).toHaveCount(0);
});

async function boxOf(part: Locator) {
  await expect(part).toBeVisible();
  const box = await part.boundingBox();
  if (!box) throw new Error('It is not laid out.');
  return box;
}

/** The bar has no role: it repeats the size, which the row says. */
async function barWidth(row: Locator): Promise<number> {
  return (await boxOf(row.locator('.jp-MemoryPanel-barFill'))).width;
}
