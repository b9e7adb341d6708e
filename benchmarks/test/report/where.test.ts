import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flameName, whereTheTimeGoes } from '../../src/report/where.ts';
import type { CaseResult } from '../../src/results.ts';

const result: CaseResult = {
  id: 'hit',
  title: 'Hit',
  text: '',
  rows: [],
  bars: [],
  seconds: 1,
  anatomies: [
    {
      participant: "tslab-memory (load only, verify: 'once')",
      costs: {
        nanoseconds: 10_000,
        otherThreadsNanoseconds: 500,
        markings: 1 / 4096,
        majorCollections: 1 / 5000,
        minorCollections: 2,
        pausedNanoseconds: 800,
        externalBytes: 20 * 1024,
      },
      shares: [
        { group: 'sqlite', share: 0.6, mostlyIn: [['store/entries.ts', 0.55]] },
        { group: 'collection', share: 0.05, mostlyIn: [] },
        { group: 'waiting', share: 0.001, mostlyIn: [] },
      ],
      frames: ['0 0 1 work timedCalls'],
    },
  ],
};

test('a profile becomes a table of shares with what each is of a call, and its flame graph', () => {
  const plot = 'hit-flame-tslab-memory-load-only-verify-once';
  const text = whereTheTimeGoes(result, new Set([plot])).join('\n');
  assert.match(text, /\| SQLite \| 60 % \| 6\.00 µs \| store\/entries\.ts 55 % \|/);
  assert.match(text, /\| garbage collection \| 5\.0 % \| 500 ns \|/);
  assert.doesNotMatch(text, /waiting/);
  assert.ok(text.includes(`(plots/${plot}.svg)`));
});

test('collections are told with the memory that brings them about', () => {
  const text = whereTheTimeGoes(result, new Set()).join('\n');
  assert.match(text, /A call makes 20\.0 KiB of memory outside of V8's heap/);
  assert.match(
    text,
    /begins to mark its whole heap once in 4,096 calls \(each 80\.0 MiB of such memory\), ends that once in 5,000 calls, and collects what is young 2\.00 times a call/,
  );
});

test('a call that brings no collection about says so in one sentence', () => {
  const [anatomy] = result.anatomies!;
  const costs = { ...anatomy!.costs, markings: 0, majorCollections: 0, minorCollections: 0, pausedNanoseconds: 0 };
  const text = whereTheTimeGoes({ ...result, anatomies: [{ ...anatomy!, costs }] }, new Set()).join('\n');
  assert.match(text, /Nothing was collected/);
  assert.doesNotMatch(text, /never/);
});

test('a case that met its bars says nothing', () => {
  assert.deepEqual(whereTheTimeGoes({ ...result, anatomies: [] }, new Set()), []);
  assert.deepEqual(whereTheTimeGoes({ ...result, anatomies: undefined }, new Set()), []);
});

test('names of flame graphs are names of files', () => {
  assert.equal(flameName('growth-hit', '1,000,000 entries'), 'growth-hit-flame-1-000-000-entries');
});
