import { ANALYSIS } from '../src/analysis';
import { expect, test } from '../src/shared';

test('each clear says what goes and how much, and is taken back', async ({ memory, stores }) => {
  await stores.write('analysis', [
    ...ANALYSIS,
    {
      name: 'fit',
      calls: [{ args: "'first'", code: 'old', bytes: 3000, durationMs: 4000 }, { args: "'second'" }],
      usedMinutesAgo: 300,
    },
  ]);
  await memory.open();

  await test.step('an entry', async () => {
    await memory.openFunction('loadPrices');
    await memory.pressClear(memory.entryRow("'MSFT'"), 'Clear this entry');
    expect(await memory.accept()).toMatch(
      /Clear this entry of loadPrices\?loadPrices\('MSFT'\), 48\.\d KB, is removed .* Last time that took 1 second\./,
    );
    await memory.expectFunction('loadPrices', { entries: '2 entries' });
    await memory.expectEntries(["'NVDA'", "'AAPL'"]);
    await memory.undo();
    await memory.expectEntries(["'NVDA'", "'MSFT'", "'AAPL'"]);
  });

  await test.step('old versions', async () => {
    await memory.choose(memory.functionRow('fit'), 'Clear Old Versions…');
    expect(await memory.accept()).toMatch(
      /Clear what older code of fit made\?1 entry \(3 KB\) is removed and computed again/,
    );
    await memory.expectFunction('fit', { entries: '1 entry' });
    await expect(memory.functionRow('fit').getByText('1 old')).toHaveCount(0);
    await memory.undo();
    await memory.expectFunction('fit', { entries: '2 entries' });
  });

  await test.step('a function', async () => {
    expect(await memory.clearFunction('loadPrices')).toMatch(
      /Clear loadPrices\?3 entries \(342\.\d KB\) are removed\./,
    );
    await memory.expectFunction('loadPrices', { entries: '0 entries' });
    await memory.undo();
    await memory.expectFunction('loadPrices', { entries: '3 entries' });
  });

  await test.step('a store', async () => {
    await memory.pressClear(memory.storeRow('analysis'), 'Clear store analysis');
    expect(await memory.accept()).toMatch(/Clear all of analysis\?12 entries \(3\.2 MB\) are removed\./);
    await memory.expectFunction('simulate', { entries: '0 entries' });
    await memory.undo();
    await memory.expectFunction('simulate', { entries: '1 entry' });
    await memory.expectFunction('download', { entries: '4 entries' });
  });

  await test.step('everything', async () => {
    expect(await memory.clearAll()).toMatch(/Clear everything in all stores\?12 entries \(3\.2 MB\) are removed\./);
    await memory.expectFunction('tokenize', { entries: '0 entries' });
    await expect(memory.region.getByRole('button', { name: /^Clear all/ })).toBeDisabled();
    await memory.undo();
    await memory.expectFunction('tokenize', { entries: '2 entries' });
  });
});

test('a kernel computes what was cleared, and hits again after an undo', async ({ memory, stores }) => {
  const call = `const slow = memory.cache(function slow(n) { return n * n; });
    const known = slow.has(12);
    console.log(known, slow(12));`;
  const forget = `memory.cache(function slow(n) { return n * n; }).delete(12);`;
  expect(await stores.run('analysis', call)).toBe('false 144\n');
  await memory.open();
  await memory.clearFunction('slow');
  expect(await stores.run('analysis', call.replace('slow(12)', "'not called'"))).toBe('false not called\n');
  await memory.undo();
  await memory.expectFunction('slow', { entries: '1 entry' });
  expect(await stores.run('analysis', call)).toBe('true 144\n');
  await memory.expectFunction('slow', { hits: '1 hit' });
  expect(await stores.run('analysis', forget)).toBe('');
  await memory.expectFunction('slow', { entries: '0 entries' });
});

test('nothing goes when the dialog is left', async ({ page, memory, stores }) => {
  await stores.write('analysis', ANALYSIS);
  await memory.open();
  await memory.pressClear(memory.functionRow('simulate'), 'Clear simulate');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await memory.region.getByRole('button', { name: /^Clear all/ }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await memory.region.getByRole('button', { name: /^Look again/ }).click();
  await memory.expectFunction('simulate', { entries: '1 entry' });
  await expect(page.getByRole('alert')).toHaveCount(0);
});
