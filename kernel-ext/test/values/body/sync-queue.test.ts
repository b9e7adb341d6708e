import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { SYNCED_AT_ONCE_BYTES, SyncQueue, type SyncFile } from '../../../src/values/body/sync-queue';

/** A disk whose syncs end when the test says so. */
class Disk implements SyncFile {
  readonly underWay = new Map<string, { done: () => void; fail: (error: Error) => void }>();
  readonly synced: string[] = [];
  failing = false;

  inBackground(path: string): Promise<void> {
    return new Promise((done, fail) => this.underWay.set(path, { done, fail }));
  }
  now(path: string): void {
    if (this.failing) throw new Error('EIO');
    this.synced.push(path);
  }
  async end(path: string, error?: Error): Promise<void> {
    const { done, fail } = this.underWay.get(path)!;
    this.underWay.delete(path);
    if (error) fail(error);
    else done();
    await nextTurn();
  }
}

let disk: Disk;
let queue: SyncQueue;
const underWay = (): string[] => [...disk.underWay.keys()];

beforeEach(() => {
  disk = new Disk();
  queue = new SyncQueue(disk);
});

describe('syncing in the background', () => {
  test('goes on with the oldest when one is done, and leaves threads to others', async () => {
    for (const path of ['a', 'b', 'c', 'd']) queue.add(path);
    expect(underWay()).toEqual(['a', 'b']);
    await disk.end('b');
    expect(underWay()).toEqual(['a', 'c']);
    await disk.end('a');
    expect(underWay()).toEqual(['c', 'd']);
  });

  test('begins anew after all were done', async () => {
    queue.add('a');
    await disk.end('a');
    queue.add('b');
    expect(underWay()).toEqual(['b']);
  });

  test('goes on after a file that is gone', async () => {
    for (const path of ['a', 'b', 'c']) queue.add(path);
    await disk.end('a', new Error('ENOENT'));
    expect(underWay()).toEqual(['b', 'c']);
  });

  test('takes no file that is large, and a bounded number while nothing is heard of any', async () => {
    expect(queue.takes(SYNCED_AT_ONCE_BYTES)).toBe(false);
    let taken = 0;
    for (; taken < 10_000 && queue.takes(1); taken++) queue.add(`file ${taken}`);
    expect(taken).toBe(1026);
    await disk.end('file 0');
    expect(queue.takes(1)).toBe(true);
  });
});

describe('flushing', () => {
  test('leaves nothing unsynced, and nothing to do', async () => {
    for (const path of ['a', 'b', 'c', 'd']) queue.add(path);
    queue.flush();
    expect(disk.synced).toEqual(['a', 'b', 'c', 'd']);
    for (const path of ['a', 'b']) await disk.end(path);
    expect(underWay()).toEqual([]);
    queue.flush();
    expect(disk.synced).toHaveLength(4);
  });

  test('survives a disk that fails', () => {
    disk.failing = true;
    for (const path of ['a', 'b', 'c']) queue.add(path);
    expect(() => queue.flush()).not.toThrow();
  });
});
