import { payloadLimit, READ_LIMIT, within } from '../../src/api/timelimit';

describe('within', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const never = (): Promise<never> => new Promise(() => undefined);

  it('gives what is done in time', async () => {
    expect(await within(1000, undefined, () => Promise.resolve(3))).toBe(3);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives up what takes too long, and says so', async () => {
    let signal: AbortSignal | undefined;
    const late = within(1000, undefined, (given) => {
      signal = given;
      return never();
    });
    const said = expect(late).rejects.toMatchObject({ kind: 'slow' });
    await jest.advanceTimersByTimeAsync(999);
    expect(signal?.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await said;
    expect(signal?.aborted).toBe(true);
  });

  it('is given up from outside as well', async () => {
    const outside = new AbortController();
    const done = within(
      1000,
      outside.signal,
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up')))),
    );
    outside.abort();
    await expect(done).rejects.toThrow('given up');
    await within(1000, outside.signal, (signal) => {
      expect(signal.aborted).toBe(true);
      return Promise.resolve();
    });
  });
});

test('a large part of a value has time to arrive over a slow connection', () => {
  expect(payloadLimit(0)).toBe(READ_LIMIT);
  expect(payloadLimit(16 * 1024 * 1024)).toBeGreaterThan(15 * 60_000);
});
