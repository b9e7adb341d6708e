import path from 'node:path';
import { expect, it } from 'vitest';
import { Reaper } from '../../src/store/reaper';
import { Session } from '../../src/store/session';
import { atEnd, openStore, put, testFolder } from './support/store';

it('writes nothing when there is nothing to do', () => {
  const folder = path.join(testFolder(), 'store');
  put(openStore(folder), 'f', 1);
  const session = new Session(folder);
  atEnd(() => session.close());
  const { writes } = session;
  expect(new Reaper(session).tryStep(1000)).toBe(true);
  expect(session.writes).toBe(writes);
});
