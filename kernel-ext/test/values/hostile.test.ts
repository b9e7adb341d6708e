import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnreadableValueError } from '../../src/errors';
import { ValueCodec } from '../../src/values';
import { decodePayload } from '../../src/values/codec';
import { decompress } from '../../src/values/body/compression';
import { anyValue } from './support/any-value';
import { testClasses } from './support/classes';
import { plainValue } from './support/plain-value';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 400);
const codec = new ValueCodec({ classes: testClasses() });

/** A head of these tokens, with this buffer table. */
function head(tokens: number[], table: number[] = [0]): Uint8Array {
  return Uint8Array.from([1, 1, 0, 0, 0, 0, (8 + tokens.length) >> 8, (8 + tokens.length) & 255, ...tokens, ...table]);
}

/** Decoding ends with a value or the one error that means a miss, and leaves the built-ins alone. */
function survives(bytes: Uint8Array, segments: Uint8Array[] = []): void {
  const before = Reflect.ownKeys(Object.prototype).length + Reflect.ownKeys(Array.prototype).length;
  for (const decode of [
    () => codec.decode({ head: bytes, segments }),
    () => decodePayload(bytes, { placeholders: true, decompress }),
  ]) {
    try {
      decode();
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableValueError);
    }
  }
  expect(Reflect.ownKeys(Object.prototype).length + Reflect.ownKeys(Array.prototype).length).toBe(before);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

describe('fuzzing', () => {
  test('random bytes after a valid beginning', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => survives(head([...bytes]))),
      { numRuns: RUNS * 5 },
    );
  });

  test('stored values with bytes changed, removed, repeated and cut', () => {
    const edit = fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'flip', 'remove', 'repeat', 'cut'));
    fc.assert(
      fc.property(fc.oneof(anyValue, plainValue), fc.array(edit, { minLength: 1, maxLength: 4 }), (value, edits) => {
        const encoded = codec.encode(value);
        let bytes = [...encoded.head];
        for (const [pick, byte, kind] of edits) {
          const at = 8 + (pick % Math.max(1, bytes.length - 8));
          if (kind === 'set') bytes[at] = byte;
          else if (kind === 'flip') bytes[at] = (bytes[at] ?? 0) ^ (1 << (byte % 8));
          else if (kind === 'remove') bytes.splice(at, 1);
          else if (kind === 'repeat') bytes.splice(at, 0, ...bytes.slice(at, at + (byte % 16)));
          else bytes = bytes.slice(0, at);
        }
        survives(Uint8Array.from(bytes), [...encoded.segments]);
      }),
      { numRuns: RUNS * 2 },
    );
  });
});

describe('claims that the bytes do not cover are refused before anything is allocated', () => {
  const u32 = [0xff, 0xff, 0xff, 0xff];
  test.each<[string, Uint8Array]>([
    ['a long array', head([0xdd, ...u32])],
    ['long arrays in each other', head([0xdd, 0, 0, 0, 16, 0xdd, 0, 0, 0, 16, 0xdd, 0, 0, 0, 16, 0xc0])],
    ['a long string', head([0xdb, ...u32, 0x61])],
    ['many properties', head([0xdf, ...u32])],
    ['a record of many keys', head([0xd4, 0x72, 0x40, 0xdd, ...u32])],
    ['a large Map', head([0xd4, 0x12, 0, 0xcb, 0x41, 0xef, 0xff, 0xff, 0xff, 0xe0, 0, 0])],
    ['a large Set', head([0xd4, 0x13, 0, 0xd2, 0x7f, 0xff, 0xff, 0xff])],
    ['many holes', head([0xd4, 0x11, 0, 0xd2, 0x7f, 0xff, 0xff, 0xff, 0])],
    ['a short sparse array', head([0xd4, 0x11, 0, 0xcd, 0x07, 0xff, 1, 0])],
    ['many buffers', head([0xc0], [0xd2, 0x7f, 0xff, 0xff, 0xff])],
    ['more buffers', head([0xc0], [0xce, ...u32])],
    ['a number that ends early', head([0xce, 0xff, 0xff])],
    ['a long BigInt', head([0xd4, 0x41, 0, 0xc6, ...u32])],
    ['a segment that is not there', head([0xd4, 0x43, 0, 0])],
    ['a buffer that is not there', head([0xd4, 0x1a, 0, 3])],
    ['a record that was not defined', head([0x45])],
    ['a reference to nothing', head([0xd6, 0x52, 0, 0, 0, 9])],
    ['a buffer table out of range', Uint8Array.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xc0])],
    ['another version', Uint8Array.from([2, 0, 0, 0, 0, 0, 0, 9, 0xc0, 0])],
    ['nothing', new Uint8Array()],
    ['something after the end', head([0xc0, 0xc0])],
    ['deep nesting', head(Array<number>(5000).fill(0x91))],
  ])('%s', (_, bytes) => {
    expect(() => codec.decode({ head: bytes, segments: [] })).toThrow(UnreadableValueError);
  });

  test('a segment serves once', () => {
    const segments = [new Uint8Array(8)];
    expect(codec.decode({ head: head([0x91, 0xd4, 0x43, 0, 0]), segments })).toEqual(['\0'.repeat(8)]);
    expect(() => codec.decode({ head: head([0x92, 0xd4, 0x43, 0, 0, 0xd4, 0x43, 0, 0]), segments })).toThrow(
      /used twice/,
    );
    expect(() => codec.decode({ head: head([0xc0], [2, 0, 1, 0, 0, 0, 1, 0, 0]), segments })).toThrow(/used twice/);
  });

  test('an own __proto__ key is only a key', () => {
    const key = [0xa9, ...Buffer.from('__proto__')];
    for (const tokens of [
      [0x81, ...key, 0x80],
      [0xd4, 0x72, 0x40, 0x91, ...key, 0x80],
      [0xd4, 0x10, 4, 0, 1, ...key, 7, 0x80],
    ]) {
      const value = codec.decode({ head: head(tokens), segments: [] }) as object;
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(Object.keys(value)).toEqual(['__proto__']);
    }
  });
});
