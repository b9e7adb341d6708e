import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatShare,
  shortened,
} from '../src/format';

describe('formatAge', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const ago = (ms: number): number => Date.now() - ms;

  it.each([
    [0, 'now'],
    [23_000, '23 seconds ago'],
    [90_000, '1 minute ago'],
    [3 * 3_600_000, '3 hours ago'],
    [25 * 3_600_000, 'yesterday'],
    [40 * 86_400_000, 'last month'],
    [800 * 86_400_000, '2 years ago'],
  ])('tells %d ms as "%s" to screen readers', (ms, words) => {
    expect(formatAge(ago(ms), 'long')).toBe(words);
  });

  it('is short for rows', () => {
    expect(formatAge(ago(23_000))).toBe('23s ago');
  });

  it('takes what lies ahead for now: the clocks of browser and server differ', () => {
    expect(formatAge(ago(-60_000))).toBe('now');
  });
});

describe('formatMoment', () => {
  it('tells day and time', () => {
    expect(formatMoment(new Date(2026, 10, 22, 17, 9).getTime())).toMatch(/^Nov 22, 2026, 5:09\sPM$/);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [812, '812 B'],
    [4_404_019, '4.2 MB'],
    [2 * 1024 ** 3, '2 GB'],
  ])('writes %d as the file browser does', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatCount', () => {
  it.each([
    [7, '7'],
    [1890, '1,890'],
    [12_345, '12.3K'],
    [1_234_567, '1.2M'],
  ])('writes %d', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0ms'],
    [0.234, '0.2ms'],
    [340.7, '341ms'],
    [999.7, '999ms'],
    [4200, '4.2s'],
    [59_999, '59.9s'],
    [60_000, '1m'],
    [192_000, '3m 12s'],
    [11_520_000, '3h 12m'],
    [187_200_000, '2d 4h'],
  ])('writes %d ms for a row', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('writes the words in full for a screen reader', () => {
    expect(formatDuration(11_520_000, 'long')).toBe('3 hours 12 minutes');
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0%'],
    [0.874, '87%'],
    [0.9996, '99.9%'],
    [1, '100%'],
  ])('writes %d', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });
});

test('long texts are shortened between characters, not within one', () => {
  expect(shortened('loadPrices', 10)).toBe('loadPrices');
  expect(shortened('loadPrices', 5)).toBe('load…');
  expect(shortened('🎉🎉🎉', 2)).toBe('🎉…');
  expect(shortened('🎉🎉', 2)).toBe('🎉🎉');
});
