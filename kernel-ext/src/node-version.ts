import { TslabMemoryError } from './errors';

/** The oldest Node.js that the native SQLite module runs on: on an older one loading it ends the process. */
const OLDEST_MAJOR = 22;

/**
 * Checks that this Node.js can load the native SQLite module. Called before it is loaded.
 *
 * @param version as in `process.versions.node`
 * @throws TslabMemoryError with code `NODE_VERSION`, which says what to do
 */
export function checkNodeVersion(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= OLDEST_MAJOR) return;
  throw new TslabMemoryError(
    'NODE_VERSION',
    `tslab-memory needs Node.js ${OLDEST_MAJOR} or newer, and this kernel runs on ${version}. Install a newer Node.js ` +
      'from https://nodejs.org (or `npm install node@24` beside the notebook), make sure that `node --version` says so ' +
      'where Jupyter is started, and restart the kernel.',
  );
}
