import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, pairedRatios, quantile, summarize } from '../src/statistics.ts';

test('the median is the middle value, or the mean of the two middle ones', () => {
  assert.equal(median([5, 1, 3]), 3);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.throws(() => median([]), RangeError);
});

test('quantiles lie between the values', () => {
  assert.equal(quantile([0, 10], 0.25), 2.5);
  assert.equal(quantile([7], 0.9), 7);
});

test('a summary does not depend on the order of the rounds, and leaves them in order', () => {
  const samples = [9, 1, 5, 3, 7];
  assert.deepEqual(summarize(samples), { median: 5, low: 3, high: 7, least: 1, most: 9, rounds: 5 });
  assert.deepEqual(samples, [9, 1, 5, 3, 7]);
});

test('ratios are formed within a round', () => {
  assert.deepEqual(pairedRatios([1, 20], [10, 200]), [0.1, 0.1]);
  assert.throws(() => pairedRatios([1], [1, 2]), RangeError);
});
