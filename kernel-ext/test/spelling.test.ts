import { expect, test } from 'vitest';
import { closestWord } from '../src/spelling';

test.each([
  ['limitr', 'limiter'],
  ['Limiter', 'limiter'],
  ['ilmiter', 'limiter'],
  ['cofnig', 'config'],
  ['l', undefined],
  ['fetch', undefined],
  ['ab', undefined],
])('%j is most likely %j', (word, meant) => {
  expect(closestWord(word, ['config', 'limiter', 'limits', 'cd'])).toBe(meant);
});
