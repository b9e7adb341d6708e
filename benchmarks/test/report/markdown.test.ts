import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, OURS } from '../../src/bars.ts';
import { markdown, type Run } from '../../src/report/markdown.ts';
import type { Row } from '../../src/results.ts';

const row = (participant: string, role: Row['role'], samples: number[]): Row => ({
  participant,
  role,
  unit: 'ns',
  samples,
});
const rows = [row(OURS, 'ours', [20]), row('joblib', 'peer', [100]), row('bare get', 'floor', [10])];

function reportOf(atMost: number): string {
  const bar = { against: 'joblib', atMost, floors: [{ name: 'bare get' }] };
  const run: Run = {
    date: '2026-01-01',
    rounds: 1,
    clock: 'wall',
    minutes: 1,
    versions: { machine: {}, library: {}, peers: {} },
    cases: [{ id: 'hit', title: 'Hit', text: 'A hit.', rows, bars: [judge(bar, rows)], seconds: 1 }],
  };
  return markdown(run, new Set());
}

test('a missed bar is told with what its floor comes to, in the overview and in its case', () => {
  const floor = 'bare get comes to 1/10.0, ours takes 2.00 times as long';
  assert.equal(reportOf(0.1).split(floor).length, 3);
});

test('a bar that is met says nothing of its floor', () => {
  assert.doesNotMatch(reportOf(0.5), /comes to/);
});
