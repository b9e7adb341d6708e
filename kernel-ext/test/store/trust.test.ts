import { mkdtempSync, rmSync } from 'node:fs';
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

describe('a signature', () => {
  test('that was verified is not made again', () => {
    const signer = new Signer();
    const mac = signer.sign(key, checksum, null);
    const verify = () => expect(signer.verify(key, checksum, null, mac)).toBe(true);
    expect(countWork(verify).hashes).toEqual(['sha512-256']);
    expect(countWork(verify).hashes).toEqual([]);
  });

  test('that was verified holds for nothing else', () => {
    const signer = new Signer();
    const mac = signer.sign(key, checksum, null)!;
    expect(signer.verify(key, checksum, null, mac)).toBe(true);
    expect(signer.verify(changed(key), checksum, null, mac)).toBe(false);
    expect(signer.verify(key, changed(checksum), null, mac)).toBe(false);
    expect(signer.verify(key, checksum, null, changed(mac))).toBe(false);
    expect(signer.verify(key, checksum, null, mac.subarray(1))).toBe(false);
    expect(signer.verify(key, checksum, null, null)).toBe(false);
    expect(signer.verify(key, checksum, 'printed', mac)).toBe(false);
  });

  test('that is wrong stays wrong', () => {
    const signer = new Signer();
    const forged = Buffer.alloc(32, 3);
    for (let round = 0; round < 3; round++) expect(signer.verify(key, checksum, null, forged)).toBe(false);
  });

  test('is told from that of an entry whose key begins alike', () => {
    const signer = new Signer();
    const other = changed(key);
    const macs = [signer.sign(key, checksum, null), signer.sign(other, checksum, null)];
    for (let round = 0; round < 3; round++) {
      expect(signer.verify(key, checksum, null, macs[0]!)).toBe(true);
      expect(signer.verify(other, checksum, null, macs[1]!)).toBe(true);
      expect(signer.verify(other, checksum, null, macs[0]!)).toBe(false);
    }
  });
});
