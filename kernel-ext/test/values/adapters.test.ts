import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UnreadableValueError, UnstorableValueError } from '../../src/errors';
import { ValueCodec } from '../../src/values';
import { decodePayload } from '../../src/values/codec';

const frames = join(import.meta.dirname, 'frames');
const load = createRequire(join(frames, 'notebook.js'));
const codec = new ValueCodec();
const again = <T>(value: T): T => codec.decode(codec.encode(value)) as T;
const before = process.cwd();
const { warn } = console;

beforeAll(() => {
  const { dependencies } = load('./package.json') as { dependencies: object };
  if (!Object.keys(dependencies).every((name) => existsSync(join(frames, 'node_modules', name)))) {
    const install = ['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'];
    execFileSync('npm', install, { cwd: frames, stdio: 'ignore', shell: process.platform === 'win32' });
  }
  process.chdir(frames);
  // TensorFlow.js tells of each of its kernels twice.
  console.warn = () => undefined;
}, 600_000);
afterAll(() => {
  process.chdir(before);
  console.warn = warn;
});

describe('Apache Arrow', () => {
  const arrow = () => load('apache-arrow') as typeof import('./frames/types').arrow;

  test('tables come back with schema, nulls and batches', () => {
    const { tableFromArrays, tableToIPC, Table } = arrow();
    const part = tableFromArrays({
      id: Int32Array.from([1, 2, 3]),
      name: ['a', null, 'ü'],
      big: BigInt64Array.from([1n, -2n, 3n]),
    });
    const table = part.concat(part);
    const copy = again({ table, same: table }) as { table: typeof table; same: typeof table };
    expect(copy.table).toBeInstanceOf(Table);
    expect(copy.same).toBe(copy.table);
    expect(copy.table.batches.length).toBe(table.batches.length);
    expect(String(copy.table.schema)).toBe(String(table.schema));
    expect(Buffer.from(tableToIPC(copy.table))).toEqual(Buffer.from(tableToIPC(table)));
  });

  test('vectors come back', () => {
    const { vectorFromArray, Vector } = arrow();
    const vector = vectorFromArray([1.5, null, -0]);
    const copy = again(vector);
    expect(copy).toBeInstanceOf(Vector);
    expect([...copy]).toEqual([1.5, null, -0]);
    expect(String(copy.type)).toBe(String(vector.type));
  });

  test('a property of its own is not lost silently', () => {
    const table = Object.assign(arrow().tableFromArrays({ a: Int32Array.of(1) }), { note: 1 });
    expect(() => codec.encode([table])).toThrow(
      /`result\[0\]` could not be encoded: it has a property of its own, note/,
    );
  });
});

describe('nodejs-polars', () => {
  const polars = () => load('nodejs-polars') as typeof import('./frames/types').polars;

  test('frames come back with types and nulls', () => {
    const pl = polars();
    const frame = pl.DataFrame({
      n: [1, 2, null],
      text: ['a', null, 'ü'],
      flag: [true, false, null],
      when: [new Date(0), new Date(1e12), null],
      list: [[1, 2], [], null],
    });
    const copy = again({ frame }).frame;
    expect(pl.DataFrame.isDataFrame(copy)).toBe(true);
    expect(copy.schema).toEqual(frame.schema);
    expect(copy.frameEqual(frame)).toBe(true);
  });

  test('series come back with name and type', () => {
    const pl = polars();
    const series = pl.Series('values', [1, 2, null], pl.Int16);
    const copy = again([series])[0]!;
    expect(pl.Series.isSeries(copy)).toBe(true);
    expect([copy.name, String(copy.dtype), copy.toArray()]).toEqual(['values', String(series.dtype), [1, 2, null]]);
  });

  test('lazy frames are refused', () => {
    expect(() =>
      codec.encode(
        polars()
          .DataFrame({ a: [1] })
          .lazy(),
      ),
    ).toThrow(UnstorableValueError);
  });
});

describe('arquero', () => {
  const arquero = () => load('arquero') as typeof import('./frames/types').arquero;

  test('tables come back with their columns in order', () => {
    const table = arquero().table({
      b: [1, null, -0],
      a: Float32Array.from([1, 2, 3]),
      c: [new Date(0), 'x', { y: 1 }],
    });
    const copy = again(table);
    expect(Object.getPrototypeOf(copy)).toBe(Object.getPrototypeOf(table));
    expect(copy.columnNames()).toEqual(['b', 'a', 'c']);
    expect(copy.objects()).toEqual(table.objects());
    expect(copy.getter('a')).toBeDefined();
    expect(copy.column('a')).toBeInstanceOf(Float32Array);
  });

  test('filtered, grouped and ordered tables are refused with the way out', () => {
    const table = arquero().table({ a: [1, 2, 3] });
    for (const derived of [table.filter('d => d.a > 1'), table.groupby('a'), table.orderby('a')]) {
      expect(() => codec.encode(derived)).toThrow(/reify/);
      expect(again(derived.reify().ungroup().unorder()).objects()).toBeDefined();
    }
  });
});

describe('D3', () => {
  const d3 = () => load('d3-array') as typeof import('./frames/types').d3;

  test('groups come back as the Maps that tell keys apart by value', () => {
    const rows = [
      { day: new Date(1), kind: 'a', n: 1 },
      { day: new Date(1), kind: 'b', n: 2 },
      { day: new Date(2), kind: 'a', n: 3 },
    ];
    const groups = d3().group(
      rows,
      (row) => row.day,
      (row) => row.kind,
    );
    const copy = again({ groups, same: groups });
    expect(copy.groups).toBeInstanceOf(d3().InternMap);
    expect(copy.same).toBe(copy.groups);
    expect([...copy.groups.keys()]).toEqual([new Date(1), new Date(2)]);
    expect(copy.groups.get(new Date(1))).toBeInstanceOf(d3().InternMap);
    expect(copy.groups.get(new Date(1))?.get('b')).toEqual([rows[1]]);
    const days = again(new (d3().InternSet)([new Date(1), new Date(1), new Date(2)]));
    expect([days.size, days.has(new Date(2))]).toEqual([2, true]);
  });

  test('those with a function for keys, or with properties of their own, are refused', () => {
    const byLength = new (d3().InternMap)([['a', 1]], (key: unknown) => String(key).length);
    expect(() => codec.encode(byLength)).toThrow(/plain Map/);
    expect(() => codec.encode(Object.assign(new (d3().InternMap)(), { note: 1 }))).toThrow(/note/);
  });
});

describe('danfo', () => {
  const danfo = () => load('danfojs-node') as typeof import('./frames/types').danfo;

  test('frames and series come back with index, columns and types', () => {
    const { DataFrame, Series } = danfo();
    const frame = new DataFrame({ a: [1, 2.5, NaN], b: ['x', 'y', 'z'] }, { index: ['r', 's', 't'] });
    const series = new Series([1, 2, 3], { index: [7, 8, 9] });
    const [frameCopy, seriesCopy] = again([frame, series] as const);
    expect(frameCopy).toBeInstanceOf(DataFrame);
    expect(seriesCopy).toBeInstanceOf(Series);
    for (const [copy, original] of [
      [frameCopy, frame],
      [seriesCopy, series],
    ] as const) {
      expect([copy.values, copy.index, copy.columns, copy.dtypes, copy.shape]).toEqual([
        original.values,
        original.index,
        original.columns,
        original.dtypes,
        original.shape,
      ]);
    }
  });
});

describe('TensorFlow.js', () => {
  const tensorflow = () => load('@tensorflow/tfjs') as typeof import('./frames/types').tensorflow;

  test('tensors come back with shape, type and elements', () => {
    const tf = tensorflow();
    const tensors = [
      tf.tensor2d([
        [1, 2.5],
        [3, -4],
      ]),
      tf.scalar(7, 'int32'),
      tf.tensor1d([true, false], 'bool'),
      tf.tensor(['a', 'ü'], [2, 1], 'string'),
      tf.zeros([100, 300]),
    ];
    for (const [index, copy] of again(tensors).entries()) {
      expect(copy).toBeInstanceOf(tf.Tensor);
      expect([copy.shape, copy.dtype, [...copy.dataSync()]]).toEqual([
        tensors[index]!.shape,
        tensors[index]!.dtype,
        [...tensors[index]!.dataSync()],
      ]);
    }
  });

  test('disposed, complex and variable tensors are refused', () => {
    const tf = tensorflow();
    const disposed = tf.scalar(1);
    disposed.dispose();
    for (const tensor of [disposed, tf.complex([1], [2]), tf.variable(tf.scalar(1))]) {
      expect(() => codec.encode({ tensor })).toThrow(/result\.tensor/);
    }
  });
});

describe('without the library', () => {
  test('reading says which package is missing, and a preview shows what there is', () => {
    const { tableFromArrays } = load('apache-arrow') as typeof import('./frames/types').arrow;
    const encoded = codec.encode({ table: tableFromArrays({ a: Int32Array.of(1) }) });
    process.chdir('/');
    try {
      expect(() => codec.decode(encoded)).toThrow(UnreadableValueError);
      expect(() => codec.decode(encoded)).toThrow(/apache-arrow/);
    } finally {
      process.chdir(frames);
    }
    const preview = decodePayload(encoded.head, { placeholders: true }) as { table: { data: Uint8Array } };
    expect(Object.prototype.toString.call(preview.table)).toBe('[object apache-arrow:table]');
  });
});
