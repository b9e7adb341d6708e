import { createRequire } from 'node:module';
import { openWork, type Cells } from '../cells.ts';
import { inRepository } from '../paths.ts';

/** Loads the very packages that the library uses, and modules of its build: `built('store/session')`. */
export const requireAsLibrary = createRequire(inRepository('kernel-ext', 'package.json'));

/** A module of the built library, by its place in dist/. */
export const built = (name: string): any => requireAsLibrary(inRepository('kernel-ext', 'dist', `${name}.js`));

/** The cell `small` with its work cached in a store: `memory`, `cached` and what the cell declares. */
export async function openCached(location: string): Promise<Cells['names']> {
  const cells = await openWork('small');
  await cells.run(`import { Memory } from 'tslab-memory';
const memory = new Memory({ location: ${JSON.stringify(location)} });
const cached = memory.cache(work);`);
  return cells.names;
}
