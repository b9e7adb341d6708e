import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Memory } from '../../src';
import { loadValue, storeBody, ValueCodec, type LoadOptions, type StoredBody } from '../../src/values';
import { SYNCED_AT_ONCE_BYTES } from '../../src/values/body/sync-queue';
import { countWork, type Work } from '../support/counted';

const MIB = 1024 * 1024;
/** Index, head, padding and digests. */
const FEW_BYTES = 8192;
const key = Buffer.alloc(32, 1);
const codec = new ValueCodec();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'values-counted-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const samples = (bytes: number): Float64Array => new Float64Array(bytes / 8).fill(0.5);

function store(value: unknown): { body: StoredBody; work: Work } {
  let body: StoredBody | undefined;
  const work = countWork(() => (body = storeBody(codec.encode(value), { key, folder })));
  return { body: body!, work };
}

function load(body: StoredBody, options: Partial<LoadOptions> = {}): Work {
  return countWork(() => loadValue(codec, body, { key, folder, ...options }));
}

describe('storing a large array', () => {
  test('writes and hashes each byte once, from where it is, and does not wait for the disk', () => {
    const { work } = store(samples(8 * MIB));
    expect(work.largeBuffers).toEqual([]);
    expect(work.copiedBytes).toBeLessThan(FEW_BYTES);
    for (const bytes of [work.writtenBytes, work.hashedBytes]) {
      expect(bytes).toBeGreaterThanOrEqual(8 * MIB);
      expect(bytes).toBeLessThan(8 * MIB + FEW_BYTES);
    }
    expect(work.syncs).toBe(0);
  });

  test('waits for the disk once where computing again would take long', () => {
    expect(store(samples(SYNCED_AT_ONCE_BYTES)).work.syncs).toBe(1);
  });
});

describe('loading a large array', () => {
  test('reads and hashes each byte once, into the memory that the array has', () => {
    const { body } = store(samples(8 * MIB));
    const work = load(body, { map: false });
    expect(work.largeBuffers).toEqual([8 * MIB]);
    expect(work.copiedBytes).toBeLessThan(FEW_BYTES);
    for (const bytes of [work.readBytes, work.hashedBytes]) {
      expect(bytes).toBeGreaterThanOrEqual(8 * MIB);
      expect(bytes).toBeLessThan(8 * MIB + FEW_BYTES);
    }
  });

  test("hashes nothing that was verified, with verify: 'once'", () => {
    const { body } = store(samples(8 * MIB));
    expect(load(body, { verify: 'once' }).hashedBytes).toBeGreaterThanOrEqual(8 * MIB);
    expect(load(body, { verify: 'once' }).hashedBytes).toBe(0);
    expect(load(body).hashedBytes).toBeGreaterThanOrEqual(8 * MIB);
  });
});

describe("a memory with verify: 'once'", () => {
  let memory: Memory;

  beforeEach(() => {
    vi.stubEnv('TSLAB_MEMORY_DATA_DIR', join(folder, 'data'));
    memory = new Memory({ location: join(folder, 'store'), verify: 'once' });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    memory.close();
  });

  test('verifies a result on its first load, and a function may ask for more', () => {
    const make = (bytes: number): Float64Array => new Float64Array(bytes / 8).fill(0.5);
    const hashedByLoads = (verify?: 'always'): boolean[] => {
      const cached = memory.cache(make, { name: `make ${verify}`, invalidateOn: 'never', verify });
      cached(MIB);
      return [1, 2, 3].map(() => countWork(() => cached(MIB)).hashedBytes >= MIB);
    };
    expect(hashedByLoads()).toEqual([true, false, false]);
    expect(hashedByLoads('always')).toEqual([true, true, true]);
  });

  test('takes no other word for it', () => {
    expect(() => memory.cache(() => 1, { verify: 'never' as never })).toThrow(
      "option \"verify\" must be 'always' or 'once', not 'never'",
    );
  });
});

describe('a long list of objects', () => {
  const rows = Array.from({ length: 50_000 }, (_, id) => ({ id, name: `row ${id}`, tags: ['a', 'b'], at: { x: id } }));

  test('is read once, into memory that the next one is read into, and neither compressed nor copied', () => {
    const { body } = store(rows);
    load(body);
    const work = load(body);
    expect(work.largeBuffers).toEqual([]);
    expect(work.readBytes).toBeLessThan(body.bytes + FEW_BYTES);
    expect(work.copiedBytes).toBeLessThan(FEW_BYTES);
  });

  test('makes nothing outside of the memory of the engine', () => {
    const { body } = store(rows);
    load(body);
    const before = process.memoryUsage().external;
    load(body);
    expect(process.memoryUsage().external - before).toBeLessThan(256 * 1024);
  });
});
