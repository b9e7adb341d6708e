import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as fileSystem from '../../../src/file-system';
import { mapOver } from '../../../src/values/body/mapping';
import { MAPPED_BYTES } from '../../../src/values/body/container';

vi.mock('../../../src/file-system', { spy: true });

function usesGlibc(): boolean {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime !== undefined;
}

describe.runIf(process.platform === 'linux' && usesGlibc())('mapping a file over memory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mapping-'));
  const path = join(folder, 'file');
  const length = MAPPED_BYTES + 5_000;
  let content: Buffer;
  let fd: number;

  beforeAll(() => {
    content = Buffer.alloc(16 + length);
    for (let at = 0; at < content.length; at += 997) content[at] = at % 251;
    writeFileSync(path, content);
    fd = openSync(path, 'r');
  });
  afterAll(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });

  test('shows the bytes of the file, and keeps writes to itself', () => {
    const memory = new Uint8Array(length);
    expect(mapOver(memory, fd, 16)).toBe(true);
    expect(Buffer.compare(memory, content.subarray(16))).toBe(0);
    memory.fill(255, 100_000, 200_000);
    expect(Buffer.compare(readFileSync(path), content)).toBe(0);
  });

  test('leaves memory alone that is not a mapping of its own, or at the wrong place', () => {
    const part = new Uint8Array(new ArrayBuffer(length + 8), 8);
    expect(mapOver(part, fd, 16)).toBe(false);
    const whole = new Uint8Array(length);
    expect(mapOver(whole, fd, 64)).toBe(false);
    const small = new Uint8Array(8_192);
    expect(mapOver(small, fd, 16)).toBe(false);
    expect([part, whole, small].every((each) => each.every((byte) => byte === 0))).toBe(true);
  });

  test('leaves files on a network file system alone', () => {
    vi.mocked(fileSystem.isOnNetwork).mockReturnValueOnce(true);
    const memory = new Uint8Array(length);
    expect(mapOver(memory, fd, 16)).toBe(false);
    expect(memory.every((byte) => byte === 0)).toBe(true);
    expect(fileSystem.isOnNetwork).toHaveBeenLastCalledWith(`/proc/self/fd/${fd}`);
  });

  test('survives being transferred and its file being unlinked', () => {
    const other = join(folder, 'other');
    writeFileSync(other, content);
    const held = openSync(other, 'r');
    const memory = new Uint8Array(length);
    expect(mapOver(memory, held, 16)).toBe(true);
    closeSync(held);
    unlinkSync(other);
    const moved = structuredClone(memory, { transfer: [memory.buffer] });
    expect(memory.byteLength).toBe(0);
    expect(Buffer.compare(moved, content.subarray(16))).toBe(0);
  });
});
