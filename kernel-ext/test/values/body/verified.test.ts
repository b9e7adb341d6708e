import { mkdtempSync, rmSync, statSync, writeFileSync, type BigIntStats } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VerifiedFiles, type Verified } from '../../../src/values/body/verified';

let folder: string;
let status: BigIntStats;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verified-'));
  writeFileSync(join(folder, 'file'), 'content');
  status = statSync(join(folder, 'file'), { bigint: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const verified = (changes: Partial<Verified> = {}): Verified => ({
  path: 'file',
  status,
  key: Buffer.alloc(32, 1),
  checksum: Buffer.alloc(16, 2),
  ...changes,
});
const changed = (field: keyof BigIntStats): BigIntStats =>
  Object.assign(Object.create(status) as BigIntStats, { [field]: (status[field] as bigint) + 1n });

test('knows what was verified, and nothing that differs in anything', () => {
  const files = new VerifiedFiles();
  expect(files.has(verified())).toBe(false);
  files.add(verified());
  expect(files.has(verified())).toBe(true);
  for (const field of ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const) {
    expect(files.has(verified({ status: changed(field) }))).toBe(false);
  }
  expect(files.has(verified({ key: Buffer.alloc(32) }))).toBe(false);
  expect(files.has(verified({ checksum: Buffer.alloc(16) }))).toBe(false);
  expect(files.has(verified({ path: 'other' }))).toBe(false);
});

test('forgets the oldest when there are very many', () => {
  const files = new VerifiedFiles();
  for (let number = 0; number < 10_001; number++) files.add(verified({ path: `file ${number}` }));
  expect(files.has(verified({ path: 'file 0' }))).toBe(false);
  expect(files.has(verified({ path: 'file 1' }))).toBe(true);
});
