import { UsageError } from '../errors';

const SIZES: Record<string, number> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };
const BINARY_SIZES: Record<string, number> = { kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 };
const SECOND = 1000;
const DAY = 86_400 * SECOND;
const DURATIONS: Record<string, number> = {
  '': 1,
  ms: 1,
  s: SECOND,
  m: 60 * SECOND,
  min: 60 * SECOND,
  h: 3600 * SECOND,
  d: DAY,
  w: 7 * DAY,
  y: 365 * DAY,
};

/**
 * A number of bytes from `'2GB'`, `'500 MB'`, `'1GiB'` or a plain number.
 *
 * @throws UsageError when it is neither
 * @example parseSize('2GB') // 2000000000
 */
export function parseSize(size: number | string): number {
  return parse(size, { ...SIZES, ...BINARY_SIZES }, "a size such as '500MB', '2GB' or a number of bytes");
}

/**
 * Milliseconds from `'90s'`, `'12h'`, `'30d'` or a plain number (milliseconds).
 *
 * @throws UsageError when it is neither
 * @example parseDuration('1d') // 86400000
 */
export function parseDuration(duration: number | string): number {
  return parse(duration, DURATIONS, "a duration such as '90s', '12h', '30d' or a number of milliseconds");
}

function parse(text: number | string, units: Record<string, number>, expected: string): number {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(String(text));
  const unit = match ? units[match[2]!.toLowerCase()] : undefined;
  if (!match || unit === undefined) throw new UsageError(`'${text}' is not ${expected}.`);
  return Math.round(Number(match[1]) * unit);
}
