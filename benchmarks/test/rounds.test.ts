import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roundOf, warmUpOf } from '../src/rounds.ts';

test('calls that do not count come in any number that their time asks for, but never beyond that of a round', () => {
  const wakeUp = { forMs: 30, atLeast: 3 };
  assert.deepEqual(warmUpOf(roundOf({ forMs: 150 }), wakeUp), { ...wakeUp, atMost: 1_000_000 });
  assert.equal(warmUpOf(roundOf({ forMs: 150, atMost: 1 }), wakeUp).atMost, 1);
  assert.equal(warmUpOf(roundOf({ forMs: 150 })).atLeast, 1);
});
