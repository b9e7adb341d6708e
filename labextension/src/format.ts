import { Time } from '@jupyterlab/coreutils';
import { formatFileSize } from '@jupyterlab/filebrowser';

type Width = 'narrow' | 'long';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

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
  return numberFormat({
    notation: count < 10_000 ? 'standard' : 'compact',
    maximumFractionDigits: 1,
  }).format(count);
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
 * How long ago something was. A time ahead of the browser's clock is now: the server's clock may be a little ahead.
 *
 * @param time - Milliseconds since 1970.
 */
export function formatAge(time: number, width: Width = 'narrow'): string {
  return Time.formatHuman(new Date(Math.min(time, Date.now())), width);
}

/** A number that changes when ages ("2 min ago") are to be written anew. */
export function ageStep(): number {
  return Math.floor(Date.now() / AGE_INTERVAL);
}

/** A moment as date and time. */
export function formatMoment(time: number): string {
  return Time.format(new Date(time));
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
  return numberFormat({
    style: 'percent',
    maximumFractionDigits: floored > 0.99 && floored < 1 ? 1 : 0,
  }).format(floored);
}

function pair(ms: number, large: number, largeName: string, small: number, smallName: string, width: Width): string {
  const whole = Math.floor(ms / large);
  const rest = Math.floor((ms % large) / small);
  const head = unit(whole, largeName, width);
  return rest === 0 ? head : `${head} ${unit(rest, smallName, width)}`;
}

function unit(value: number, name: string, width: Width): string {
  return numberFormat({
    style: 'unit',
    unit: name,
    unitDisplay: width,
    maximumFractionDigits: 1,
  }).format(value);
}

const formats = new Map<string, Intl.NumberFormat>();

/** Making one costs more than drawing the row that shows its text, so they are kept. */
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language()} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(language(), options);
  formats.set(key, format);
  return format;
}

function language(): string {
  return document.documentElement.lang || 'en';
}
