import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadValue, storeBody, ClassRegistry, ValueCodec, type StoredBody } from '../../src/values';
import { testClasses } from './support/classes';
import { goldenValues } from './support/golden-values';
import { strictDifference } from './support/strict-difference';

const key = Buffer.alloc(32, 1);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-value-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rows = (count: number, word: string): object[] =>
  Array.from({ length: count }, (_, id) => ({ id, word, long: `${word} number ${id}`, list: [id, word] }));

function store(codec: ValueCodec, value: unknown): StoredBody {
  return storeBody(codec.encode(value), { key, folder, compress: false });
}

describe('a loaded value', () => {
  test.each([
    ['of a row', 500],
    ['of a file', 20_000],
  ])('%s is not changed by the next load', (_, count) => {
    const codec = new ValueCodec();
    const bodies = ['first', 'other'].map((word) =>
      store(codec, [new Uint8Array([1, 2, 3]), 12n ** 40n, rows(count, word)]),
    );
    const loaded = bodies.map((body) => loadValue(codec, body, { key, folder }));
    expect(loaded[0]).toEqual([new Uint8Array([1, 2, 3]), 12n ** 40n, rows(count, 'first')]);
    expect(loaded[1]).toEqual([new Uint8Array([1, 2, 3]), 12n ** 40n, rows(count, 'other')]);
  });

  test('may load another while it is decoded', () => {
    class Reference {
      constructor(readonly rows: unknown) {}
    }
    const classes = new ClassRegistry();
    const codec = new ValueCodec({ classes });
    const inner = store(codec, rows(20_000, 'inner'));
    classes.register(Reference, {
      encode: () => 0,
      decode: () => new Reference(loadValue(codec, inner, { key, folder })),
    });
    const outer = store(codec, [new Reference(undefined), ...rows(10_000, 'outer')]);
    const [reference, ...rest] = loadValue(codec, outer, { key, folder }) as [Reference, ...object[]];
    expect(reference.rows).toEqual(rows(20_000, 'inner'));
    expect(rest).toEqual(rows(10_000, 'outer'));
  });

  const sizes = [1, 8, 63, 64, 65, 1000, 4096, 20_000];
  const buffers = sizes.map((size) => [
    new Uint8Array(size).fill(1),
    Buffer.alloc(size, 2),
    new Uint8Array(size).fill(3).buffer,
    new DataView(new Uint8Array(size).fill(4).buffer),
    'x'.repeat(size),
    2n ** BigInt(size),
  ]);
  test.each([...Object.entries(goldenValues), ...buffers.map((value, at) => [`${sizes[at]} bytes`, value] as const)])(
    'keeps nothing of the memory that is used again: %s',
    (_, value) => {
      const codec = new ValueCodec({ classes: testClasses() });
      const { head, ...rest } = codec.encode(value);
      const memory = Buffer.from(head);
      const loaded = codec.decode({ ...rest, head: memory });
      memory.fill(0xee);
      expect(strictDifference(value, loaded)).toBeUndefined();
    },
  );
});
