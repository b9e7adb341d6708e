import { expect, test } from 'vitest';
import { StoreHandle } from '../src/store-handle';
import { Warnings } from '../src/warnings';

test('work that nobody waits for does not open a store that was closed', () => {
  let opened = 0;
  const store = { close: () => {} };
  const handle = new StoreHandle(() => (opened++, store as never), new Warnings());
  const done: string[] = [];
  handle.attemptIfOpen(() => done.push('before'));
  handle.attempt(undefined, () => done.push('a call'));
  handle.attemptIfOpen(() => done.push('while open'));
  handle.close();
  handle.attemptIfOpen(() => done.push('after'));
  expect(done).toEqual(['a call', 'while open']);
  expect(opened).toBe(1);
});
