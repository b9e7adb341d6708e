/** Difference up to which two clocks count as the same, in ms: an answer takes a while to arrive. */
const TOLERANCE = 30_000;

let ahead = 0;

/**
 * Now, by the clock of the server, which is that of the kernels beside it: what they have stored is so old, wherever the
 * browser is. Milliseconds since 1970.
 */
export function serverNow(): number {
  return Date.now() + ahead;
}

/**
 * Compares the clock of the server with that of the browser.
 *
 * @param date - The `Date` header of an answer that has just come in; without one nothing changes.
 */
export function noteServerTime(date: string | null): void {
  const difference = date === null ? NaN : Date.parse(date) - Date.now();
  if (!Number.isNaN(difference)) {
    ahead = Math.abs(difference) > TOLERANCE ? difference : 0;
  }
}
