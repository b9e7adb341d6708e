import fs from 'node:fs';
import path from 'node:path';
import { test as galataTest } from '@jupyterlab/galata';
import { startLab, type LabServer } from './lab-server';
import { MemoryPanel } from './memory-panel';
import { remove } from './remove';
import { waitForStart } from './started';
import { runCode, writeStore, type StoredFunction, type WrittenStore } from './store-writer';

export { expect } from '@jupyterlab/galata';

/** The stores of one test. */
export interface Stores {
  /** Writes a store; the panel shows it by this name. */
  write(name: string, functions: StoredFunction[], options?: { maxBytes?: number }): Promise<WrittenStore>;
  /** Runs code with the library beside the store of this name, and gives what it printed; as the server's user, or another. */
  run(name: string, code: string, options?: { as?: string }): Promise<string>;
}

/** What each test gets that needs no kernel, on top of galata's fixtures. */
export interface SharedFixtures {
  /** Stores of this test's own, gone when it ends. */
  stores: Stores;
  /** The panel in the sidebar; not open yet. */
  memory: MemoryPanel;
}

/** What the tests of one worker share. */
export interface WorkerFixtures {
  /** The JupyterLab that all use; its start costs more than most tests. */
  sharedLab: LabServer;
}

/** A test in a JupyterLab that it shares with others: each has stores, settings and a page of its own. */
export const test = galataTest.extend<SharedFixtures, WorkerFixtures>({
  sharedLab: [
    // Playwright reads from this pattern that the fixture needs no other.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use, info) => {
      const lab = await startLab(`worker-${info.workerIndex}`);
      await use(lab);
      await lab.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ sharedLab }, use) => use(sharedLab.url),
  stores: async ({ sharedLab }, use, info) => {
    // The server does not search hidden folders, so that it forgets a store as soon as its note is gone.
    const folder = path.join(sharedLab.folder, '.stores', info.testId);
    fs.mkdirSync(folder, { recursive: true });
    const place = { folder, env: sharedLab.env };
    await use({
      write: (name, functions, options) => writeStore(place, name, functions, options),
      run: (name, code, options) => runCode(place, name, code, options?.as),
    });
    remove(folder);
    remove(path.join(sharedLab.env['TSLAB_MEMORY_DATA_DIR'] ?? '', 'stores'));
  },
  context: async ({ context }, use) => {
    waitForStart(context);
    await use(context);
  },
  memory: async ({ page }, use) => use(new MemoryPanel(page)),
});
