import { describe, expect, test } from 'vitest';
import { ValueCodec } from '../../src/values';
import { strictDifference } from './support/strict-difference';

const codec = new ValueCodec();
const again = <T>(value: T): T => codec.decode(codec.encode(value)) as T;
const same = (value: unknown): void => expect(strictDifference(value, again(value))).toBeUndefined();
const resizable = (length: number, maxByteLength: number): ArrayBuffer =>
  new (ArrayBuffer as unknown as new (length: number, options: object) => ArrayBuffer)(length, { maxByteLength });

describe('binary data', () => {
  test('views of one buffer still view one buffer', () => {
    const buffer = new ArrayBuffer(48);
    const value = {
      all: new Uint8Array(buffer),
      some: new Float64Array(buffer, 8, 3),
      data: new DataView(buffer, 3, 9),
      buffer,
    };
    same(value);
    const copy = again(value);
    copy.all[8] = 255;
    expect(new Uint8Array(copy.some.buffer)[8]).toBe(255);
  });

  test('large views of one buffer, too', () => {
    const buffer = new ArrayBuffer(200_000);
    same([new Uint8Array(buffer, 100, 50), new Float64Array(buffer), new Uint8Array(buffer, 199_999)]);
  });

  test('decoding does not share memory with the value that was encoded', () => {
    const value = new Float64Array(100_000);
    const copy = again(value);
    copy[0] = 1;
    expect(value[0]).toBe(0);
  });

  test('resizable buffers, and views that follow them', () => {
    for (const [length, most] of [
      [16, 64],
      [16, 16],
      [20, 22],
      [0, 8],
    ] as const) {
      const buffer = resizable(length, most);
      new Uint8Array(buffer).fill(7);
      const value: (ArrayBuffer | ArrayBufferView)[] = [
        buffer,
        new Uint8Array(buffer),
        new Uint8Array(buffer, 0, length),
        new DataView(buffer),
      ];
      if (length >= 8) value.push(new Float64Array(buffer, 8), new Float64Array(buffer, 0, 1));
      const before = Buffer.from(buffer).toString('hex');
      const copy = again(value);
      expect(Buffer.from(buffer).toString('hex')).toBe(before);
      expect(strictDifference(value, copy)).toBeUndefined();
      (buffer as unknown as { resize(length: number): void }).resize(most);
      (copy[0] as unknown as { resize(length: number): void }).resize(most);
      expect(copy.map(({ byteLength }) => byteLength)).toEqual(value.map(({ byteLength }) => byteLength));
    }
  });

  test('shared memory, growable too', () => {
    const growable = new (SharedArrayBuffer as unknown as new (length: number, options: object) => SharedArrayBuffer)(
      8,
      { maxByteLength: 64 },
    );
    same([new Int32Array(new SharedArrayBuffer(16)).fill(5), growable]);
  });

  test.runIf('Float16Array' in globalThis)('Float16Array', () => {
    same((globalThis as unknown as { Float16Array: Float32ArrayConstructor }).Float16Array.from([1.5, -0, NaN]));
  });

  test('a Node Buffer does not bring the pool that it lies in', () => {
    const buffers = Array.from({ length: 10 }, (_, index) => Buffer.from(`text ${index}`));
    const encoded = codec.encode(buffers);
    expect(encoded.head.byteLength + encoded.segments.length).toBeLessThan(400);
    expect(again(buffers)).toEqual(buffers);
  });

  test('Node Buffers that overlap still share memory', () => {
    const whole = Buffer.from('0123456789');
    const [copy, part, apart] = again([whole, whole.subarray(2, 5), Buffer.from('apart')]) as [Buffer, Buffer, Buffer];
    part[0] = 0x58;
    expect(copy.toString()).toBe('01X3456789');
    expect([part.toString(), apart.toString()]).toEqual(['X34', 'apart']);
  });

  test('an empty Buffer between others', () => {
    const pool = Buffer.alloc(100, 1);
    same([pool.subarray(10, 10), pool.subarray(0, 20), pool.subarray(30, 30), pool.subarray(20, 30)]);
  });

  test('a buffer with properties of its own', () => {
    const buffer = Object.freeze(Object.assign(new ArrayBuffer(8), { note: 1 }));
    same([buffer, new Uint8Array(buffer)]);
    expect(() => codec.encode(new Uint8Array(buffer))).toThrow(/`result.buffer`/);
  });
});
