/** Records that share their fields, as a table. */
export interface ITable {
  columns: string[];
  rows: readonly Record<string, unknown>[];
}

/** Records that decide whether a list is a table. */
const LOOKED_AT = 50;

/** Columns a table shows at most; what is wider is read better as a tree. */
const MAX_COLUMNS = 1000;

/**
 * A list of plain records as a table, or null when it is not one: fewer than two, not plain, or with little in common.
 */
export function asTable(value: unknown): ITable | null {
  if (!Array.isArray(value) || value.length < 2) {
    return null;
  }
  const sample = value.slice(0, LOOKED_AT) as unknown[];
  if (!sample.every(isRecord)) {
    return null;
  }
  const columns = [...new Set(sample.flatMap((record) => Object.keys(record)))];
  const filled = sample.reduce((sum, record) => sum + Object.keys(record).length, 0);
  const isDense = filled >= columns.length * sample.length * 0.5;
  return columns.length > 0 && columns.length <= MAX_COLUMNS && isDense
    ? { columns, rows: value as Record<string, unknown>[] }
    : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
