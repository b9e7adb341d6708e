import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { ANALYSIS } from '../src/analysis';
import { expect, test } from '../src/shared';

const IN_PALETTE = [
  'Show Memory Panel',
  'Filter Cached Functions',
  'Refresh Memory Panel',
  'Collapse All Functions',
  'Clear All Cached Results…',
];

test.describe('of a page that is opened with a store there', () => {
  test.use({ autoGoto: false });

  test('the command palette offers what needs no row, and does it', async ({ page, memory, stores }) => {
    await stores.write('analysis', ANALYSIS);
    await page.goto();
    await page.keyboard.press('ControlOrMeta+Shift+C');
    await page.getByPlaceholder('SEARCH', { exact: true }).fill('Memory');
    for (const name of IN_PALETTE) {
      await expect(page.getByRole('menuitem', { name }).or(page.getByRole('menuitemcheckbox', { name }))).toBeVisible();
    }
    await page.getByRole('menuitem', { name: 'Filter Cached Functions' }).click();
    await expect(memory.filter).toBeFocused();
    await page.keyboard.type('oad');
    await memory.expectFunctions(['download', 'loadPrices']);
  });
});

test('each command describes its arguments', async ({ page }) => {
  const described = await page.evaluate(async () => {
    const { commands } = window.jupyterapp;
    const ids = commands.listCommands().filter((id) => id.startsWith('tslab-memory:'));
    return Promise.all(ids.map(async (id) => ({ id, args: (await commands.describedBy(id)).args })));
  });
  expect(described.length).toBeGreaterThan(20);
  for (const { id, args } of described) {
    expect(args, id).toMatchObject({ type: 'object' });
    const properties = Object.values((args?.['properties'] ?? {}) as Record<string, ReadonlyPartialJSONObject>);
    for (const property of properties) expect(property, id).toHaveProperty('description');
  }
});

test('the context menu of a row offers what can be done with it', async ({ page, memory, stores }) => {
  await stores.write('analysis', [
    { name: 'fit', calls: [{ args: '1', code: 'old' }, { args: '2' }], notebooks: ['/elsewhere/fit.ipynb'] },
  ]);
  await memory.open();
  await memory.openFunction('fit');
  for (const [row, names] of [
    [
      memory.storeRow('analysis'),
      [
        'Show Folder in File Browser',
        'Copy Path of Store',
        'Prune by Age or Size…',
        'Clear Old Versions…',
        'Clear Store…',
      ],
    ],
    [
      memory.functionRow('fit'),
      ['Open Notebook', 'Copy Function Name', 'Prune by Age or Size…', 'Clear Old Versions…', 'Clear fit…'],
    ],
    [memory.entryRow('2'), ['Show Value', 'Copy as Code', 'Copy Arguments', 'Copy Key', 'Clear Entry…']],
  ] as const) {
    await row.click({ button: 'right' });
    const menu = page.getByRole('menu');
    for (const name of names) await expect(menu.getByRole('menuitem', { name, exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
  }
});
