import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { findServer, serverUrl } from '../lib/server.mjs';
import { tempDir } from './temp.mjs';

/**
 * @param {string} dir
 * @param {string} name
 * @param {string} rootDir
 */
function note(dir, name, rootDir) {
  const info = { url: 'http://localhost:8888/', token: 'secret', password: false, root_dir: rootDir };
  fs.writeFileSync(path.join(dir, name), JSON.stringify(info));
}

test('finds the server of the folder, not one of another folder', async (t) => {
  const dir = fs.realpathSync(tempDir(t));
  note(dir, 'jpserver-1.json', '/elsewhere');
  note(dir, 'jpserver-2.json', dir);
  const found = await findServer(dir, 0, new AbortController().signal, dir);
  assert.equal(found?.root_dir, dir);
});

test('ignores what an earlier server left, and gives up when told', async (t) => {
  const dir = fs.realpathSync(tempDir(t));
  note(dir, 'jpserver-1.json', dir);
  const stop = new AbortController();
  const search = findServer(dir, Date.now() + 60_000, stop.signal, dir);
  stop.abort();
  assert.equal(await search, null);
});

test('the address has the token when there is one', () => {
  const server = { url: 'http://localhost:8888/base/', token: 'a b', password: false, root_dir: '/' };
  assert.equal(serverUrl(server, 'lab/tree/x.ipynb'), 'http://localhost:8888/base/lab/tree/x.ipynb?token=a+b');
  assert.equal(serverUrl({ ...server, token: '' }, 'lab'), 'http://localhost:8888/base/lab');
});
