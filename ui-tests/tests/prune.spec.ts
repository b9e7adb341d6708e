import { expect, test } from '../src/shared';

const DAY = 24 * 60;

test.beforeEach(async ({ memory, stores }) => {
  await stores.write('analysis', [
    {
      name: 'fit',
      calls: [
        { args: "'old code'", code: 'old', bytes: 1_000_000, createdMinutesAgo: 3 * DAY },
        { args: "'ancient'", bytes: 2_000_000, createdMinutesAgo: 90 * DAY },
        { args: "'hit lately'", bytes: 1_000_000, createdMinutesAgo: 80 * DAY, hitMinutesAgo: 60 },
        { args: "'expired'", bytes: 1_000_000, createdMinutesAgo: 2 * DAY, expiresInMinutes: -1 },
        { args: "'new'", bytes: 1_000_000 },
      ],
    },
  ]);
  await memory.open();
});

test('the dialog says what each choice would clear before anything goes', async ({ page, memory }) => {
  await memory.choose(memory.storeRow('analysis'), 'Prune by Age or Size…');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Prune analysis');
  await expect(dialog.getByRole('radio', { name: 'were not used for' })).toBeFocused();
  const preview = dialog.getByRole('status');
  await expect(preview).toHaveText('That is 1 entry, 1.9 MB.');
  await dialog.getByRole('spinbutton', { name: 'Days without use' }).fill('1');
  await expect(preview).toHaveText('That is 3 entries, 3.8 MB.');
  await dialog.getByRole('spinbutton', { name: 'Days without use' }).fill('');
  await expect(preview).toHaveText('Enter a number.');
  await dialog.getByRole('spinbutton', { name: 'Megabytes to keep' }).fill('100');
  await expect(dialog.getByRole('radio', { name: 'must go to keep no more than' })).toBeChecked();
  await expect(preview).toHaveText('That is nothing at present.');
  await dialog.getByRole('radio', { name: 'older code has made' }).check();
  await expect(preview).toHaveText('That is 1 entry, 976.7 KB.');
  await dialog.getByRole('radio', { name: 'have expired' }).check();
  await expect(preview).toHaveText('That is 1 entry, 976.7 KB.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await memory.expectFunction('fit', { entries: '5 entries' });
});

test('by age: what was not used for long goes, and comes back with an undo', async ({ page, memory }) => {
  await memory.openFunction('fit');
  await memory.choose(memory.functionRow('fit'), 'Prune by Age or Size…');
  await page.getByRole('dialog').getByRole('spinbutton', { name: 'Days without use' }).fill('60');
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('That is 1 entry, 1.9 MB.');
  await memory.accept();
  await memory.expectEntries(["'new'", "'expired'", "'old code'", "'hit lately'"]);
  await memory.undo();
  await memory.expectEntries(["'new'", "'expired'", "'old code'", "'hit lately'", "'ancient'"]);
});

test('by size: as much goes as must, the least worth keeping first', async ({ page, memory }) => {
  await memory.openFunction('fit');
  await memory.choose(memory.functionRow('fit'), 'Prune by Age or Size…');
  await page.getByRole('dialog').getByRole('spinbutton', { name: 'Megabytes to keep' }).fill('2');
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/^That is \d entries, [34]\.\d MB\.$/);
  await memory.accept();
  await memory.expectEntries(["'new'", "'hit lately'"]);
  await memory.undo();
  await memory.expectFunction('fit', { entries: '5 entries' });
});
