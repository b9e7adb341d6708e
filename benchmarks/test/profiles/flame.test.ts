import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callTree } from '../../src/profiles/call-tree.ts';
import { flameChart, flameLines } from '../../src/profiles/flame.ts';
import { profile } from '../support/profile.ts';

const stacks = [
  ['timedCalls', 'get', 'hash'],
  ['timedCalls', 'get'],
  ['timedCalls', 'put at kernel-ext/src/store/store.ts'],
  ['timedCalls'],
];
const lines = flameLines(callTree([profile(...stacks)], 'timedCalls'));

test('each frame is a line with depth, left edge, width, kind of work, name and place', () => {
  assert.deepEqual(lines, [
    '0 0 1 work timedCalls',
    '1 0 0.5 work get',
    '2 0 0.25 work hash',
    '1 0.5 0.25 store put kernel-ext/src/store/store.ts:1',
  ]);
});

test('frames too narrow to be seen are left out', () => {
  const many = Array.from({ length: 999 }, () => ['timedCalls', 'get']);
  assert.deepEqual(flameLines(callTree([profile(...many, ['timedCalls', 'rare'])], 'timedCalls')), [
    '0 0 1 work timedCalls',
    '1 0 0.999 work get',
  ]);
});

test('what the engine does on its own keeps its words', () => {
  const collected = flameLines(callTree([profile(['timedCalls'], ['(garbage collector)'])], 'timedCalls'));
  const { data } = flameChart('title', collected) as { data: { values: { shown: string }[] } };
  assert.equal(data.values[1]!.shown, '(garbage collector) 50.0%');
});

test('the graph gives each frame its share of the width, and the same lines the same graph', () => {
  const { data } = flameChart('title', lines) as {
    data: { values: { shown: string; x: number; x2: number; y: number }[] };
  };
  const frame = data.values.find(({ shown }) => shown.startsWith('put'))!;
  assert.deepEqual([frame.x, frame.x2, frame.y], [0.5, 0.75, 1]);
  assert.deepEqual(flameChart('title', lines), flameChart('title', lines));
});
