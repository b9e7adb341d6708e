import { ANALYSIS } from '../src/analysis';
import { expect, test } from '../src/shared';

const MILLION = 1_000_000;
/** Rows in sight, and those drawn ahead. */
const MOST_ROWS = 60;
const ROW_HEIGHT = 38;

test('entries show the arguments as they were written in the call', async ({ memory, stores }) => {
  await stores.run(
    'analysis',
    `const load = memory.cache(function load(...args) { return args.length; });
     load('AAPL', { start: '2024-01-01' });
     load(/a+b/g, [1n, undefined, -0, 'it\\'s']);
     load();`,
  );
  await memory.open();
  await memory.openFunction('load');
  await expect(memory.entryRows()).toHaveCount(3);
  expect((await memory.entryRows().getByRole('code').allTextContents()).sort()).toEqual([
    "'AAPL', {start: '2024-01-01'}",
    '()',
    "/a+b/g, [1n, undefined, -0, 'it\\'s']",
  ]);
});

test('an entry tells its size, hits, duration, age, expiry and code version', async ({ memory, stores }) => {
  await stores.write('analysis', [
    {
      name: 'fit',
      calls: [
        { args: '1', code: 'old', createdMinutesAgo: 300 },
        {
          args: '2',
          bytes: 70_000,
          durationMs: 83_000,
          hits: 4,
          createdMinutesAgo: 180,
          hitMinutesAgo: 60,
          expiresInMinutes: 60,
        },
      ],
    },
  ]);
  await memory.open();
  await memory.openFunction('fit');
  const row = memory.entryRow('2');
  await expect(row.getByText(/^68\.\d KB$/)).toBeVisible();
  await expect(row.getByText('4 hits · took 1m 23s', { exact: true })).toBeVisible();
  await expect(row.getByText('3h ago', { exact: true })).toBeVisible();
  for (const line of [
    /^2$/m,
    /^68\.\d KB, 4 hits$/m,
    /^Computed in 1 minute 23 seconds$/m,
    /^Created: .*\d/m,
    /^Last hit: .*\d/m,
    /^Expires: .*\d/m,
    /^Code version: [0-9a-f]{12}$/m,
  ]) {
    await expect(row).toHaveAttribute('title', line);
  }
  await expect(memory.entryRow('1')).toHaveAttribute('title', /^Code version: [0-9a-f]{12} \(older code\)$/m);
});

test('ages are those of the server in a browser whose clock is wrong', async ({ page, memory, stores }) => {
  await stores.write('analysis', ANALYSIS);
  await page.clock.install({ time: Date.now() + 5 * 3_600_000 });
  await memory.open();
  await page.clock.runFor(2_000);
  await expect(memory.functionRow('tokenize')).toHaveAccessibleName(/last used 2 hours ago/);
});

test('a million entries scroll from end to end with only the rows in sight on the page', async ({
  page,
  memory,
  stores,
}) => {
  await stores.write('large', [{ name: 'simulate', calls: [{ args: 'newest' }], generated: MILLION }]);
  await memory.open();
  await memory.expectFunction('simulate', { entries: '1M entries' });
  await memory.openFunction('simulate');
  const rows = memory.entryRows();
  await expect(rows.first()).toHaveAttribute('aria-label', /^newest, /);
  await expect(rows.first()).toHaveAttribute('aria-setsize', String(MILLION + 1));
  expect(await rows.count()).toBeLessThan(MOST_ROWS);

  const scroller = memory.region.locator('.jp-MemoryPanel-scroller');
  await scroller.evaluate((node) => node.scrollTo(0, node.scrollHeight / 2));
  await expect(rows.filter({ hasText: /^row (499|500)\d{3}/ }).first()).toBeVisible();
  expect(await rows.count()).toBeLessThan(MOST_ROWS);

  await scroller.evaluate((node) => node.scrollTo(0, node.scrollHeight));
  await expect(memory.entryRow('row 1')).toBeInViewport();
  await expect(rows.last()).toHaveAttribute('aria-posinset', String(MILLION + 1));
  expect(await rows.count()).toBeLessThan(MOST_ROWS);
  await scroller.hover();
  await page.mouse.wheel(0, -5 * ROW_HEIGHT);
  await expect(memory.entryRow('row 6')).toBeInViewport();
  await expect(memory.entryRow('row 5')).not.toBeInViewport();
});
