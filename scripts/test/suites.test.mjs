import assert from 'node:assert/strict';
import test from 'node:test';
import { chooseSuites, suites } from '../lib/suites.mjs';

test('no name means all suites', () => {
  assert.equal(chooseSuites([]), suites);
});

test('chosen suites keep their order', () => {
  const names = chooseSuites(['package', 'kernel-ext']).map((suite) => suite.name);
  assert.deepEqual(names, ['kernel-ext', 'package']);
});

test('an unknown suite is refused with the names there are', () => {
  assert.throws(() => chooseSuites(['kernel']), /no suite "kernel"\. Suites: scripts, .*kernel-ext/);
});
