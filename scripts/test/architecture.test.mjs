/** ARCHITECTURE.md has one line for each source file, and none for files that are gone. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../lib/paths.mjs';

const SOURCES =
  /^(kernel-ext\/src|server-ext\/tslab_memory|labextension\/src|ui-tests\/(src|tests)|benchmarks\/src|scripts\/(lib|steps))\/.*\.(ts|tsx|py|mjs|cjs)$/;

/** @returns {string[]} */
function listedFiles() {
  const listed = [];
  let folder = '';
  for (const line of fs.readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8').split('\n')) {
    folder = /^\*\*(.+)\/\*\*$/.exec(line)?.[1] ?? folder;
    const file = /^- `([^`]+)`: ./.exec(line)?.[1];
    if (file && folder) listed.push(`${folder}/${file}`);
  }
  return listed.filter((file) => SOURCES.test(file)).sort();
}

test('ARCHITECTURE.md lists each source file once', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
  assert.deepEqual(listedFiles(), tracked.filter((file) => SOURCES.test(file)).sort());
});
