import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { hashInputs } from '../lib/inputs.mjs';
import { tempDir } from './temp.mjs';

/** @param {import('node:test').TestContext} t */
function project(t) {
  const dir = tempDir(t);
  fs.mkdirSync(path.join(dir, 'src', 'deep'), { recursive: true });
  fs.writeFileSync(path.join(dir, 'package.json'), '{}');
  fs.writeFileSync(path.join(dir, 'src', 'deep', 'a.ts'), 'a');
  return dir;
}

test('a touched file with the same content changes nothing', (t) => {
  const dir = project(t);
  const before = hashInputs(dir, ['package.json', 'src']);
  fs.utimesSync(path.join(dir, 'package.json'), 1, 1);
  assert.equal(hashInputs(dir, ['package.json', 'src']), before);
});

test('changed, added, renamed and removed files all change the hash', (t) => {
  const dir = project(t);
  const file = path.join(dir, 'src', 'deep', 'a.ts');
  const hashes = [hashInputs(dir, ['src'])];
  fs.writeFileSync(file, 'b');
  hashes.push(hashInputs(dir, ['src']));
  fs.writeFileSync(path.join(dir, 'src', 'b.ts'), '');
  hashes.push(hashInputs(dir, ['src']));
  fs.renameSync(file, path.join(dir, 'src', 'deep', 'c.ts'));
  hashes.push(hashInputs(dir, ['src']));
  fs.rmSync(path.join(dir, 'src', 'deep'), { recursive: true });
  hashes.push(hashInputs(dir, ['src']));
  assert.equal(new Set(hashes).size, hashes.length);
});

test('what a build leaves in result folders does not count', (t) => {
  const dir = project(t);
  const before = hashInputs(dir, ['src']);
  for (const name of ['dist', 'node_modules', '__pycache__']) {
    fs.mkdirSync(path.join(dir, 'src', name));
    fs.writeFileSync(path.join(dir, 'src', name, 'x'), 'x');
  }
  assert.equal(hashInputs(dir, ['src']), before);
});

test('a missing file differs from an empty one', (t) => {
  const dir = tempDir(t);
  const before = hashInputs(dir, ['lock']);
  fs.writeFileSync(path.join(dir, 'lock'), '');
  assert.notEqual(hashInputs(dir, ['lock']), before);
});

test('words are told apart from each other', (t) => {
  const dir = tempDir(t);
  assert.notEqual(hashInputs(dir, [], ['ab', 'c']), hashInputs(dir, [], ['a', 'bc']));
});
