import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { Counters } from '../../src/store/counters';
import { Session } from '../../src/store/session';
import { atEnd, functionsByName, openStore, put, testFolder } from './support/store';

it('counts that a failed transaction wrote are not forgotten with the next one that has none of them', () => {
  const location = path.join(testFolder(), 'store');
  const store = openStore(location);
  const entry = store.get(put(store, 'f', 1))!;
  store.stats();
  const session = new Session(location);
  const now = vi.spyOn(performance, 'now').mockReturnValue(1e9);
  atEnd(() => {
    now.mockRestore();
    session.close();
  });
  const counters = new Counters(session, undefined, () => undefined);
  counters.miss(entry.functionId);
  const write = (action = () => {}) => {
    session.write(() => {
      counters.writeAlong();
      action();
    });
    counters.committed();
  };
  expect(() => write(() => void JSON.parse('not'))).toThrow(SyntaxError);
  // Too soon after that one to write counts again.
  write();
  now.mockReturnValue(2e9);
  write();
  counters.stop();
  expect(functionsByName(store).find(({ name }) => name === 'f')!.misses).toBe(2);
});
