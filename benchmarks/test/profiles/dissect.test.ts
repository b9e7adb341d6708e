import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, OURS, type Bar } from '../../src/bars.ts';
import { cases } from '../../src/cases/index.ts';
import { concerned, dissect, meanOf, missed } from '../../src/profiles/dissect.ts';
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

test('costs are those of one call, over all rounds', () => {
  const round = (calls: number, total: number, externalBytes: number) => ({
    calls,
    costs: {
      nanoseconds: total,
      otherThreadsNanoseconds: 0,
      markings: 0,
      majorCollections: 1,
      minorCollections: 0,
      pausedNanoseconds: 0,
      externalBytes,
    },
  });
  const { nanoseconds, majorCollections, externalBytes } = meanOf([round(10, 100, 64), round(30, 700, 64)]);
  assert.deepEqual([nanoseconds, majorCollections, externalBytes], [20, 0.05, 64]);
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
