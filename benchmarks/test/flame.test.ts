import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callTree, flameChart } from '../src/flame.ts';

const node = (id: number, functionName: string, children: number[] = []) => ({
  id,
  callFrame: { functionName, url: '', lineNumber: 0 },
  children,
});
const profile = {
  nodes: [node(1, 'root', [2]), node(2, 'round', [3, 4]), node(3, 'hash'), node(4, 'get', [5]), node(5, 'hash')],
  samples: [1, 3, 5, 4, 3],
  timeDeltas: [100, 10, 20, 30, 40],
};

test('the call tree holds what ran within the function, merged by caller', () => {
  const tree = callTree(profile, 'round');
  assert.equal(tree.micros, 100);
  assert.deepEqual(
    [...tree.callees.values()].map(({ name, micros }) => [name, micros]),
    [
      ['hash', 50],
      ['get', 50],
    ],
  );
});

test('a function that is in no sample is an error, not an empty graph', () => {
  assert.throws(() => callTree(profile, 'elsewhere'), /no sample/);
});

test('the graph gives each frame the share of its time', () => {
  const { data } = flameChart('title', callTree(profile, 'round')) as {
    data: { values: { label: string; x: number; x2: number }[] };
  };
  const frame = data.values.find(({ label }) => label.startsWith('get'));
  assert.equal(frame!.x2 - frame!.x, 0.5);
});
