import { types } from 'node:util';
import { dataFrameType, describePolars } from '../canonical/data-frames';

const MAX_NAMES = 6;

interface Named {
  readonly name: string;
}

/** Text for an object of one type. */
type Summary = (object: never) => string;

const summaries: Readonly<Record<string, Summary>> = {
  'arrow.Table': arrow('Table'),
  'arrow.RecordBatch': arrow('RecordBatch'),
  'arrow.Vector': ({ length, type }: { length: number; type: unknown }) => `Vector(${length} ${String(type)})`,
  'arquero.Table': (table: { numRows(): number; columnNames(): string[] }) =>
    rows('Table', table.numRows(), table.columnNames()),
  'danfo.Frame': ({ $index, $columns }: { $index: unknown[]; $columns: string[] }) =>
    rows('DataFrame', $index.length, $columns),
  'tensorflow.Tensor': ({ shape, dtype }: { shape: number[]; dtype: string }) =>
    `Tensor(${[...shape, dtype].join(' ')})`,
  'polars.DataFrame': ({ height, columns }: { height: number; columns: string[] }) =>
    rows('DataFrame', height, columns),
  'polars.Series': ({ name, length }: { name: string; length: number }) => rows('Series', length, [name]),
};

/** A data frame by its size and the names of its columns; undefined for other objects, and when it cannot be asked. */
export function previewDataFrame(object: object): string | undefined {
  try {
    const type = types.isProxy(object) ? describePolars(object) : dataFrameType(object);
    return type && summaries[type.name]?.(object as never);
  } catch {
    return undefined;
  }
}

function arrow(kind: string): Summary {
  return ({ numRows, schema }: { numRows: number; schema: { fields: Named[] } }) =>
    rows(
      kind,
      numRows,
      schema.fields.map(({ name }) => name),
    );
}

function rows(kind: string, count: number, names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).join(', ') + (names.length > MAX_NAMES ? ', …' : '');
  return `${kind}(${count} ${count === 1 ? 'row' : 'rows'}${shown && `: ${shown}`})`;
}
