import { expect, test } from '../src/fixtures';

test('a new user is told how to fill the cache', async ({ memory }) => {
  await memory.open();
  await expect(memory.region.getByRole('heading', { name: 'Nothing cached yet' })).toBeVisible();
  await expect(memory.region.getByText("import { memory } from 'tslab-memory'")).toBeVisible();
});
