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
