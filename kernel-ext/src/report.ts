import { inspect } from 'node:util';
import { formatBytes, table } from './format';
import { escapeHtml } from './html';
import { shownInCell } from './notebook';
import type { FunctionInfo, StoreStats } from './store/types';

const COLUMNS = ['function', 'entries', 'size', 'hits', 'misses', 'time saved', 'last used'] as const;

/** What a memory holds, as `memory.report()` shows it: a table, as text or as HTML in a notebook. */
export class Report {
  constructor(
    readonly functions: readonly FunctionInfo[],
    readonly totals: StoreStats,
  ) {}

  toString(): string {
    const titles = COLUMNS.map((title, column) => (column === 0 ? title : ` ${title}`));
    return table(titles, [...this.rows(), this.totalRow()]);
  }

  toHtml(): string {
    const cells = (row: readonly string[], tag: string) =>
      row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('');
    const body = this.rows().map((row) => `<tr>${cells(row, 'td')}</tr>`);
    return (
      `<table class="tslab-memory-report"><thead><tr>${cells(COLUMNS, 'th')}</tr></thead>` +
      `<tbody>${body.join('')}</tbody><tfoot><tr>${cells(this.totalRow(), 'th')}</tr></tfoot></table>`
    );
  }

  [inspect.custom](): string {
    return shownInCell(this.toString(), () => this.toHtml());
  }

  private rows(): string[][] {
    return this.functions.map((info) => [
      info.name,
      info.expired > 0 ? `${info.entries} (${info.expired} expired)` : String(info.entries),
      formatBytes(info.bytes),
      String(info.hits),
      String(info.misses),
      formatDuration(info.timeSavedMs),
      info.lastUsed === null ? 'never' : new Date(info.lastUsed).toISOString().slice(0, 16).replace('T', ' '),
    ]);
  }

  private totalRow(): string[] {
    const { entries, bytes, hits, misses, timeSavedMs } = this.totals;
    return [
      'total',
      String(entries),
      formatBytes(bytes),
      String(hits),
      String(misses),
      formatDuration(timeSavedMs),
      '',
    ];
  }
}

/** @example formatDuration(192_000) // '3 min 12 s' */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
