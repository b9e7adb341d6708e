import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { digestValue } from '../../../src/keys/canonical';

const digest = (value: unknown): string => digestValue(value).toString('hex');

function expectAllDifferent(values: readonly unknown[]): void {
  expect(new Set(values.map(digest)).size).toBe(values.length);
}

describe('an Arrow table', () => {
  const make = (last = 3, name = 'a'): arrow.Table =>
    arrow.tableFromArrays({ [name]: Float64Array.of(1, 2, last), text: ['x', 'y', null] });

  it('counts by its columns, their names and types', () => {
    expect(digest(make())).toBe(digest(make()));
    expectAllDifferent([
      make(),
      make(4),
      make(3, 'b'),
      arrow.tableFromArrays({ a: Float64Array.of(1, 2, 3) }),
      arrow.tableFromArrays({ a: Float32Array.of(1, 2, 3) }),
      arrow.tableFromArrays({ a: Float64Array.of() }),
    ]);
  });

  it('does not count by how it came about', () => {
    const used = make();
    expect(used.get(0)?.toJSON()).toEqual({ a: 1, text: 'x' });
    expect([...used.getChild('text')!]).toEqual(['x', 'y', null]);
    expect(digest(used)).toBe(digest(make()));
    expect(digest(arrow.tableFromIPC(arrow.tableToIPC(make())))).toBe(digest(make()));
    const part = (value: number): arrow.Table => arrow.tableFromArrays({ a: Int32Array.of(value) });
    expect(digest(part(1).concat(part(2)))).toBe(digest(arrow.tableFromArrays({ a: Int32Array.of(1, 2) })));
    expect(digest(arrow.tableFromArrays({ a: Int32Array.of(1, 2, 3) }).slice(1))).toBe(
      digest(arrow.tableFromArrays({ a: Int32Array.of(2, 3) })),
    );
  });

  it('with nested columns counts by what is inside', () => {
    const nested = (value: number): arrow.Table => arrow.tableFromJSON([{ s: { list: [1, value] } }]);
    expect(digest(nested(2))).toBe(digest(nested(2)));
    expectAllDifferent([nested(2), nested(3)]);
  });

  it('has vectors, batches, rows and a schema that count by content too', () => {
    const missing = arrow.vectorFromArray([1, null, 3]);
    expect(digest(missing)).toBe(digest(arrow.vectorFromArray([1, null, 3])));
    expectAllDifferent([missing, arrow.vectorFromArray([1, 0, 3]), arrow.vectorFromArray([1, null, 4])]);
    expectAllDifferent([arrow.vectorFromArray([true, false]), arrow.vectorFromArray([true, true])]);
    expect(digest(make().batches[0])).toBe(digest(make().batches[0]));
    expectAllDifferent([make().batches[0], make(4).batches[0]]);
    expectAllDifferent([make().get(0), make().get(1)]);
    expect(digest(make().schema)).toBe(digest(make().schema));
    expectAllDifferent([make().schema, make(3, 'b').schema]);
  });
});

describe('a tensor', () => {
  let made = 0;
  /** As the tensors of TensorFlow.js: an id of this process, and data behind a handle. */
  class Tensor {
    readonly id = made++;
    readonly dataId = {};
    readonly isDisposedInternal = false;
    constructor(
      private readonly data: () => unknown,
      readonly shape: number[],
      readonly dtype = 'float32',
    ) {}
    dataSync(): unknown {
      return this.data();
    }
  }
  const of = (values: number[], shape = [values.length]): Tensor => new Tensor(() => Float32Array.from(values), shape);

  it('counts by its data, shape and type, and not by its number', () => {
    expect(digest(of([1, 2]))).toBe(digest(of([1, 2])));
    expectAllDifferent([
      of([1, 2]),
      of([1, 3]),
      of([1, 2], [2, 1]),
      new Tensor(() => Float32Array.of(1, 2), [2], 'int32'),
    ]);
  });

  it('that was disposed is refused', () => {
    const disposed = new Tensor(() => {
      throw new Error('Tensor is disposed.');
    }, [1]);
    expect(() => digest({ x: disposed })).toThrow(/`value\.x` cannot be read \(Tensor is disposed\.\)/);
  });
});

describe('a Polars data frame', () => {
  /** As nodejs-polars makes them: proxies of plain objects around native ones, which list their columns as keys. */
  function frame(columns: Record<string, number[]>): object {
    class JsDataFrame {}
    const target = {
      _df: new JsDataFrame(),
      rechunk: () => target,
      writeIPC: () => Buffer.from(JSON.stringify(columns)),
    };
    const properties = { configurable: true, enumerable: true };
    return new Proxy(target, { ownKeys: () => Object.keys(columns), getOwnPropertyDescriptor: () => properties });
  }

  function series(name: string, values: number[]): object {
    class JsSeries {}
    return new Proxy({ _s: new JsSeries(), toFrame: () => frame({ [name]: values }) }, {});
  }

  it('counts by what it writes', () => {
    expect(digest(frame({ a: [1] }))).toBe(digest(frame({ a: [1] })));
    expectAllDifferent([frame({ a: [1] }), frame({ a: [2] }), frame({ b: [1] }), frame({}), {}]);
  });

  it('has series that count the same way', () => {
    expect(digest(series('a', [1]))).toBe(digest(series('a', [1])));
    expectAllDifferent([series('a', [1]), series('a', [2]), series('b', [1]), frame({ a: [1] })]);
  });
});

describe('frames of plain JavaScript', () => {
  it('of Arquero count by the rows that they show', () => {
    class ColumnTable {
      cache: unknown;
      constructor(
        private readonly columns: Record<string, ArrayLike<number>>,
        private readonly order: number[] | undefined = undefined,
        private readonly grouping: string[] = [],
      ) {}
      columnNames = (): string[] => Object.keys(this.columns);
      column = (name: string): unknown => this.columns[name];
      isFiltered = (): boolean => false;
      isOrdered = (): boolean => this.order !== undefined;
      isGrouped = (): boolean => this.grouping.length > 0;
      groups = (): { names: string[] } => ({ names: this.grouping });
      array = (name: string, type: ArrayConstructor): unknown =>
        type.from(this.order!, (row) => this.columns[name]![row]);
    }
    const plain = new ColumnTable({ a: [2, 1] });
    const used = Object.assign(new ColumnTable({ a: [2, 1] }), { cache: 'something' });
    expect(digest(used)).toBe(digest(plain));
    expect(digest(new ColumnTable({ a: [1, 2] }, [1, 0]))).toBe(digest(plain));
    expect(digest(new ColumnTable({ a: Float64Array.of(1, 2) }, [1, 0]))).toBe(
      digest(new ColumnTable({ a: Float64Array.of(2, 1) })),
    );
    expectAllDifferent([
      plain,
      new ColumnTable({ a: [1, 2] }),
      new ColumnTable({ b: [2, 1] }),
      new ColumnTable({ a: [2, 1] }, undefined, ['a']),
    ]);
  });

  it('of Danfo count by data, names, types and index', () => {
    class DataFrame {
      $isSeries = false;
      $index = [0, 1];
      $dtypes = ['int32'];
      constructor(
        readonly $data: number[][],
        readonly $columns: string[],
        readonly config: unknown,
      ) {}
    }
    expect(digest(new DataFrame([[1], [2]], ['a'], 1))).toBe(digest(new DataFrame([[1], [2]], ['a'], 2)));
    expectAllDifferent([
      new DataFrame([[1], [2]], ['a'], 1),
      new DataFrame([[1], [3]], ['a'], 1),
      new DataFrame([[1], [2]], ['b'], 1),
    ]);
  });
});
