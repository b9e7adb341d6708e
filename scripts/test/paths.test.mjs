import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { inRoot, projectEnv, projectNode, root, shown, venvBin } from '../lib/paths.mjs';

test('the repository is the folder with the workspaces', () => {
  assert.ok(JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8')).workspaces);
  assert.equal(shown(inRoot('scripts', 'lib')), path.join('scripts', 'lib'));
  assert.equal(shown(root), '.');
});

test("Node 24, the packages' programs and the environment come before what was on the PATH", () => {
  const env = projectEnv({ Path: '/usr/bin', PYTHONHOME: '/elsewhere' });
  assert.deepEqual(env['Path']?.split(path.delimiter), [
    path.dirname(projectNode),
    inRoot('node_modules', '.bin'),
    venvBin,
    '/usr/bin',
  ]);
  assert.equal(env['PATH'], undefined);
  assert.equal(env['PYTHONHOME'], undefined);
});
