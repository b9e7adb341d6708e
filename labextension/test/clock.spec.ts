import { noteServerTime, serverNow } from '../src/clock';
import { formatAge } from '../src/format';

describe('serverNow', () => {
  const HOUR = 3_600_000;
  const now = Date.UTC(2026, 10, 22, 12);
  const header = (ms: number): string => new Date(ms).toUTCString();

  beforeEach(() => jest.useFakeTimers({ now }));

  afterEach(() => {
    noteServerTime(header(Date.now()));
    jest.useRealTimers();
  });

  it('goes by the clock of the server, so that ages are right in a browser whose clock is wrong', () => {
    noteServerTime(header(now - 3 * HOUR));
    expect(serverNow()).toBe(now - 3 * HOUR);
    expect(formatAge(now - 4 * HOUR, 'long')).toBe('1 hour ago');
    noteServerTime(header(now + 2 * HOUR));
    expect(formatAge(now + HOUR, 'long')).toBe('1 hour ago');
  });

  it('takes the time that an answer needs for no difference', () => {
    noteServerTime(header(now - 20_000));
    expect(serverNow()).toBe(now);
  });

  it('stays as it was when an answer tells no time', () => {
    noteServerTime(header(now - HOUR));
    noteServerTime(null);
    noteServerTime('soon');
    expect(serverNow()).toBe(now - HOUR);
  });
});
