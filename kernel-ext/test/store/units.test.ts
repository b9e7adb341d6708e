import { describe, expect, it } from 'vitest';
import { parseDuration, parseSize } from '../../src/store';

describe('a size', () => {
  it.each([
    [1500, 1500],
    ['1500', 1500],
    ['2GB', 2e9],
    ['1.5 mb', 1.5e6],
    ['1GiB', 2 ** 30],
    ['0', 0],
  ])('%j is %i bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(['', 'GB', '-1GB', '2 parsecs', '1,5GB', 'Infinity', '1d'])('%j is refused with an example', (text) => {
    expect(() => parseSize(text)).toThrow(/is not a size such as '500MB'/);
  });
});

describe('a duration', () => {
  it.each([
    [250, 250],
    ['90s', 90_000],
    ['1.5h', 5_400_000],
    ['30d', 2_592_000_000],
    ['2 w', 1_209_600_000],
    ['5min', 300_000],
  ])('%j is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', 'soon', '-1d', '1GB'])('%j is refused with an example', (text) => {
    expect(() => parseDuration(text)).toThrow(/is not a duration such as '90s'/);
  });
});
