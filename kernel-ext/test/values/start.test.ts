import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { UnreadableValueError } from '../../src/errors';
import { storeBody, ValueCodec } from '../../src/values';
import { decodePayload, decodeStart } from '../../src/values/codec';

const folder = mkdtempSync(join(tmpdir(), 'tslab-memory-start-'));
afterAll(() => rmSync(folder, { recursive: true }));

const codec = new ValueCodec();
const stored = (value: unknown): Uint8Array => {
  const { payload, file } = storeBody(codec.encode(value), { key: Buffer.alloc(32), folder, compress: false });
  return payload ?? readFileSync(join(folder, 'values', file!));
};

describe('the first bytes of a value', () => {
  test('give typed arrays up to where the bytes end', () => {
    const numbers = Float64Array.from({ length: 100_000 }, (_, i) => i);
    const bytes = stored({ label: 'walk', numbers, later: new Uint8Array(100_000) });
    const start = decodeStart(bytes.subarray(0, 400_003), bytes.length) as Record<string, Float64Array>;
    expect(start['label']).toBe('walk');
    const shown = start['numbers']!;
    expect(shown.length).toBeGreaterThan(49_000);
    expect(shown.length).toBeLessThan(50_001);
    expect(Array.from(shown)).toEqual(Array.from(numbers.subarray(0, shown.length)));
    expect(start['later']).toEqual(new Uint8Array());
  });

  test('give views that begin further on, or follow their buffer', () => {
    const { buffer } = Float64Array.from({ length: 50_000 }, (_, i) => i);
    const bytes = stored([
      new Float64Array(buffer, 80),
      new Float32Array(buffer, 320_000, 8),
      new DataView(buffer, 8, 300_000),
    ]);
    const [follows, beyond, view] = decodeStart(bytes.subarray(0, 200_000), bytes.length) as [
      Float64Array,
      Float32Array,
      DataView,
    ];
    expect(follows[0]).toBe(10);
    expect(follows.length).toBeGreaterThan(24_000);
    expect(beyond).toEqual(new Float32Array());
    expect(view.byteLength).toBeGreaterThan(190_000);
  });

  test('give the beginning of a long text', () => {
    const text = 'abcdefgh'.repeat(50_000);
    const bytes = stored({ text });
    const start = (decodeStart(bytes.subarray(0, 100_000), bytes.length) as { text: string }).text;
    expect(start.length).toBeGreaterThan(99_000);
    expect(text.startsWith(start)).toBe(true);
  });

  test('give the records that are there', () => {
    const records = Array.from({ length: 20_000 }, (_, i) => ({ id: i, name: `record ${i}` }));
    const bytes = stored(records);
    const start = decodeStart(bytes.subarray(0, 100_000), bytes.length) as typeof records;
    expect(start.length).toBeGreaterThan(1000);
    expect(start.slice(0, -1)).toEqual(records.slice(0, start.length - 1));
  });

  test('are the value when they are all', () => {
    const bytes = stored({ a: [1, 2, 3] });
    expect(decodeStart(bytes, bytes.length)).toEqual(decodePayload(bytes));
  });

  test('are refused when they are too few', () => {
    const bytes = stored({ numbers: new Float64Array(100_000) });
    expect(() => decodeStart(bytes.subarray(0, 20), bytes.length)).toThrow(UnreadableValueError);
  });
});
