import type { ValueAdapter } from './adapter';
import { classNameOf, expectKeys, isInstanceOf, userModule } from './user-module';

const PACKAGE = 'arquero';
const KEYS = ['_names', '_data', '_total', '_nrows', '_mask', '_group', '_order', '_params', '_index', '_partitions'];

interface ColumnTable {
  readonly _names: readonly string[];
  readonly _data: Readonly<Record<string, ArrayLike<unknown>>>;
  readonly _mask: unknown;
  readonly _group: unknown;
  readonly _order: unknown;
  readonly _params: unknown;
}

interface Arquero {
  table(columns: [string, ArrayLike<unknown>][], names: readonly string[]): ColumnTable;
}

/** Tables of arquero, by their columns. */
const table: ValueAdapter = {
  name: `${PACKAGE}:table`,
  recognises: (value) =>
    classNameOf(value) === 'ColumnTable' && isInstanceOf(value, userModule(PACKAGE), 'ColumnTable'),
  encode(value) {
    const { _names: names, _data: data, _mask, _group, _order, _params } = value as ColumnTable;
    expectKeys(value, KEYS);
    // Filters are bit sets of a private class, groups and orders hold functions.
    if (_mask ?? _group ?? _order)
      throw new Error('the table is filtered, grouped or ordered: return table.reify() instead');
    if (_params) throw new Error('the table has parameters: return table.reify() without them instead');
    const columns = names.map((name) => data[name]!);
    if (!columns.every((column) => Array.isArray(column) || ArrayBuffer.isView(column))) {
      throw new Error('it has columns that are not arrays: return the Arrow table instead');
    }
    return { names: [...names], columns };
  },
  decode(data) {
    const library = userModule(PACKAGE) as unknown as Arquero | undefined;
    const { names, columns } = data as { names: string[]; columns: ArrayLike<unknown>[] };
    return library?.table(
      names.map((name, index) => [name, columns[index]!]),
      names,
    );
  },
};

/** What arquero makes. */
export const arqueroAdapters: readonly ValueAdapter[] = [table];
