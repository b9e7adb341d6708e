import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StoreHandle } from '../src/store-handle';
import { Warnings } from '../src/warnings';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A handle on a store that notes what is done to it. */
function makeHandle(): { handle: StoreHandle; log: string[] } {
  const log: string[] = [];
  const open = () => (log.push('open'), { close: () => log.push('close') } as never);
  return { handle: new StoreHandle(open, new Warnings()), log };
}

test('work that nobody waits for is done after a while', () => {
  const { handle, log } = makeHandle();
  handle.attempt(undefined, () => log.push('call'));
  handle.attemptLater(500, () => log.push('later'));
  vi.advanceTimersByTime(499);
  expect(log).toEqual(['open', 'call']);
  vi.advanceTimersByTime(1);
  expect(log).toEqual(['open', 'call', 'later']);
});

test('or before the store is closed, which is not opened again for it', () => {
  const { handle, log } = makeHandle();
  handle.attempt(undefined, () => log.push('call'));
  handle.attemptLater(500, () => log.push('later'));
  handle.close();
  handle.attemptLater(500, () => log.push('too late'));
  vi.runAllTimers();
  expect(log).toEqual(['open', 'call', 'later', 'close']);
});
