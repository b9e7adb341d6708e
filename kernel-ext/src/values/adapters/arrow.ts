import type { ValueAdapter } from './adapter';
import { classNameOf, expectKeys, isInstanceOf, userModule } from './user-module';

const PACKAGE = 'apache-arrow';

interface Table {
  readonly numCols: number;
  getChildAt(index: number): object | null;
}

interface Arrow {
  tableToIPC(table: Table, type: 'stream'): Uint8Array;
  tableFromIPC(bytes: Uint8Array): Table;
  Table: new (columns: Record<string, object>) => Table;
}

const arrow = (): Arrow | undefined => userModule(PACKAGE) as unknown as Arrow | undefined;

const recognises = (className: string) => (value: object) =>
  classNameOf(value) === className && isInstanceOf(value, userModule(PACKAGE), className);

/** Tables of Apache Arrow, as an IPC stream. */
const table: ValueAdapter = {
  name: `${PACKAGE}:table`,
  recognises: recognises('Table'),
  encode(value) {
    expectKeys(value, ['schema', 'batches', '_offsets']);
    return arrow()!.tableToIPC(value as Table, 'stream');
  },
  decode: (data) => arrow()?.tableFromIPC(data as Uint8Array),
};

/** Vectors of Apache Arrow, as the only column of a table. */
const vector: ValueAdapter = {
  name: `${PACKAGE}:vector`,
  recognises: recognises('Vector'),
  encode(value) {
    const library = arrow()!;
    return library.tableToIPC(new library.Table({ vector: value }), 'stream');
  },
  decode: (data) =>
    arrow()
      ?.tableFromIPC(data as Uint8Array)
      .getChildAt(0),
};

/** What Apache Arrow makes. */
export const arrowAdapters: readonly ValueAdapter[] = [table, vector];
