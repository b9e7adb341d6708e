import type { Notebook } from '../src/notebook';
import { expect, test } from '../src/notebooks';

const CELLS = [
  `import { memory } from 'tslab-memory';
const square = memory.cache(function square(n: number) { return n * n; }, { verbose: 1 });
const cube = memory.cache(function cube(n: number) { return n ** 3; });`,
  `square(2); square(3); void cube(4);`,
  `square(2); square(3); void square(3);`,
  `memory.report()`,
];

test('a function that is asked to tells in one line what it did; the report is a table', async ({
  page,
  folder,
  notebook,
}) => {
  await notebook.open(folder.write('report.ipynb', CELLS));
  await notebook.run(0);
  await test.step('the line of a cell stands below it', async () => {
    await notebook.run(1);
    await expect.poll(() => printed(notebook, 1)).toMatch(/^square: 2 computed in \d+ ms$/m);
    await notebook.run(2);
    await expect.poll(() => printed(notebook, 2)).toMatch(/^square: 3 hits, saved \d+ ms$/m);
  });
  await test.step('memory.report() is a table', async () => {
    await notebook.run(3);
    const report = page.getByRole('table').filter({ hasText: 'time saved' });
    await expect(report.getByRole('columnheader', { name: 'function' })).toBeVisible();
    const row = report.getByRole('row', { name: /^square / });
    await expect(row.getByRole('cell').nth(1)).toHaveText('2');
    await expect(row.getByRole('cell').nth(3)).toHaveText('3');
    await expect(report.getByRole('row', { name: /^cube / })).toBeVisible();
  });
});

async function printed(notebook: Notebook, cell: number): Promise<string> {
  return (await notebook.results())[cell]?.text ?? '';
}
