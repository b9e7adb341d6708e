import { expect, test } from '../src/shared';

const CALL = `const load = memory.cache(function load(symbol) { return symbol.length; });
  console.log(load.has('AAPL'));`;

test('a store from another user is not served until it is trusted', async ({ page, memory, stores }) => {
  await stores.run('copied', `${CALL} load('AAPL'); load('MSFT');`, { as: 'somebody else' });
  expect(await stores.run('copied', CALL)).toBe('false\n');
  await memory.open();
  await expect(memory.storeRow('copied')).toHaveAccessibleName(/^Store copied, 2 entries, .*, not trusted$/);
  await expect(memory.storeRow('copied').getByText('untrusted', { exact: true })).toBeVisible();
  const banner = memory.region.getByText(/^The store copied came from somewhere else\./);
  await expect(banner).toBeVisible();

  await memory.region.getByRole('button', { name: 'Trust…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Trust this store?');
  await expect(dialog).toContainText('copied/.tslab-memory will be used as if you had computed them.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(banner).toBeVisible();
  expect(await stores.run('copied', CALL)).toBe('false\n');

  await memory.choose(memory.storeRow('copied'), 'Trust Store…');
  await memory.accept();
  await expect(banner).toHaveCount(0);
  await expect(memory.storeRow('copied').getByText('untrusted')).toHaveCount(0);
  expect(await stores.run('copied', CALL)).toBe('true\n');
});
