import { expect, it } from 'vitest';
import { openStore, testFolder } from './support/store';

it('one listener closes all open stores, so that many memories raise no warning', () => {
  const before = process.listenerCount('exit');
  for (let i = 0; i < 12; i++) openStore(testFolder());
  expect(process.listenerCount('exit')).toBeLessThanOrEqual(before + 1);
});
