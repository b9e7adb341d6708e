import fs from 'node:fs';
import path from 'node:path';
import { writeNotebook } from '../../scripts/lib/notebook-file.mjs';
import { startLab } from './lab-server';
import { Notebook } from './notebook';
import { remove } from './remove';
import { test as sharedTest, type WorkerFixtures } from './shared';

export { expect } from './shared';

/** A folder of one test's own, below the server's. */
export interface Folder {
  /** Its name, which is also that of its store in the panel. */
  name: string;
  /** Its absolute path. */
  path: string;
  /** Writes a notebook into it, and gives the notebook's path as the server names it. */
  write(file: string, cells: readonly string[]): string;
}

/**
 * A test with a kernel, in a JupyterLab that tests with kernels share: notebooks lie in folders that the server searches,
 * so it tells for a while of stores that went with their test.
 */
export const test = sharedTest.extend<{ folder: Folder; notebook: Notebook }, WorkerFixtures>({
  sharedLab: [
    // Playwright reads from this pattern that the fixture needs no other.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use, info) => {
      const lab = await startLab(`kernels-${info.workerIndex}`);
      await use(lab);
      await lab.stop();
    },
    { scope: 'worker' },
  ],
  folder: async ({ sharedLab }, use, info) => {
    const name = `folder-${info.testId}`;
    const at = path.join(sharedLab.folder, name);
    fs.mkdirSync(at);
    await use({
      name,
      path: at,
      write: (file, cells) => {
        writeNotebook(path.join(at, file), cells);
        return `${name}/${file}`;
      },
    });
    remove(at);
  },
  notebook: async ({ page }, use) => use(new Notebook(page)),
});
