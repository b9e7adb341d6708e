import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startKernel, type Kernel } from './kernel';

// Inside the package, so that cells resolve `tslab-memory` and `@types/node` as in a user's project.
const root = join(import.meta.dirname, '../../.tmp');

/** A folder for one test, from which `tslab-memory` resolves, with a data folder of its own. */
export interface Workplace {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  remove(): void;
}

/** Makes a fresh folder for notebooks and their stores. */
export function makeWorkplace(): Workplace {
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, 'notebook-'));
  const env = { TSLAB_MEMORY_DATA_DIR: join(folder, 'data'), JPY_SESSION_NAME: join(folder, 'notebook.ipynb') };
  return { folder, env, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A real tslab kernel in a fresh folder; `close` also removes the folder. */
export async function startNotebook(workplace = makeWorkplace()): Promise<Kernel & { folder: string }> {
  const kernel = await startKernel({ cwd: workplace.folder, env: workplace.env });
  const close = async () => {
    await kernel.close();
    workplace.remove();
  };
  return Object.defineProperties(
    { ...kernel, folder: workplace.folder, close },
    {
      pid: { get: () => kernel.pid },
    },
  );
}

/**
 * One kernel for the tests of a file, since its start and first type check take seconds; each test has a store and a
 * `memory` of its own in it.
 */
export function useNotebook(): TestNotebook {
  const used = { store: '' } as TestNotebook;
  let count = 0;
  used.openMemory = async () => {
    await used.notebook.run(
      `import { Memory, file } from 'tslab-memory';\nconst memory = new Memory({ location: '${used.store}' });`,
    );
  };
  beforeAll(async () => {
    used.notebook = await startNotebook();
  });
  beforeEach(() => {
    used.store = `store-${++count}`;
    return used.openMemory();
  });
  afterAll(() => used.notebook.close());
  return used;
}

/** What `useNotebook` gives. */
export interface TestNotebook {
  notebook: Awaited<ReturnType<typeof startNotebook>>;
  /** Location of the current test's store, below the notebook's folder. */
  store: string;
  /** Imports the library and declares `memory`, as done before each test; for after a restart. */
  openMemory(): Promise<void>;
}
