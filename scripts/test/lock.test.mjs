import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { withLock } from '../lib/lock.mjs';
import { tempDir } from './temp.mjs';

const quiet = () => undefined;

test('gives back what the work returns and leaves no lock', async (t) => {
  const dir = tempDir(t);
  assert.equal(await withLock(path.join(dir, 'lock'), quiet, async () => 42), 42);
  assert.deepEqual(fs.readdirSync(dir), []);
});

test('a failing work leaves no lock', async (t) => {
  const dir = tempDir(t);
  await assert.rejects(
    withLock(path.join(dir, 'lock'), quiet, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.deepEqual(fs.readdirSync(dir), []);
});

test('the second waits for the first and says so', async (t) => {
  const file = path.join(tempDir(t), 'lock');
  /** @type {string[]} */
  const order = [];
  /** @type {() => void} */
  let finish = quiet;
  const first = withLock(file, quiet, async () => {
    await new Promise((resolve) => (finish = () => resolve(undefined)));
    order.push('first');
  });
  // The message that the second waits is what lets the first end.
  const second = withLock(
    file,
    (line) => {
      order.push(line);
      finish();
    },
    async () => order.push('second'),
  );
  await Promise.all([first, second]);
  assert.deepEqual(order, [`Another set-up is running (process ${process.pid}); waiting for it.`, 'first', 'second']);
});

test('a lock whose holder died is taken over', async (t) => {
  const file = path.join(tempDir(t), 'lock');
  const { pid } = spawnSync(process.execPath, ['--version']);
  fs.writeFileSync(file, String(pid));
  assert.equal(await withLock(file, quiet, async () => 'mine'), 'mine');
});

test('a lock with no readable holder is taken over', async (t) => {
  const file = path.join(tempDir(t), 'lock');
  fs.writeFileSync(file, '');
  assert.equal(await withLock(file, quiet, async () => 'mine'), 'mine');
});
