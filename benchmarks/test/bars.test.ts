import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, OURS } from '../src/bars.ts';
import type { Row } from '../src/results.ts';

const row = (participant: string, samples: number[]): Row => ({ participant, role: 'peer', unit: 'ns', samples });

test('a ratio bar is judged by the median of the ratios of the rounds', () => {
  const rows = [row(OURS, [10, 100, 10]), row('joblib', [120, 1200, 100])];
  const { measured, passed } = judge({ against: 'joblib', atMost: 1 / 12 }, rows);
  assert.equal(measured?.median, 1 / 12);
  assert.equal(passed, true);
  assert.equal(judge({ against: 'joblib', atMost: 1 / 13 }, rows).passed, false);
});

test('an absolute bar may deduct another row, round by round', () => {
  const rows = [row('import', [500, 700]), row('nothing', [400, 600])];
  const bar = { participant: 'import', less: 'nothing', below: 150, written: '150 ns' };
  assert.equal(judge(bar, rows).measured?.median, 100);
  assert.equal(judge(bar, rows).passed, true);
  assert.equal(judge({ ...bar, below: 99 }, rows).passed, false);
});

test('what was not measured is not passed', () => {
  for (const rows of [[], [row(OURS, []), row('joblib', [1])], [row(OURS, [1])]]) {
    const result = judge({ against: 'joblib', atMost: 1 }, rows);
    assert.equal(result.passed, false);
    assert.equal(result.measured, null);
  }
});

test('a floor is compared with what the bar is, or with what it names, round by round', () => {
  const rows = [row(OURS, [20, 30]), row('theirs', [100, 100]), row('bare', [10, 15]), row('bare, small', [5, 5])];
  const [plain, other] = judge(
    { against: 'theirs', atMost: 0.1, floors: [{ name: 'bare' }, { name: 'bare', against: 'bare, small' }] },
    rows,
  ).floors!;
  assert.deepEqual([plain!.reached.median, plain!.above.median], [0.125, 2]);
  assert.deepEqual([other!.against, other!.reached.median, other!.above.median], ['bare, small', 2.5, 2]);
});

test('a floor that was not measured is left out', () => {
  const rows = [row(OURS, [20]), row('theirs', [100])];
  assert.equal(judge({ against: 'theirs', atMost: 0.1, floors: [{ name: 'bare' }] }, rows).floors, undefined);
});
