const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const SPANS = [
  ['y', 365 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** A size for people: `1.5 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** A span of milliseconds for people: `3.2 s`, `2 h`. */
export function formatSpan(ms: number): string {
  const span = SPANS.find(([, length]) => ms >= length);
  if (!span) return `${Math.round(ms)} ms`;
  const value = ms / span[1];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${span[0]}`;
}

/** How long ago a moment was, for people: `5 min ago`, `never`. */
export function formatAgo(moment: number | null, now = Date.now()): string {
  if (moment === null) return 'never';
  return now - moment < 1000 ? 'just now' : `${formatSpan(now - moment)} ago`;
}

/** `1 entry`, `2 entries`. */
export function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Rows below their titles, in columns as wide as their widest cell. Columns whose title begins with a space end flush right. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = titles.map((title, column) => Math.max(title.trim().length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        titles[column]!.startsWith(' ') ? cell.padStart(width[column]!) : cell.padEnd(width[column]!),
      )
      .join('  ')
      .trimEnd();
  return [titles.map((title) => title.trim()), ...rows].map(line).join('\n');
}
