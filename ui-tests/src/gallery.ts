import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { inRoot, projectNode } from '../../scripts/lib/paths.mjs';
import { startLab, type LabServer } from './lab-server';
import { test as sharedTest, type WorkerFixtures } from './shared';

export { expect } from './shared';

/** Fills the store of a server's folder with a value of each kind that the panel knows to show. */
export async function fillGallery({ folder, env }: LabServer): Promise<void> {
  await promisify(execFile)(projectNode, [inRoot('ui-tests', 'fixtures', 'gallery.cjs')], { cwd: folder, env });
}

/** A test in a JupyterLab with a filled store, `notebooks`. Tests share it, so they leave that store as it is. */
export const test = sharedTest.extend<object, WorkerFixtures>({
  sharedLab: [
    // Playwright reads from this pattern that the fixture needs no other.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use, info) => {
      const lab = await startLab(`gallery-${info.workerIndex}`);
      await fillGallery(lab);
      await use(lab);
      await lab.stop();
    },
    { scope: 'worker' },
  ],
});
