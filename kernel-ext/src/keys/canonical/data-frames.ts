import { types } from 'node:util';
import type { DescribedType } from './described';

/** A type of a data library, told by its members, so that no such library is a dependency. */
interface FrameType extends DescribedType {
  readonly members: readonly string[];
}

interface ArrowField {
  readonly name: string;
  readonly type: unknown;
  readonly nullable: boolean;
  readonly metadata: Map<string, string>;
}

interface ArrowTable {
  readonly schema: { readonly fields: readonly ArrowField[]; readonly metadata: Map<string, string> };
  readonly numRows: number;
  getChildAt(index: number): unknown;
}

interface ArrowVector extends Iterable<unknown> {
  readonly type: unknown;
  readonly length: number;
  readonly nullCount: number;
  toArray(): unknown;
}

interface ArqueroTable {
  columnNames(): string[];
  column(name: string): unknown;
  isFiltered(): boolean;
  isOrdered(): boolean;
  isGrouped(): boolean;
  array(name: string, constructor: Function): unknown;
  groups(): { names: string[] };
}

interface Tensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  dataSync(): unknown;
}

interface DanfoFrame {
  readonly $data: unknown;
  readonly $columns: unknown;
  readonly $dtypes: unknown;
  readonly $index: unknown;
  readonly $isSeries: unknown;
}

/** Each is described by what it shows: not by its caches, chunks, handles, or numbers that are others in each process. */
const frameTypes: readonly FrameType[] = [
  {
    name: 'arrow.Table',
    members: ['schema', 'batches', 'numRows', 'getChildAt'],
    describe: (table: ArrowTable) => [table.numRows, describeSchema(table), columnsOf(table)],
  },
  {
    name: 'arrow.RecordBatch',
    members: ['schema', 'data', 'numRows', 'getChildAt'],
    describe: (batch: ArrowTable) => [batch.numRows, describeSchema(batch), columnsOf(batch)],
  },
  {
    name: 'arrow.Schema',
    members: ['fields', 'metadata', 'dictionaries', 'metadataVersion'],
    // Dictionaries are numbered anew in each process.
    describe: (schema: ArrowTable['schema']) => describeSchema({ schema }),
  },
  {
    name: 'arrow.Vector',
    members: ['type', 'data', 'stride', 'nullCount', 'isValid', 'toArray'],
    // What is stored in the place of a missing value is not content, so such a vector is read value by value.
    describe: (vector: ArrowVector) => [String(vector.type), vector.nullCount > 0 ? [...vector] : vector.toArray()],
  },
  {
    name: 'arquero.Table',
    members: ['columnNames', 'column', 'isFiltered', 'isOrdered', 'isGrouped', 'array', 'groups'],
    describe: (table: ArqueroTable) => [
      table.columnNames().map((name) => [name, arqueroColumn(table, name)]),
      table.isGrouped() ? table.groups().names : [],
    ],
  },
  {
    name: 'tensorflow.Tensor',
    members: ['dataId', 'dtype', 'shape', 'dataSync', 'isDisposedInternal'],
    describe: (tensor: Tensor) => [tensor.constructor.name, tensor.shape, tensor.dtype, tensor.dataSync()],
  },
  {
    name: 'danfo.Frame',
    members: ['$data', '$columns', '$dtypes', '$index', '$isSeries'],
    describe: ({ $isSeries, $columns, $dtypes, $index, $data }: DanfoFrame) => [
      $isSeries,
      $columns,
      $dtypes,
      $index,
      $data,
    ],
  },
];

/** The type of an instance of a data library; undefined for every other instance. */
export function dataFrameType(object: object): DescribedType | undefined {
  if (types.isProxy(object)) return undefined;
  return frameTypes.find(({ members }) => members.every((member) => member in object));
}

interface PolarsFrame {
  readonly _df?: object;
  rechunk(): { writeIPC(): Buffer };
}

interface PolarsSeries {
  readonly _s?: object;
  toFrame(): PolarsFrame;
}

/** Content of a Polars data frame or series, which are proxies of plain objects around a native one; else undefined. */
export function describePolars(object: object): DescribedType | undefined {
  try {
    // Asked of every plain object: to read two members that it does not have is ten times as fast as asking for a proxy.
    if ((object as PolarsFrame)._df === undefined && (object as PolarsSeries)._s === undefined) return undefined;
    if (!types.isProxy(object)) return undefined;
    if (isNamed((object as PolarsFrame)._df, 'JsDataFrame')) return polarsFrame;
    return isNamed((object as PolarsSeries)._s, 'JsSeries') ? polarsSeries : undefined;
  } catch {
    // A proxy may refuse members that it does not know, and is no data frame then.
    return undefined;
  }
}

const polarsFrame: DescribedType = {
  name: 'polars.DataFrame',
  describe: (frame: PolarsFrame) => frame.rechunk().writeIPC(),
};
const polarsSeries: DescribedType = {
  name: 'polars.Series',
  describe: (series: PolarsSeries) => series.toFrame().rechunk().writeIPC(),
};

function isNamed(object: object | undefined, name: string): boolean {
  return typeof object === 'object' && object !== null && object.constructor?.name === name;
}

function describeSchema({ schema }: Pick<ArrowTable, 'schema'>): unknown {
  const fields = schema.fields.map(({ name, type, nullable, metadata }) => [name, String(type), nullable, metadata]);
  return [fields, schema.metadata];
}

function columnsOf(table: ArrowTable): unknown[] {
  return table.schema.fields.map((_, at) => table.getChildAt(at));
}

/** As the table shows it: the rows that its filter leaves, in its order. */
function arqueroColumn(table: ArqueroTable, name: string): unknown {
  const column = table.column(name);
  const isPlain = Array.isArray(column) || ArrayBuffer.isView(column);
  if (isPlain && !table.isFiltered() && !table.isOrdered()) return column;
  return table.array(name, ArrayBuffer.isView(column) ? column.constructor : Array);
}
