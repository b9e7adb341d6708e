import { expect, test } from '../src/shared';

const NAMES = ['one', 'two', 'three', 'four', 'five', 'six'];

test.beforeEach(async ({ memory, stores }) => {
  // The newest is on top.
  const calls = NAMES.toReversed().map((args, n) => ({ args, bytes: 10_000, createdMinutesAgo: 60 - n }));
  await stores.write('analysis', [{ name: 'fit', calls }]);
  await memory.open();
  await memory.openFunction('fit');
  await memory.expectEntries(NAMES);
});

test('a click with Ctrl takes an entry in or out, one with Shift all up to it', async ({ memory }) => {
  const click = (name: string, modifier: 'ControlOrMeta' | 'Shift') =>
    memory.entryRow(name).click({ modifiers: [modifier] });
  await click('two', 'ControlOrMeta');
  await click('five', 'ControlOrMeta');
  await expect.poll(() => memory.selected()).toEqual(['two', 'five']);
  await click('two', 'ControlOrMeta');
  await expect.poll(() => memory.selected()).toEqual(['five']);
  await click('five', 'ControlOrMeta');
  await click('two', 'ControlOrMeta');
  await click('four', 'Shift');
  await expect.poll(() => memory.selected()).toEqual(['two', 'three', 'four']);
  await click('one', 'Shift');
  await expect.poll(() => memory.selected()).toEqual(['one', 'two']);
});

test('Shift with arrows, Ctrl with Space and Escape select by keyboard', async ({ page, memory }) => {
  await memory.entryRow('two').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(memory.entryRow('three')).toBeFocused();
  await expect.poll(() => memory.selected()).toEqual(['two', 'three']);
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => memory.selected()).toEqual(['two', 'three', 'four']);
  await page.keyboard.press('Shift+ArrowUp');
  await expect.poll(() => memory.selected()).toEqual(['two', 'three']);
  await page.keyboard.press('Escape');
  await expect.poll(() => memory.selected()).toEqual([]);
  await page.keyboard.press('ControlOrMeta+Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect.poll(() => memory.selected()).toEqual(['three', 'five']);
});

test('the selected entries are cleared together, by the context menu and by Delete', async ({ page, memory }) => {
  await memory.entryRow('two').click({ modifiers: ['ControlOrMeta'] });
  await memory.entryRow('four').click({ modifiers: ['Shift'] });
  await expect.poll(() => memory.selected()).toHaveLength(3);
  await memory.choose(memory.entryRow('three'), 'Clear 3 Entries…');
  expect(await memory.accept()).toMatch(/Clear these entries of fit\?3 entries \(29\.\d KB\) are removed\./);
  await memory.expectEntries(['one', 'five', 'six']);
  await memory.undo();
  await memory.expectEntries(NAMES);

  await memory.entryRow('five').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => memory.selected()).toEqual(['five', 'six']);
  await page.keyboard.press('Delete');
  expect(await memory.accept()).toContain('2 entries (19.6 KB) are removed.');
  await memory.expectEntries(['one', 'two', 'three', 'four']);
});

test('Ctrl with A selects all that the filter leaves, however many; they are cleared in one request, and come back', async ({
  page,
  memory,
  stores,
}) => {
  await stores.write('large', [{ name: 'scan', calls: [{ args: 'newest' }], generated: 30_000 }]);
  await memory.filter.fill('row 2');
  await expect(memory.functionRow('scan')).toBeVisible();
  await memory.openFunction('scan');
  const rows = memory.entryRows();
  await expect(rows.first()).toHaveAttribute('aria-setsize', '11111');
  await memory.entryRow('row 29999').focus();
  await page.keyboard.press('ControlOrMeta+a');
  const status = memory.region.getByRole('status').filter({ hasText: 'selected' });
  await expect(status).toHaveText('11.1K entries selected');
  await memory.entryRow('row 29998').click({ modifiers: ['ControlOrMeta'] });
  await expect(memory.entryRow('row 29998')).toHaveAttribute('aria-selected', 'false');

  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/clear(\?|$)/.test(request.url())) requests.push(request.postData() ?? '');
  });
  await memory.entryRow('row 29999').focus();
  await page.keyboard.press('Delete');
  expect(await memory.accept()).toMatch(/Clear these entries of scan\?11\.1K entries \(.*\) are removed\./);
  await memory.expectEntries(['row 29998']);
  expect(requests.filter((body) => !body.includes('dryRun'))).toHaveLength(1);
  expect(requests.join('')).not.toContain('"keys"');
  await memory.undo();
  await expect(rows.first()).toHaveAttribute('aria-setsize', '11111');
});
