import fs, {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UnreadableValueError, UsageError } from '../../../src/errors';
import {
  ValueCodec,
  isValueFileName,
  loadBody,
  removeFile,
  storeBody,
  type LoadOptions,
  type StoreOptions,
  type StoredBody,
} from '../../../src/values';
import { MAPPED_BYTES } from '../../../src/values/body/container';

const codec = new ValueCodec();
const key = Buffer.alloc(32, 1);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'values-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function store(value: unknown, options: Partial<StoreOptions> = {}): StoredBody {
  return storeBody(codec.encode(value), { key, folder, ...options });
}

function load(body: StoredBody, options: Partial<LoadOptions> = {}): unknown {
  return codec.decode(loadBody(body, { key, folder, ...options }));
}

const pathOf = (body: StoredBody): string => join(folder, 'values', body.file!);
const noise = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, index) => Math.sin(index * index) * 1e6);

describe('where a value is kept', () => {
  test('small values are payloads of the row', () => {
    const body = store({ a: [1, 'x'] });
    expect(body).toMatchObject({ format: 1, file: null, bytes: body.payload!.byteLength });
    expect(load(body)).toEqual({ a: [1, 'x'] });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a buffer of 64 KiB is a segment but still in the row', () => {
    const body = store({ samples: new Uint8Array(64 * 1024).fill(3) });
    expect(body.file).toBeNull();
    expect(load(body)).toEqual({ samples: new Uint8Array(64 * 1024).fill(3) });
  });

  test('values above 128 KiB are one private file', () => {
    const value = { samples: noise(20_000), more: noise(9_000), text: 'é'.repeat(70_000) };
    const body = store(value);
    expect(body.payload).toBeNull();
    expect(isValueFileName(body.file!)).toBe(true);
    const status = statSync(pathOf(body));
    expect(status.size).toBe(body.bytes);
    expect(status.mode & 0o777).toBe(0o600);
    expect(load(body)).toEqual(value);
  });

  test('the same value gets another file each time, so that a reader never sees one change', () => {
    expect(store(noise(20_000)).file).not.toBe(store(noise(20_000)).file);
  });

  test('segments in a file begin at multiples of 64 bytes', () => {
    const bytes = readFileSync(pathOf(store([new Uint8Array(70_001).fill(7), new Uint8Array(80_000).fill(9)])));
    expect(bytes.indexOf(Buffer.alloc(70_001, 7)) % 64).toBe(0);
    expect(bytes.indexOf(Buffer.alloc(80_000, 9)) % 64).toBe(0);
  });

  test('nothing is left behind when the file cannot be written', () => {
    writeFileSync(join(folder, 'values'), 'in the way');
    expect(() => store(noise(20_000))).toThrow(/ENOTDIR|EEXIST/);
  });

  test('a file is whole where the system writes less at a time than it is asked to', () => {
    const { writevSync } = fs;
    const value = { samples: noise(200_000), more: noise(9_000), text: 'é'.repeat(70_000) };
    fs.writevSync = (fd, pieces) => writevSync(fd, [(pieces[0] as Uint8Array).subarray(0, 99_999)]);
    syncBuiltinESMExports();
    try {
      expect(load(store(value))).toEqual(value);
    } finally {
      fs.writevSync = writevSync;
      syncBuiltinESMExports();
    }
  });

  test('progress ends at the whole size', () => {
    const seen: [number, number][] = [];
    const body = store(noise(40_000), { onProgress: (done, total) => seen.push([done, total]) });
    expect(seen.at(-1)).toEqual([body.bytes, body.bytes]);
  });
});

describe('large buffers', () => {
  const large = (): Float64Array => new Float64Array(MAPPED_BYTES / 8 + 1_000).map((_, index) => index * 0.5);

  for (const map of [undefined, false]) {
    test(`come back ${map === false ? 'read' : 'mapped'}, are written to freely and outlive their file`, () => {
      const original = large();
      const body = store({ original, tail: 'x' });
      const loaded = load(body, { map }) as { original: Float64Array };
      unlinkSync(pathOf(body));
      rmSync(folder, { recursive: true });
      expect(Buffer.compare(Buffer.from(loaded.original.buffer), Buffer.from(original.buffer))).toBe(0);
      loaded.original[1_000_000] = -1;
      expect(loaded.original[1_000_000]).toBe(-1);
      const moved = (loaded.original.buffer as ArrayBuffer & { transfer(): ArrayBuffer }).transfer();
      expect(new Float64Array(moved)[1_000_000]).toBe(-1);
    });
  }

  test('writing to a loaded array does not change the stored value', () => {
    const body = store(large());
    (load(body) as Float64Array).fill(-1);
    expect((load(body) as Float64Array)[3]).toBe(1.5);
  });
});

describe('compression', () => {
  const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `name ${id}` }));

  test('repetitive data is compressed when asked to, or so large that it would fill a disk', () => {
    const many = Array.from({ length: 60 }, () => 'a text that repeats '.repeat(20_000).split('e'));
    expect(store(rows).bytes).toBe(store(rows, { compress: false }).bytes);
    const [large, largePlain] = [store(many), store(many, { compress: false })];
    const compressed = store(rows, { compress: true });
    expect(compressed.bytes).toBeLessThan(store(rows).bytes / 2);
    expect(largePlain.bytes).toBeGreaterThan(16 * 1024 * 1024);
    expect(large.bytes).toBeLessThan(largePlain.bytes / 3);
    expect(load(compressed)).toEqual(rows);
    expect(load(large)).toEqual(many);
  });

  test('large buffers are compressed only when asked to', () => {
    const zeros = new Uint8Array(1_000_000);
    expect(store(zeros).bytes).toBeGreaterThan(1_000_000);
    for (const compress of [true, 'zstd', { level: 5 }] as const) {
      const body = store(zeros, { compress });
      expect(body.bytes).toBeLessThan(2_000);
      expect(load(body)).toEqual(zeros);
    }
  });

  test('what does not shrink stays as it is', () => {
    const incompressible = noise(30_000);
    const body = store(incompressible, { compress: true });
    expect(body.bytes).toBeGreaterThan(incompressible.byteLength);
    expect(load(body)).toEqual(incompressible);
  });

  test('an unknown way to compress is misuse', () => {
    for (const compress of ['gzip', { level: 99 }, 7]) {
      expect(() => store(1, { compress: compress as never })).toThrow(UsageError);
    }
  });
});

describe('damage', () => {
  const unreadable = (body: StoredBody, options?: { key?: Buffer }): void => {
    expect(() => load(body, options)).toThrow(UnreadableValueError);
  };

  test('each changed byte of a payload is noticed', () => {
    const body = store({ name: 'x', n: 1.5, list: [1, 2, 3] });
    for (let at = 0; at < body.payload!.byteLength; at++) {
      const payload = Buffer.from(body.payload!);
      payload[at]! ^= 1;
      unreadable({ ...body, payload });
    }
  });

  test('a payload under another key, cut, or of a later format is noticed', () => {
    const body = store([1, 2, 3]);
    unreadable(body, { key: Buffer.alloc(32, 2) });
    unreadable({ ...body, payload: body.payload!.subarray(0, 5) });
    unreadable({ ...body, payload: Buffer.alloc(0) });
    unreadable({ ...body, format: 2 });
    unreadable({ ...body, payload: null });
  });

  test('a file that is changed, cut, longer, missing or a link is noticed', () => {
    const body = store(noise(40_000));
    const path = pathOf(body);
    const bytes = readFileSync(path);
    for (const at of [0, 4, 9, 20, 40, 100, bytes.byteLength - 1]) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 0x40;
      writeFileSync(path, changed);
      unreadable(body);
    }
    writeFileSync(path, Buffer.concat([bytes, Buffer.alloc(1)]));
    unreadable(body);
    truncateSync(path, 100);
    unreadable(body);
    unlinkSync(path);
    unreadable(body);
    writeFileSync(join(folder, 'elsewhere'), bytes);
    symlinkSync(join(folder, 'elsewhere'), path);
    unreadable(body);
  });

  test('a file name that leads elsewhere is not opened', () => {
    const body = store(noise(20_000));
    for (const file of ['../cache.sqlite', '/etc/passwd', 'ab/../../x', 'ab\\cd', '']) unreadable({ ...body, file });
  });
});

describe("verify: 'once'", () => {
  test('serves what was verified, as long as the file is the same', () => {
    const value = noise(40_000);
    const body = store(value);
    expect(load(body, { verify: 'once' })).toEqual(value);
    expect(load(body, { verify: 'once' })).toEqual(value);
  });

  test('verifies the first load, and each after the file was written to or replaced', () => {
    const body = store(noise(40_000));
    const path = pathOf(body);
    const bytes = readFileSync(path);
    const damaged = Buffer.from(bytes);
    damaged[1000]! ^= 1;
    const fails = (): void => expect(() => load(body, { verify: 'once' })).toThrow(/checksum/);
    writeFileSync(path, damaged);
    fails();
    writeFileSync(path, bytes);
    load(body, { verify: 'once' });
    writeFileSync(path, damaged);
    utimesSync(path, new Date(0), new Date(0));
    fails();
    fails();
    unlinkSync(path);
    writeFileSync(path, damaged);
    fails();
  });

  test('does not take one entry for another', () => {
    const [body, other] = [store(noise(40_000)), store(noise(40_001))];
    load(body, { verify: 'once' });
    expect(() => load(body, { verify: 'once', key: Buffer.alloc(32, 2) })).toThrow(/checksum/);
    expect(() => load({ ...body, checksum: other.checksum }, { verify: 'once' })).toThrow(/checksum/);
  });

  test('is not what happens unless asked for', () => {
    const body = store(noise(40_000));
    load(body, { verify: 'once' });
    expect(() => load({ ...body, checksum: Buffer.alloc(16) })).toThrow(/checksum/);
    expect(() => load({ ...body, checksum: Buffer.alloc(16) }, { verify: 'always' })).toThrow(/checksum/);
  });
});

describe('removing', () => {
  test('removes the file, and does not mind that it is gone', () => {
    const body = store(noise(20_000));
    removeFile(folder, body.file!);
    removeFile(folder, body.file!);
    unreadableAfterwards(body);
  });

  test('refuses names that are not value files and folders that are links', () => {
    expect(() => removeFile(folder, '../cache.sqlite')).toThrow(UnreadableValueError);
    const body = store(noise(20_000));
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    const [sub, name] = body.file!.split('/') as [string, string];
    writeFileSync(join(outside, name), 'kept');
    rmSync(join(folder, 'values', sub), { recursive: true });
    symlinkSync(outside, join(folder, 'values', sub));
    expect(() => removeFile(folder, body.file!)).toThrow(UnreadableValueError);
    expect(readFileSync(join(outside, name), 'utf8')).toBe('kept');
    rmSync(outside, { recursive: true });
  });

  function unreadableAfterwards(body: StoredBody): void {
    expect(() => load(body)).toThrow(UnreadableValueError);
  }
});

test('folders of values are private', () => {
  mkdirSync(join(folder, 'store'));
  store(noise(20_000), { folder: join(folder, 'store') });
  expect(statSync(join(folder, 'store', 'values')).mode & 0o077).toBe(0);
});
