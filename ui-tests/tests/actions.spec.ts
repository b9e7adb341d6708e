import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../src/notebooks';

const CELLS = [
  ...Array.from({ length: 30 }, (_, i) => `// A long way to go: ${i + 1}`),
  `import { memory } from 'tslab-memory';
const half = memory.cache(function half(n: number, unit: { of: string }) { return n / 2; });`,
  `half(42, { of: 'm' });`,
];
const [DEFINITION, CALL, INSERTED] = [30, 31, 32];

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test.beforeEach(async ({ folder, notebook, memory }) => {
  await notebook.open(folder.write('half.ipynb', CELLS));
  await notebook.run(DEFINITION);
  await notebook.run(CALL);
  await memory.open();
});

test('an entry is copied as code and by its key, and called again in a new cell, where it is a hit', async ({
  page,
  memory,
  notebook,
}) => {
  await memory.openFunction('half');
  const entry = memory.entryRow("42, {of: 'm'}");

  await memory.choose(entry, 'Copy as Code');
  await expect.poll(() => copied(page)).toBe("half(42, {of: 'm'})");
  await memory.choose(entry, 'Copy Key');
  await expect.poll(() => copied(page)).toBe(await entry.getAttribute('data-key'));

  await memory.choose(entry, 'Insert Cell with This Call');
  await expect.poll(() => notebook.source(INSERTED)).toBe("half(42, {of: 'm'})");
  await notebook.run(INSERTED);
  // A reply and the output of a cell come on ways of their own.
  await expect.poll(async () => (await notebook.results())[INSERTED]?.text).toContain('21');
  expect((await notebook.results())[INSERTED]?.error).toBe('');
  await memory.expectFunction('half', { entries: '1 entry', hits: '1 hit' });
});

test('a function leads to the cell that defines it, its store to the folder, both into a file', async ({
  page,
  folder,
  memory,
  notebook,
}) => {
  await page.menu.clickMenuItem('File>New>Text File');
  await memory.choose(memory.functionRow('half'), 'Open Notebook');
  await expect.poll(() => notebook.activeCell()).toBe(DEFINITION);
  await expect(page.getByText('memory.cache(function half')).toBeInViewport();

  await notebook.select(CALL);
  await memory.choose(memory.functionRow('half'), 'Insert Cell That Exports');
  const code = "await memory.export('half.tslab-memory', { functions: ['half'] });";
  await expect.poll(() => notebook.source(INSERTED)).toBe(code);
  await notebook.run(INSERTED);
  expect((await notebook.results())[INSERTED]?.error).toBe('');
  expect(fs.statSync(path.join(folder.path, 'half.tslab-memory')).size).toBeGreaterThan(0);

  await memory.choose(memory.storeRow(folder.name), 'Show Folder in File Browser');
  const files = page.getByRole('region', { name: 'File Browser Section' });
  await expect(files.getByRole('listitem', { name: 'half.tslab-memory' })).toBeVisible();
});

function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
