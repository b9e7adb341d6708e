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
export declare const danfo: Any;
export declare const tensorflow: Any;
