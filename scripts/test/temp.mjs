import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * An empty folder that goes when the test ends.
 *
 * @param {import('node:test').TestContext} t
 * @returns {string}
 */
export function tempDir(t) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tslab-memory-scripts-'));
  t.after(() => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
}
