import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { exec, exitCode, npm, output } from '../lib/exec.mjs';
import { tempDir } from './temp.mjs';

const node = process.execPath;

test('gives what a program printed, without the white space at its ends', async () => {
  assert.equal(await output(node, ['-e', 'console.log(" a b ")']), 'a b');
});

test('a failing program is an error with its command line, exit code and last words', async () => {
  const script = 'console.error("why"); process.exit(3)';
  await assert.rejects(output(node, ['-e', script]), {
    name: 'CommandError',
    message: /node(\.exe)? -e "console\.error.*": exit code 3 why$/,
  });
});

test('a program that does not exist is an error with its name', async () => {
  await assert.rejects(exec('no-such-program', ['--version']), {
    name: 'CommandError',
    command: 'no-such-program --version',
  });
  await assert.rejects(output('no-such-program', []), { name: 'CommandError' });
});

test('output goes to the log, after the command line, and nothing else is lost', async (t) => {
  const log = path.join(tempDir(t), 'deep', 'step.log');
  await exec(node, ['-e', 'console.log("out"); console.error("err")'], { log });
  await assert.rejects(exec(node, ['-e', 'process.exit(1)'], { log }), /exit code 1/);
  const lines = fs.readFileSync(log, 'utf8').trim().split('\n');
  assert.deepEqual(lines.slice(1, 3).sort(), ['err', 'out']);
  assert.match(lines[0] ?? '', /^\$ .* -e /);
  assert.match(lines[3] ?? '', /^\$ .* -e process\.exit\(1\)$/);
});

test('a program that a signal ended has no exit code of its own', async () => {
  assert.equal(await exitCode(node, ['-e', 'process.kill(process.pid, "SIGKILL")']), 128);
});

test('npm is the one that runs the script', async (t) => {
  const before = process.env['npm_execpath'];
  t.after(() => {
    if (before === undefined) delete process.env['npm_execpath'];
    else process.env['npm_execpath'] = before;
  });
  process.env['npm_execpath'] = '/opt/npm/bin/npm-cli.js';
  assert.deepEqual(npm(['ci']), [node, ['/opt/npm/bin/npm-cli.js', 'ci']]);
  await assert.rejects(output(...npm(['ci'])), { command: 'npm ci' });
});
