import { DataType, RecordBatchReader } from 'apache-arrow';
import type { RecordBatch } from 'apache-arrow';

import type { ITable } from './table';

/** What the file form of Arrow IPC begins with, padded to eight bytes, and ends with; between is a stream and its index. */
const FILE_MARK = 'ARROW1';
const FILE_MARK_BYTES = 8;

/**
 * The first rows of a table in Arrow IPC, stream or file. Of a table whose end is missing it gives the rows that are
 * there.
 *
 * @param bytes - The IPC bytes.
 * @param limit - Rows at most.
 * @throws Error when not even the schema can be read.
 */
export function readArrow(bytes: Uint8Array, limit: number): ITable {
  const isCutFile = hasMark(bytes, 0) && !hasMark(bytes, bytes.length - FILE_MARK.length);
  const reader = RecordBatchReader.from(isCutFile ? bytes.subarray(FILE_MARK_BYTES) : bytes).open();
  const columns = reader.schema.fields.map(({ name }) => name);
  const rows: Record<string, unknown>[] = [];
  try {
    for (const batch of reader) {
      for (let row = 0; row < batch.numRows && rows.length < limit; row++) {
        rows.push(recordAt(batch, row));
      }
      if (rows.length >= limit) {
        break;
      }
    }
  } catch (reason) {
    // A batch that is cut off: those before it are whole.
    if (rows.length === 0) {
      throw reason;
    }
  }
  return { columns, rows };
}

function hasMark(bytes: Uint8Array, at: number): boolean {
  return new TextDecoder().decode(bytes.subarray(at, at + FILE_MARK.length)) === FILE_MARK;
}

function recordAt(batch: RecordBatch, row: number): Record<string, unknown> {
  const cells = batch.schema.fields.map(({ name, type }, column): [string, unknown] => {
    const value: unknown = batch.getChildAt(column)?.get(row);
    const isMoment = DataType.isTimestamp(type) || DataType.isDate(type);
    return [name, isMoment && typeof value === 'number' ? new Date(value) : plain(value)];
  });
  return Object.fromEntries(cells);
}

/** Lists and structs of Arrow as plain values. */
function plain(value: unknown): unknown {
  const toJSON = (value as { toJSON?: unknown } | null | undefined)?.toJSON;
  return typeof value === 'object' && !(value instanceof Date) && typeof toJSON === 'function'
    ? (toJSON.call(value) as unknown)
    : value;
}
