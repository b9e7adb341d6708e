import { expect, test } from '../src/notebooks';

test.use({
  autoGoto: false,
  // Playwright reads from this pattern that the fixture needs no other.
  // eslint-disable-next-line no-empty-pattern
  waitForApplication: async ({}, use) => use((page) => page.getByRole('menubar').first().waitFor()),
});

const CELLS = [
  `import { memory } from 'tslab-memory';
const half = memory.cache(function half(n: number) { return n / 2; });`,
  `half(42) + half(42) + half(43);`,
];

test('the panel, an entry and the explorer work in Notebook 7', async ({
  page,
  sharedLab,
  folder,
  notebook,
  memory,
}) => {
  await page.goto(`${sharedLab.url}/notebooks/${folder.write('half.ipynb', CELLS)}`);
  await notebook.ready();
  await page.getByRole('menuitem', { name: 'View' }).click();
  await page.getByRole('menuitem', { name: 'Show Memory Panel' }).click();
  await notebook.run(0);
  await notebook.run(1);
  await memory.expectFunction('half', { entries: '2 entries', hits: '1 hit' });

  await memory.openFunction('half');
  await memory.entryRow('43').click();
  const entry = page.getByRole('region', { name: 'Value', exact: true });
  await expect(entry.getByRole('treeitem', { name: '21.5' })).toBeVisible();
  await memory.region.getByRole('button', { name: 'Open Cache Explorer' }).click();
  await expect(page.getByRole('img', { name: /^Last 7 days: (saved .*, )?1 hit, 2 misses$/ })).toBeVisible();
  await expect(entry).toBeHidden();
  await memory.entryRow('43').click();
  await expect(entry).toBeVisible();

  const words = await memory.clearFunction('half');
  expect(words).toContain('2 entries');
  await memory.expectFunction('half', { entries: '0 entries' });
});
