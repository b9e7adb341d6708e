import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '../src/notebooks';

const CELLS = [
  `import { memory } from 'tslab-memory';
import { existsSync } from 'fs';
const double = memory.cache(function double(n: number) { return 2 * n; });`,
  `double(1);
while (!existsSync('first')); // the one thread of the kernel is busy
double(2);
double(1);
while (!existsSync('second'));`,
];

test.beforeEach(async ({ folder, notebook, memory }) => {
  await notebook.open(folder.write('live.ipynb', CELLS));
  await memory.open();
  await notebook.run(0);
});

test('calls show up while the kernel is busy', async ({ folder, notebook, memory }) => {
  await notebook.startCell(1);
  await memory.expectFunction('double', { entries: '1 entry', hits: '0 hits' });
  fs.writeFileSync(path.join(folder.path, 'first'), '');
  await memory.expectFunction('double', { entries: '2 entries' });
  expect(await notebook.isBusy()).toBe(true);
  fs.writeFileSync(path.join(folder.path, 'second'), '');
  await notebook.waitForReplies();
  await memory.expectFunction('double', { entries: '2 entries', hits: '1 hit' });
});

test('a function can be cleared while the kernel is busy', async ({ folder, notebook, memory }) => {
  await notebook.startCell(1);
  await memory.expectFunction('double', { entries: '1 entry' });
  await memory.clearFunction('double');
  await memory.expectFunction('double', { entries: '0 entries' });
  expect(await notebook.isBusy()).toBe(true);
  fs.writeFileSync(path.join(folder.path, 'first'), '');
  await memory.expectFunction('double', { entries: '2 entries', hits: '0 hits' });
  fs.writeFileSync(path.join(folder.path, 'second'), '');
  await notebook.waitForReplies();
});

test('with no kernel the panel shows what is cached and clears it', async ({ folder, notebook, memory }) => {
  for (const name of ['first', 'second']) fs.writeFileSync(path.join(folder.path, name), '');
  await notebook.run(1);
  await notebook.shutdown();
  await memory.expectFunction('double', { entries: '2 entries', hits: '1 hit' });
  await memory.clearFunction('double');
  await memory.expectFunction('double', { entries: '0 entries' });
});
