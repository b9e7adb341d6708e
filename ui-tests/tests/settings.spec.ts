import type { Request } from '@playwright/test';

import { followLooks } from '../src/looks';
import { setSetting } from '../src/settings';
import { expect, test } from '../src/shared';

test('settings of the panel take effect at once', async ({ page, stores, memory }) => {
  await stores.write('first', [
    {
      name: 'alpha',
      calls: [
        { args: '1', code: 'then' },
        { args: '1', hits: 3, durationMs: 2000 },
      ],
    },
    { name: 'beta', calls: [{ args: '1', bytes: 900 }], misses: 2 },
  ]);
  await stores.write('second', [{ name: 'gamma', calls: [{ args: '1' }] }]);
  await memory.open();
  await expect(memory.storeRow('second')).toBeVisible();

  await test.step('stores to show', async () => {
    await setSetting(page, 'stores', ['first']);
    await expect(memory.storeRow('second')).toBeHidden();
    await expect(memory.storeRow('first')).toBeVisible();
  });

  await test.step('default order, until another is chosen', async () => {
    await setSetting(page, 'defaultSort', 'name');
    await memory.expectFunctions(['alpha', 'beta']);
    await setSetting(page, 'defaultSort', 'bytes');
    await memory.expectFunctions(['beta', 'alpha']);
    await memory.sort('Name');
    await memory.expectFunctions(['alpha', 'beta']);
    await setSetting(page, 'defaultSort', 'entries');
    await setSetting(page, 'figures', ['misses', 'versions']);
    await memory.expectFunctions(['alpha', 'beta']);
  });

  await test.step('figures of a function', async () => {
    await expect(memory.functionRow('alpha').getByText('2 entries · 2 misses · 2 versions')).toBeVisible();
    await setSetting(page, 'figures');
    await expect(memory.functionRow('alpha').getByText('2 entries · 3 hits · saved 6s')).toBeVisible();
  });

  await test.step('whether it asks before clearing', async () => {
    await setSetting(page, 'confirmClear', false);
    await memory.functionRow('beta').hover();
    await memory.functionRow('beta').getByRole('button', { name: 'Clear beta' }).click();
    await memory.expectFunction('beta', { entries: '0 entries' });
    await expect(page.getByRole('dialog')).toBeHidden();
  });
});

test('the refresh interval is the time between two looks at the server', async ({ page, stores, memory }) => {
  await stores.write('paced', [{ name: 'alpha', calls: [{ args: '1' }] }]);
  await memory.open();
  const isLook = (request: Request): boolean => /\/tslab-memory\/.*(overview|stores)/.test(request.url());
  const looks = followLooks(page, isLook);
  await page.clock.install();
  await setSetting(page, 'refreshInterval', 60_000);
  // The change itself is a reason to look, and looks by the interval of before may be under way.
  await page.clock.runFor(2000);
  await expect.poll(() => looks.asked > 0 && looks.answered === looks.asked).toBe(true);
  const before = looks.asked;
  for (let passed = 0; passed < 300; passed += 10) {
    await page.clock.fastForward(10_000);
    await expect.poll(() => looks.answered === looks.asked).toBe(true);
  }
  // One a minute, where it was one a second. How many exactly depends on when answers come in.
  expect(looks.asked - before).toBeGreaterThan(0);
  expect(looks.asked - before).toBeLessThan(10);
});

test.describe('of a page that is opened with a store there', () => {
  test.use({ autoGoto: false });

  test('the status bar shows size and hit rate, leads to the panel, and can be without', async ({
    page,
    stores,
    memory,
  }) => {
    await stores.write('bar', [{ name: 'alpha', calls: [{ args: '1', hits: 3, durationMs: 2000, bytes: 5000 }] }]);
    await page.goto();
    const item = page.getByRole('button', { name: /^Memory: 1 entry, [\d.]+ KB\. Time saved: 6 seconds\./ });
    await expect(item).toHaveText(/^Memory: [\d.]+ KB, 75% hits$/);
    await expect(memory.region).toBeHidden();
    await item.focus();
    await page.keyboard.press('Enter');
    await expect(memory.functionRow('alpha')).toBeVisible();

    await page.evaluate(() => window.jupyterapp.commands.execute('settingeditor:open', { query: 'Memory' }));
    const form = page.getByRole('group', { name: 'Memory' }).or(page.getByRole('main'));
    await form.getByRole('checkbox', { name: 'Show in the status bar' }).click();
    await expect(item).toBeHidden();
    await form.getByRole('checkbox', { name: 'Show in the status bar' }).click();
    await expect(item).toBeVisible();
  });
});
