import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases, chooseCases } from '../src/cases/index.ts';

const ids = (chosen: readonly { id: string }[]) => chosen.map(({ id }) => id);

test('a case is chosen by its name, or by the beginning of it', () => {
  assert.deepEqual(ids(chooseCases(['cold-start'])), ['cold-start']);
  assert.deepEqual(ids(chooseCases(['hit'])), ['hit-small', 'hit-captures']);
  assert.equal(chooseCases([]), cases);
  assert.throws(() => chooseCases(['hit-smal1']), RangeError);
});

test('names of cases are unique', () => {
  assert.equal(new Set(ids(cases)).size, cases.length);
});
