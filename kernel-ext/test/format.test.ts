import { expect, it } from 'vitest';
import { formatAgo, formatBytes, formatSpan, table } from '../src/format';
import { bar } from '../src/cli/terminal';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [999_999, '1.0 MB'],
  [123_456_789, '123 MB'],
  [5e15, '5000 TB'],
])('%i bytes read %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it.each([
  [0.4, '0 ms'],
  [999, '999 ms'],
  [1500, '1.5 s'],
  [90_000, '1.5 min'],
  [36e5 * 30, '1.3 d'],
])('%d ms read %s', (ms, text) => expect(formatSpan(ms)).toBe(text));

it('says how long ago something was', () => {
  expect(formatAgo(null)).toBe('never');
  expect(formatAgo(1000, 1500)).toBe('just now');
  expect(formatAgo(0, 7_200_000)).toBe('2.0 h ago');
});

it('lines up columns, numbers to the right', () => {
  expect(
    table(
      ['NAME', ' N'],
      [
        ['a', '1'],
        ['long name', '100'],
      ],
    ),
  ).toBe('NAME         N\na            1\nlong name  100');
});

it('draws how far a piece of work is', () => {
  expect(bar('check', 5, 10)).toBe(`check  [${'='.repeat(15)}${' '.repeat(15)}] 50 %`);
  expect(bar('check', 0, 0)).toContain('100 %');
});
