// The little of each library that the tests call: the packages are installed apart, where the compiler does not look.
type Any = any;

export declare const arrow: {
  tableFromArrays(columns: Record<string, ArrayLike<unknown>>): ArrowTable;
  tableToIPC(table: ArrowTable): Uint8Array;
  vectorFromArray(elements: unknown[]): Iterable<unknown> & { type: unknown };
  Table: Any;
  Vector: Any;
};
interface ArrowTable {
  batches: unknown[];
  schema: unknown;
  concat(other: ArrowTable): ArrowTable;
}
export declare const polars: Any;
export declare const arquero: Any;
export declare const d3: {
  group<Row, A, B>(rows: Row[], a: (row: Row) => A, b: (row: Row) => B): Map<A, Map<B, Row[]>>;
  InternMap: new (entries?: unknown[][], key?: (key: unknown) => unknown) => Map<unknown, unknown>;
  InternSet: new (values: unknown[]) => Set<unknown>;
};
export declare const danfo: Any;
export declare const tensorflow: Any;
