import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Signer } from '../../src/store/trust';
import { countWork } from '../support/counted';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tslab-memory-trust-'));
  vi.stubEnv('TSLAB_MEMORY_DATA_DIR', folder);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const key = Buffer.alloc(32, 1);
const checksum = Buffer.alloc(16, 2);

/** The same bytes but for the last one. */
function changed(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 1]! ^= 1;
  return copy;
}

/** As rows have them, with a value behind. */
function verifyRow(signer: Signer, rowKey: Buffer, sum: Buffer, mac: Buffer, output: string | null = null): boolean {
  const row = Buffer.concat([sum, mac, Buffer.from('value')]);
  return signer.verifyRow(rowKey, row, sum.length, sum.length + mac.length, output);
}

describe('a signature', () => {
  test('that was verified is not made again', () => {
    const signer = new Signer();
    const mac = signer.sign(key, checksum, null)!;
    const verify = () => expect(verifyRow(signer, key, checksum, mac)).toBe(true);
    expect(countWork(verify).hashes).toEqual(['sha512-256']);
    expect(countWork(verify).hashes).toEqual([]);
  });

  test('that was verified holds for nothing else', () => {
    const signer = new Signer();
    const mac = signer.sign(key, checksum, null)!;
    expect(verifyRow(signer, key, checksum, mac)).toBe(true);
    expect(verifyRow(signer, changed(key), checksum, mac)).toBe(false);
    expect(verifyRow(signer, key, changed(checksum), mac)).toBe(false);
    expect(verifyRow(signer, key, checksum, changed(mac))).toBe(false);
    expect(verifyRow(signer, key, checksum.subarray(1), mac)).toBe(false);
    expect(verifyRow(signer, key, checksum, mac.subarray(1))).toBe(false);
    expect(verifyRow(signer, key, checksum, Buffer.alloc(0))).toBe(false);
    expect(verifyRow(signer, key, checksum, mac, 'printed')).toBe(false);
  });

  test('that is wrong stays wrong', () => {
    const signer = new Signer();
    const forged = Buffer.alloc(32, 3);
    for (let round = 0; round < 3; round++) expect(verifyRow(signer, key, checksum, forged)).toBe(false);
  });

  test('is told from that of an entry whose key begins alike', () => {
    const signer = new Signer();
    const other = changed(key);
    const [mac, otherMac] = [signer.sign(key, checksum, null)!, signer.sign(other, checksum, null)!];
    for (let round = 0; round < 3; round++) {
      expect(verifyRow(signer, key, checksum, mac)).toBe(true);
      expect(verifyRow(signer, other, checksum, otherMac)).toBe(true);
      expect(verifyRow(signer, other, checksum, mac)).toBe(false);
    }
  });

  test('that was let pass without a secret is looked at once there is one', () => {
    const signer = new Signer();
    const data = join(folder, 'data');
    vi.stubEnv('TSLAB_MEMORY_DATA_DIR', data);
    writeFileSync(data, 'a file in its place');
    const forged = Buffer.alloc(32, 3);
    expect(verifyRow(signer, key, checksum, forged)).toBe(true);
    rmSync(data);
    expect(verifyRow(signer, key, checksum, forged)).toBe(false);
  });
});
