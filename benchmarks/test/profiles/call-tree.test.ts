import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callTree, sharesOf } from '../../src/profiles/call-tree.ts';
import { profile } from '../support/profile.ts';

const shares = (groups: ReturnType<typeof sharesOf>) =>
  Object.fromEntries(groups.map(({ group, share }) => [group, share]));

test('the call tree holds what ran within the function, merged by caller and over the rounds', () => {
  const round = profile(['before'], ['timedCalls', 'hash'], ['timedCalls', 'get', 'hash'], ['timedCalls', 'get']);
  const tree = callTree([round, round], 'timedCalls');
  assert.equal(tree.micros, 60);
  assert.deepEqual(
    [...tree.callees.values()].map(({ name, micros }) => [name, micros]),
    [
      ['hash', 20],
      ['get', 40],
    ],
  );
});

test('a function that is in no sample is an error, not an empty graph', () => {
  assert.throws(() => callTree([profile(['timedCalls', 'get'])], 'elsewhere'), /no sample/);
});

test('garbage collection has no caller in a profile, and counts as a part of the round', () => {
  const tree = callTree([profile(['timedCalls', 'get'], ['(garbage collector)'], ['(program)'])], 'timedCalls');
  assert.deepEqual(shares(sharesOf(tree)), { work: 0.3333, collection: 0.3333, node: 0.3333 });
});

test('native code without a name is its caller', () => {
  const [sqlite] = sharesOf(
    callTree([profile(['timedCalls', 'get at better-sqlite3/lib/index.js', ''])], 'timedCalls'),
  );
  assert.deepEqual(sqlite, { group: 'sqlite', share: 1, mostlyIn: [] });
});

test('shares add up to the whole, the largest first, and name the files of the library they are in or below', () => {
  const source = 'kernel-ext/src/store/entries.ts';
  const groups = sharesOf(
    callTree(
      [
        profile(
          ['timedCalls', `findEntry at ${source}`],
          ['timedCalls', `findEntry at ${source}`, 'get at better-sqlite3/lib/index.js'],
          ['timedCalls', `findEntry at ${source}`, 'get at better-sqlite3/lib/index.js'],
          ['timedCalls'],
        ),
      ],
      'timedCalls',
    ),
  );
  assert.deepEqual(groups, [
    { group: 'sqlite', share: 0.5, mostlyIn: [['store/entries.ts', 0.5]] },
    { group: 'work', share: 0.25, mostlyIn: [] },
    { group: 'store', share: 0.25, mostlyIn: [['store/entries.ts', 0.25]] },
  ]);
});

test('the function itself can be left out', () => {
  const calls = 'run at kernel-ext/src/calls.ts';
  const miss = profile(['timedCalls', calls], ['timedCalls', calls, 'work at cell.js'], ['timedCalls', calls]);
  assert.deepEqual(shares(sharesOf(callTree([miss], 'timedCalls'))), { calls: 0.6667, function: 0.3333 });
  assert.deepEqual(shares(sharesOf(callTree([miss], 'timedCalls', 'function'))), { calls: 1 });
});

test('what the profiler took to start is counted to nobody', () => {
  const { nodes, samples, timeDeltas } = profile(['timedCalls', 'get']);
  // It starts as a part of the round, and its first sample is one of what came next.
  const begun = { nodes, samples: [samples[1]!, samples[1]!], timeDeltas };
  assert.equal(callTree([begun], 'timedCalls').micros, 10);
});
