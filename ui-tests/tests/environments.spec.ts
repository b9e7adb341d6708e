import path from 'node:path';
import { startLab } from '../src/lab-server';
import { expect, test } from '../src/notebooks';
import { remove } from '../src/remove';
import type { WorkerFixtures } from '../src/shared';

const CELLS = [
  `import { memory } from 'tslab-memory';
const half = memory.cache(function half(n: number) { return n / 2; });`,
  `half(42);`,
  `process.kill(process.pid, 'SIGKILL');`,
];

test('the panel works on the right, too', async ({ page, stores, memory }) => {
  await stores.write('right', [{ name: 'alpha', calls: [{ args: '1' }] }]);
  await memory.open();
  await page.getByRole('tab', { name: 'Memory: what is cached' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Switch Sidebar Side' }).click();
  await page.evaluate(() => window.jupyterapp.commands.execute('tslab-memory:open'));
  await memory.openFunction('alpha');
  await expect(memory.entryRow('1')).toBeVisible();
  const { x = 0 } = (await memory.region.boundingBox()) ?? {};
  expect(x).toBeGreaterThan(640);
});

test('several stores share the panel; of one that is deleted it says so', async ({ stores, memory }) => {
  const one = await stores.write('one', [{ name: 'alpha', calls: [{ args: '1' }] }]);
  await stores.write('two', [{ name: 'beta', calls: [{ args: '1' }, { args: '2' }] }]);
  await memory.open();
  await expect(memory.storeRow('one')).toHaveAccessibleName(/^Store one, 1 entry, /);
  await expect(memory.storeRow('two')).toHaveAccessibleName(/^Store two, 2 entries, /);
  await memory.storeRow('one').click();
  await expect(memory.functionRow('alpha')).toBeHidden();
  await expect(memory.functionRow('beta')).toBeVisible();
  remove(one.folder);
  await expect(memory.storeRow('one')).toHaveAccessibleName(
    'Store one: The store was deleted. The next call of a cached function beside it makes a new one.',
  );
  await expect(memory.functionRow('beta')).toBeVisible();
});

test('a store that is deleted under a running kernel is made anew by the next call', async ({
  folder,
  notebook,
  memory,
}) => {
  await notebook.open(folder.write('half.ipynb', CELLS));
  await memory.open();
  await notebook.run(0);
  await notebook.run(1);
  await memory.expectFunction('half', { entries: '1 entry', hits: '0 hits' });
  remove(path.join(folder.path, '.tslab-memory'));
  await expect(memory.functionRow('half')).toBeHidden();
  await notebook.run(1);
  await memory.expectFunction('half', { entries: '1 entry', hits: '0 hits' });
  const [, call] = await notebook.results();
  expect(call?.error).toBe('');
});

test('what a kernel has cached outlives its sudden death', async ({ page, folder, notebook, memory }) => {
  await notebook.open(folder.write('half.ipynb', CELLS));
  await memory.open();
  await notebook.run(0);
  await notebook.run(1);
  await memory.expectFunction('half', { entries: '1 entry' });
  await notebook.startCell(2);
  const restarting = page.getByRole('dialog').filter({ hasText: 'Kernel Restarting' });
  await restarting.getByRole('button', { name: 'Ok' }).click();
  await memory.expectFunction('half', { entries: '1 entry', hits: '0 hits' });
  await notebook.ready();
  await notebook.run(0);
  await notebook.run(1);
  await memory.expectFunction('half', { entries: '1 entry', hits: '1 hit' });
});

const hubTest = test.extend<object, WorkerFixtures>({
  sharedLab: [
    // Playwright reads from this pattern that the fixture needs no other.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const lab = await startLab('hub', { basePath: '/user/anna', token: 'of-anna' });
      await use(lab);
      await lab.stop();
    },
    { scope: 'worker' },
  ],
});

hubTest.describe('below a path, with a token, as on a JupyterHub', () => {
  // Galata's help in the page and at the end speaks to the server by paths from its root.
  hubTest.use({
    autoGoto: false,
    ...{ mockConfig: false, mockSettings: false, mockState: false, mockUser: false },
    ...{ kernels: null, sessions: null, terminals: null, tmpPath: '', serverFiles: 'on' },
  });

  hubTest(
    'the panel shows values, and comes back by itself after a restart of the server',
    async ({ page, sharedLab, stores, memory }) => {
      await stores.write('hub', [{ name: 'alpha', calls: [{ args: '1', value: { found: true } }] }]);
      await page.goto(`${sharedLab.url}/lab?token=of-anna`);
      await memory.open();
      await memory.openFunction('alpha');
      await memory.entryRow('1').click();
      await expect(page.getByRole('treeitem', { name: 'found: true' })).toBeVisible();
      await page.evaluate(() => Object.assign(window, { isSamePage: true }));

      await sharedLab.stop();
      await expect(memory.region.getByRole('alert')).toContainText('The Jupyter server does not answer');
      await expect(memory.functionRow('alpha')).toBeVisible();
      await sharedLab.start();
      await expect(memory.region.getByRole('alert')).toBeHidden();
      await stores.write('hub', [{ name: 'beta', calls: [{ args: '1' }] }]);
      await expect(memory.functionRow('beta')).toBeVisible();
      expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
    },
  );
});
