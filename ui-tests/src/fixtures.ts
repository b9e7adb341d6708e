import { test as galataTest } from '@jupyterlab/galata';
import { startLab, type LabServer } from './lab-server';
import { MemoryPanel } from './memory-panel';
import { Notebook } from './notebook';
import { waitForStart } from './started';

export { expect } from '@jupyterlab/galata';

/** What each test gets, on top of galata's fixtures. */
export interface Fixtures {
  /** A JupyterLab of this test's own, with a copy of examples/ and no store. */
  lab: LabServer;
  /** The panel in the sidebar; not open yet. */
  memory: MemoryPanel;
  /** Opens notebooks and runs their cells. */
  notebook: Notebook;
}

/** A test in a real JupyterLab of its own. */
export const test = galataTest.extend<Fixtures>({
  // Playwright reads from this pattern that the fixture needs no other.
  // eslint-disable-next-line no-empty-pattern
  lab: async ({}, use, info) => {
    const lab = await startLab(info.testId);
    await use(lab);
    await lab.stop();
  },
  baseURL: async ({ lab }, use) => use(lab.url),
  context: async ({ context }, use) => {
    waitForStart(context);
    await use(context);
  },
  memory: async ({ page }, use) => use(new MemoryPanel(page)),
  notebook: async ({ page }, use) => use(new Notebook(page)),
});
