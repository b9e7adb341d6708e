import * as arrow from 'apache-arrow';
import { decodePayload } from 'tslab-memory/dist/values/codec';
import { ValueCodec } from 'tslab-memory/dist/values/value-codec';

import { readArrow } from '../../src/entry/arrow';
import { arrowBytes } from '../../src/entry/frames';

const table = arrow.tableFromArrays({
  price: Float64Array.of(1.5, 2.5, 3.5),
  symbol: ['AAPL', 'MSFT', 'GOOG'],
  day: [0, 1, 2].map((day) => new Date(day * 86_400_000)),
});

describe('readArrow', () => {
  it.each(['stream', 'file'] as const)('reads the columns and rows of a %s', (form) => {
    const { columns, rows } = readArrow(arrow.tableToIPC(table, form), 10);
    expect(columns).toEqual(['price', 'symbol', 'day']);
    expect(rows).toHaveLength(3);
    expect(rows[1]).toEqual({ price: 2.5, symbol: 'MSFT', day: new Date(86_400_000) });
  });

  it('reads no more rows than asked for', () => {
    expect(readArrow(arrow.tableToIPC(table), 2).rows.map(({ symbol }) => symbol)).toEqual(['AAPL', 'MSFT']);
  });

  it('reads the batches that are there when the end is missing', () => {
    const many = new arrow.Table(Array.from({ length: 3 }, () => table.batches).flat());
    const bytes = arrow.tableToIPC(many, 'stream');
    expect(readArrow(bytes.subarray(0, bytes.length - 200), 100).rows).toHaveLength(6);
  });

  it('shows lists as plain ones', () => {
    const lists = new arrow.Table({ list: arrow.vectorFromArray([[1, 2], [3]]) });
    expect(readArrow(arrow.tableToIPC(lists), 10).rows).toEqual([{ list: [1, 2] }, { list: [3] }]);
  });

  it('refuses what is no Arrow table', () => {
    expect(() => readArrow(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 10)).toThrow();
  });
});

describe('arrowBytes', () => {
  class Frame {}
  const stored = (name: string, data: unknown): unknown => {
    const recognises = (value: object): boolean => value instanceof Frame;
    const codec = new ValueCodec({ adapters: [{ name, recognises, encode: () => data, decode: () => new Frame() }] });
    return decodePayload(Uint8Array.from(codec.encode(new Frame()).head), { placeholders: true });
  };
  const ipc = Uint8Array.of(1, 2, 3);

  it('are the data of tables of Arrow and polars', () => {
    expect(arrowBytes(stored('apache-arrow:table', ipc))).toEqual(ipc);
    expect(arrowBytes(stored('apache-arrow:vector', ipc))).toEqual(ipc);
    expect(arrowBytes(stored('nodejs-polars:frame', ipc))).toEqual(ipc);
    expect(arrowBytes(stored('nodejs-polars:series', { name: 'price', ipc }))).toEqual(ipc);
  });

  it('are none of other libraries', () => {
    expect(arrowBytes(stored('arquero:table', ipc))).toBeNull();
    expect(arrowBytes(stored('apache-arrow:table', 'text'))).toBeNull();
  });

  it('are none of plain values', () => {
    expect(arrowBytes(new Uint8Array(8))).toBeNull();
    expect(arrowBytes({ data: new Uint8Array(8) })).toBeNull();
    expect(arrowBytes(null)).toBeNull();
  });
});
