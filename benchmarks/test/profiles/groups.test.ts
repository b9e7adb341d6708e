import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { inRepository } from '../../src/paths.ts';
import { groupOf, ownFile } from '../../src/profiles/groups.ts';

test('each function is one kind of work, by where it is', () => {
  const kinds = {
    sqlite: ['node_modules/better-sqlite3/lib/database.js:93', 'benchmarks/src/workers/sqlite-frames.ts:21'],
    hashing: [
      'node:internal/crypto/hash:294',
      'kernel-ext/src/keys/hash.ts:36',
      'kernel-ext/src/values/body/checksum.ts:106',
    ],
    files: ['node:fs:566', 'kernel-ext/src/values/body/mapping.ts:53', 'kernel-ext/src/values/body/value-file.ts:60'],
    values: ['kernel-ext/src/values/decode/decoder.ts:30', 'node_modules/msgpackr/pack.js:100'],
    keys: ['kernel-ext/src/keys/bind.ts:12'],
    store: ['kernel-ext/src/store/entries.ts:39'],
    calls: ['kernel-ext/src/calls.ts:41'],
    node: ['node:buffer:528'],
    work: ['benchmarks/src/workers/ours.ts:39', 'cell:3'],
  };
  for (const [kind, places] of Object.entries(kinds))
    for (const place of places) assert.equal(groupOf('any', place, 'work'), kind, place);
});

test('what the engine does on its own is known by its name, and its functions are a part of what calls them', () => {
  assert.equal(groupOf('(garbage collector)', '', 'work'), 'collection');
  assert.equal(groupOf('(idle)', '', 'work'), 'waiting');
  assert.equal(groupOf('push', '', 'keys'), 'keys');
});

test('what the library calls that is none of its own is the function that it caches', () => {
  assert.equal(groupOf('work', 'cell:3', 'calls'), 'function');
  assert.equal(groupOf('helper', 'cell:9', 'function'), 'function');
});

test('the single files that stand for native functions are there', () => {
  for (const file of [
    'keys/hash.ts',
    'values/body/checksum.ts',
    'values/body/mapping.ts',
    'values/body/value-file.ts',
    'values/body/sync-queue.ts',
  ])
    assert.ok(existsSync(inRepository('kernel-ext', 'src', file)), file);
  assert.ok(existsSync(inRepository('benchmarks/src/workers/sqlite-frames.ts')));
});

test('files of the library are named as in its source folder', () => {
  assert.equal(ownFile('kernel-ext/src/store/entries.ts:39'), 'store/entries.ts');
  assert.equal(ownFile('node:fs:12'), undefined);
});
