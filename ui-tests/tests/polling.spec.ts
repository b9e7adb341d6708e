import type { Page, Request } from '@playwright/test';
import { ANALYSIS } from '../src/analysis';
import { followLooks } from '../src/looks';
import { expect, test } from '../src/shared';

const PANEL = 'tslab-memory-panel:panel';

const CALL = (n: number) => `const fresh = memory.cache(function fresh(n) { return n; });
  fresh(${n});`;

test('while nothing changes, each look is one request that is answered 304', async ({ page, memory, stores }) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
  await memory.openFunction('loadPrices');
  await page.clock.install();
  const unchanged = nextLook(page, 304);
  await page.clock.runFor(2_000);
  await unchanged;
  const requests = countRequests(page);
  const looks = followLooks(page, isLook);
  for (let look = 0; look < 3; look += 1) {
    const answer = nextLook(page, 304);
    await page.clock.runFor(1_000);
    await answer;
  }
  expect(new Set(requests.map((request) => new URL(request.url()).pathname))).toEqual(
    new Set(['/tslab-memory/api/overview']),
  );
  expect(looks.answered).toBeGreaterThanOrEqual(3);
  expect(looks.mostAtOnce).toBe(1);

  await stores.run('analysis', CALL(1));
  const changed = nextLook(page, 200);
  await page.clock.runFor(2_000);
  await changed;
  await expect(memory.functionRow('fresh')).toBeVisible();
});

test.describe('without the status bar item', () => {
  test.use({ mockSettings: { [PANEL]: { statusBar: false } } });

  test('nothing is asked while the panel, or the page, is hidden', async ({ page, memory, stores }) => {
    await stores.write('analysis', ANALYSIS);
    await memory.open();
    await expect(memory.functionRow('simulate')).toBeVisible();
    await page.clock.install();

    await page.sidebar.openTab('filebrowser');
    await expect(memory.region).toBeHidden();
    await page.clock.runFor(2_000);
    const whileHidden = countRequests(page);
    await passTime(page);
    expect(whileHidden.map((request) => request.url())).toEqual([]);

    const shown = nextLook(page);
    await memory.open();
    await shown;
    await setHidden(page, true);
    await page.clock.runFor(2_000);
    const inBackground = countRequests(page);
    await passTime(page);
    expect(inBackground.map((request) => request.url())).toEqual([]);

    await stores.run('analysis', CALL(1));
    await setHidden(page, false);
    await page.clock.runFor(2_000);
    await expect(memory.functionRow('fresh')).toBeVisible();
  });
});

test('the list stays where it is under the hand of a reader', async ({ page, memory, stores }) => {
  await stores.write('analysis', [
    { name: 'scan', calls: [{ args: 'newest' }], generated: 300, usedMinutesAgo: 60 },
    ...ANALYSIS,
  ]);
  await memory.open();
  await memory.sort('Name');
  await memory.sort('Hits');
  await memory.openFunction('scan');
  const scroller = memory.region.locator('.jp-MemoryPanel-scroller');
  await scroller.hover();
  await page.mouse.wheel(0, 2_000);
  await expect.poll(() => scroller.evaluate((node) => node.scrollTop)).toBe(2_000);
  const top = memory.entryRow('row 245');
  await expect(top).toBeInViewport();
  const before = await top.boundingBox();
  const order = await memory.functionNames();

  // Another kernel adds entries on top and makes another function the one with most hits.
  await stores.write('analysis', [
    {
      name: 'scan',
      calls: [{ args: "'added 1'" }, { args: "'added 2'" }],
    },
    { name: 'download', calls: [{ args: "'again'", hits: 1000 }] },
  ]);
  await memory.expectFunction('scan', { entries: '303 entries' });
  await memory.expectFunction('download', { hits: '1,000 hits' });
  await expect(top).toHaveAttribute('aria-setsize', '303');
  expect(await memory.functionNames()).toEqual(order);
  await expect(memory.functionRow('scan')).toHaveAttribute('aria-expanded', 'true');
  await expect.poll(async () => (await top.boundingBox())?.y).toBeCloseTo(before?.y ?? NaN, 0);

  // Once the hand is gone, the order is the one that was asked for.
  await page.mouse.move(800, 400);
  await expect.poll(async () => (await memory.functionNames())[0]).toBe('download');
});

/** The next answer to a look at all stores; with this status, if one is given. */
function nextLook(page: Page, status?: number) {
  return page.waitForResponse(
    (response) => isLook(response.request()) && (status === undefined || response.status() === status),
  );
}

function isLook(request: Request): boolean {
  return request.url().includes('/tslab-memory/api/overview');
}

/** Lets two minutes pass, in steps between which answers come in and set the next timer. */
async function passTime(page: Page): Promise<void> {
  for (let step = 0; step < 12; step += 1) await page.clock.runFor(10_000);
}

/** Collects the requests to the extension from now on. */
function countRequests(page: Page): Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/tslab-memory/')) requests.push(request);
  });
  return requests;
}

/** As when another tab of the browser comes to the front, which a browser without windows never does. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    const states = { hidden: value, visibilityState: value ? 'hidden' : 'visible' };
    for (const [name, state] of Object.entries(states)) {
      Object.defineProperty(document, name, { configurable: true, get: () => state });
    }
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
