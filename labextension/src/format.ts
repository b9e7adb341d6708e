import { formatFileSize } from '@jupyterlab/filebrowser';

import { serverNow } from './clock';

type Width = 'narrow' | 'long';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Units of ages, the longest first. */
const AGES: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

/** How often ages are written anew, in ms. */
export const AGE_INTERVAL = 20 * SECOND;

/**
 * A size as the file browser writes it.
 *
 * @example
 * formatBytes(4_404_019) // '4.2 MB'
 */
export function formatBytes(bytes: number): string {
  return formatFileSize(bytes, 1, 1024);
}

/**
 * A number of things, shortened from ten thousand on so that it fits a narrow row.
 *
 * @example
 * formatCount(1234) // '1,234'
 * formatCount(1_234_567) // '1.2M'
 */
export function formatCount(count: number): string {
  return kept(Intl.NumberFormat, {
    notation: count < 10_000 ? 'standard' : 'compact',
    maximumFractionDigits: 1,
  }).format(count);
}

/**
 * A whole number with all its digits, as for the number of a row.
 *
 * @example
 * formatWhole(12_506) // '12,506'
 */
export function formatWhole(number: number): string {
  return kept(Intl.NumberFormat, {}).format(number);
}

/**
 * A duration in its two largest units.
 *
 * @param ms - Milliseconds.
 * @param width - 'narrow' for rows ('3h 12m'), 'long' for tooltips and screen readers ('3 hours 12 minutes').
 */
export function formatDuration(ms: number, width: Width = 'narrow'): string {
  if (ms < SECOND) {
    return unit(ms < 10 ? Math.round(ms * 10) / 10 : Math.min(999, Math.round(ms)), 'millisecond', width);
  }
  if (ms < MINUTE) {
    return unit(Math.floor(ms / 100) / 10, 'second', width);
  }
  if (ms < HOUR) {
    return pair(ms, MINUTE, 'minute', SECOND, 'second', width);
  }
  if (ms < DAY) {
    return pair(ms, HOUR, 'hour', MINUTE, 'minute', width);
  }
  return pair(ms, DAY, 'day', HOUR, 'hour', width);
}

/**
 * How long ago something was. What lies ahead, because two clocks differ, is now.
 *
 * JupyterLab's own function would call five seconds ahead "next year", and make a formatter for each row.
 *
 * @param time - Milliseconds since 1970.
 *
 * @example
 * formatAge(Date.now() - 90_000) // '1 min. ago'
 */
export function formatAge(time: number, width: Width = 'narrow'): string {
  const age = Math.max(0, serverNow() - time);
  const [unit, length] = AGES.find((step) => age >= step[1]) ?? ['second', SECOND];
  const options = { numeric: 'auto', style: width } as const;
  return kept(Intl.RelativeTimeFormat, options).format(-Math.floor(age / length), unit);
}

/** A number that changes when ages ("2 min ago") are to be written anew. */
export function ageStep(): number {
  return Math.floor(Date.now() / AGE_INTERVAL);
}

/** A moment as date and time. */
export function formatMoment(time: number): string {
  return kept(Intl.DateTimeFormat, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/**
 * A day of the week and of the month.
 *
 * @example
 * formatDay(Date.UTC(2026, 10, 22)) // 'Sun 22'
 */
export function formatDay(time: number): string {
  return kept(Intl.DateTimeFormat, { weekday: 'short', day: 'numeric' }).format(time);
}

/**
 * A share as percents.
 *
 * @example
 * formatShare(0.874) // '87%'
 */
export function formatShare(share: number): string {
  // 99.96 % must not read as 100 %: something was missed.
  const floored = Math.floor(share * 1000) / 1000;
  return kept(Intl.NumberFormat, {
    style: 'percent',
    maximumFractionDigits: floored > 0.99 && floored < 1 ? 1 : 0,
  }).format(floored);
}

/** Characters of a name where it is one of several words: in a menu, on a button, on a tab. */
const MOST_OF_NAME = 60;

/** A name that is not longer than such a place has room for. */
export function shortName(name: string): string {
  return shortened(name, MOST_OF_NAME);
}

/**
 * A text that is not longer than a number of characters.
 *
 * @example
 * shortened('loadPrices', 5) // 'load…'
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

function pair(ms: number, large: number, largeName: string, small: number, smallName: string, width: Width): string {
  const whole = Math.floor(ms / large);
  const rest = Math.floor((ms % large) / small);
  const head = unit(whole, largeName, width);
  return rest === 0 ? head : `${head} ${unit(rest, smallName, width)}`;
}

function unit(value: number, name: string, width: Width): string {
  return kept(Intl.NumberFormat, {
    style: 'unit',
    unit: name,
    unitDisplay: width,
    maximumFractionDigits: 1,
  }).format(value);
}

const formatters = new Map<string, unknown>();

/** A formatter of `Intl`: making one costs more than drawing the row that shows its text, so each is made once. */
function kept<Options, Formatter>(
  kind: new (language: string, options: Options) => Formatter,
  options: Options,
): Formatter {
  const key = `${language()} ${kind.name} ${JSON.stringify(options)}`;
  const formatter = formatters.get(key) ?? new kind(language(), options);
  formatters.set(key, formatter);
  return formatter as Formatter;
}

function language(): string {
  return document.documentElement.lang || 'en';
}
