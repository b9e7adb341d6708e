import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, OURS, type Bar } from '../../src/bars.ts';
import { cases } from '../../src/cases/index.ts';
import { concerned, costsOfCall, dissect, missed } from '../../src/profiles/dissect.ts';
import type { Row } from '../../src/results.ts';

const row = (participant: string, sample: number): Row => ({
  participant,
  role: 'ours',
  unit: 'ns',
  samples: [sample],
});
const bars: readonly Bar[] = [
  { against: 'joblib', atMost: 0.5 },
  { ours: 'variant', against: 'other', atMost: 1 },
  { participant: 'clear', below: 10, written: '10 ns' },
];

test('who missed a bar is looked into, with what it was compared with', () => {
  const rows = [row(OURS, 1), row('joblib', 10), row('variant', 3), row('other', 2), row('clear', 11)];
  const outcomes = bars.map((bar) => judge(bar, rows));
  assert.deepEqual(missed({ bars }, outcomes), ['variant', 'other', 'clear']);
  assert.deepEqual(
    missed(
      { bars },
      bars.map((bar) => judge(bar, [])),
    ),
    [],
  );
  assert.deepEqual(concerned({ bars }), [OURS, 'joblib', 'variant', 'other', 'clear']);
});

test('nothing is profiled where no bar was missed, or where participants are whole processes', async () => {
  const options = { rounds: 1, effort: 1, peers: undefined, clock: 'wall', profiles: true, say: assert.fail } as const;
  const stage = () => assert.fail('no worker may start');
  assert.deepEqual(await dissect({ id: 'any', stage }, [], options), []);
  assert.deepEqual(await dissect({ id: 'any' }, [OURS], options), []);
});

test('costs are those of one call: what is counted over all rounds, times of the round in the middle', () => {
  const round = (calls: number, nanoseconds: number, majorCollections: number) => ({
    calls,
    costs: {
      nanoseconds,
      otherThreadsNanoseconds: 0,
      markings: 0,
      majorCollections,
      minorCollections: 0,
      pausedNanoseconds: 0,
      externalBytes: 64,
    },
  });
  const costs = costsOfCall([round(10, 100, 1), round(20, 240, 0), round(10, 90_000, 1)]);
  assert.deepEqual([costs.nanoseconds, costs.majorCollections, costs.externalBytes], [12, 0.05, 64]);
});

test('cases whose bars name floors have them as rows', async () => {
  const options = { rounds: 1, effort: 1, peers: undefined, clock: 'wall', profiles: true, say: () => {} } as const;
  for (const { id, bars: all, stage } of cases.filter(({ id: name }) => !name.startsWith('growth'))) {
    const floors = all.flatMap((bar) => ('floors' in bar ? (bar.floors ?? []) : []));
    const participants = (await stage?.(options))?.participants ?? [];
    for (const { name } of floors)
      assert.equal(participants.find((each) => each.name === name)?.role, 'floor', `${id}: ${name}`);
  }
});
