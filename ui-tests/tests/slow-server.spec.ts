import type { Page } from '@playwright/test';
import { ANALYSIS } from '../src/analysis';
import { expect, test } from '../src/shared';

test('while pages of entries take long, the panel says so, is used as ever, and stays where it was scrolled to', async ({
  page,
  memory,
  stores,
}) => {
  await stores.write('analysis', [...ANALYSIS, { name: 'scan', calls: [{ args: 'newest' }], generated: 999 }]);
  await memory.open();
  const release = await holdRequests(page, /\/functions\/\d+\/entries\?/);

  await memory.functionRow('scan').click();
  await expect(memory.region.getByRole('treeitem', { name: 'Loading entry 1', exact: true })).toBeVisible();
  await expect(memory.region.getByRole('status').filter({ hasText: 'Loading…' })).toBeVisible();

  await memory.region.getByRole('treeitem', { name: 'Loading entry 1', exact: true }).focus();
  await page.keyboard.press('Delete');
  await page.keyboard.press('End');
  await expect(memory.region.getByRole('treeitem', { name: 'Loading entry 1000' })).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // News of another kernel come in meanwhile.
  await stores.write('analysis', [{ name: 'scan', calls: [{ args: 'newer' }] }]);
  await memory.expectFunction('scan', { entries: '1,001 entries' });

  await release();
  await expect(memory.entryRow('row 2')).toBeFocused();
  await expect(memory.entryRow('row 2')).toBeInViewport();
  await expect(memory.region.getByRole('status').filter({ hasText: 'Loading…' })).toHaveCount(0);
});

test('what a filter finds in arguments is said to be searched until the server has answered', async ({
  page,
  memory,
  stores,
}) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
  const release = await holdRequests(page, /\/tslab-memory\/api\/search\?/);
  await memory.filter.fill('nowhere');
  await expect(memory.region.getByText('Searching arguments…')).toBeVisible();
  await expect(memory.region.getByText('No function, notebook or argument contains')).toHaveCount(0);
  await release();
  await expect(memory.region.getByText('No function, notebook or argument contains “nowhere”.')).toBeVisible();
});

test('after a minute without an answer the panel says so, and comes back by itself when the server does', async ({
  page,
  memory,
  stores,
}) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
  await expect(memory.functionRow('simulate')).toBeVisible();
  await page.clock.install();
  const release = await holdRequests(page, /\/tslab-memory\/api\/overview/);
  const asked = page.waitForRequest(/\/tslab-memory\/api\/overview/);
  await memory.region.getByRole('button', { name: /^Look again/ }).click();
  await asked;
  await page.clock.fastForward(61_000);
  const alert = memory.region.getByRole('alert');
  await expect(alert).toContainText('The Jupyter server has not answered for 1 minute. Trying again…');
  await expect(memory.functionRow('simulate')).toBeVisible();
  await stores.write('analysis', [{ name: 'simulate', calls: [{ args: 'newer' }] }]);
  await release();
  await page.clock.runFor(20_000);
  await memory.expectFunction('simulate', { entries: '2 entries' });
  await expect(alert).toHaveCount(0);
});

/** Lets requests to the server wait. Gives what lets them, and those after them, through. */
async function holdRequests(page: Page, url: RegExp): Promise<() => Promise<void>> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(url, async (route) => {
    await released;
    // The panel has given up what it no longer needs.
    await route.continue().catch(() => undefined);
  });
  return async () => {
    release();
    await page.unroute(url);
  };
}
