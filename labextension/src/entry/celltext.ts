import { inspect } from './inspect';

/**
 * A value as a cell of a table shows it: texts as they are, everything else in a few words.
 *
 * @example
 * cellText('AAPL') // 'AAPL'
 * cellText(2n) // '2n'
 */
export function cellText(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value).text;
}
