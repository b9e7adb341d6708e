import { describe, expect, test } from 'vitest';
import { SyncAhead, type Background } from '../../../src/values/body/sync-ahead';

const MIB = 1024 * 1024;

class Disk implements Background {
  readonly closed: number[] = [];
  syncs = 0;

  open(): number {
    return 7;
  }
  sync(fd: number): void {
    this.syncs += fd === 7 ? 1 : 0;
  }
  close(fd: number): void {
    this.closed.push(fd);
  }
}

function write(disk: Disk, total: number): SyncAhead {
  const ahead = new SyncAhead('path', total, disk);
  for (let done = MIB; done <= total; done += MIB) ahead.wrote(done);
  return ahead;
}

describe('syncing ahead', () => {
  test('begins while a large file is written, and not for each piece', () => {
    const disk = new Disk();
    write(disk, 100 * MIB);
    expect(disk.syncs).toBeGreaterThan(2);
    expect(disk.syncs).toBeLessThanOrEqual(6);
  });

  test('takes no more threads for a very large file', () => {
    const disk = new Disk();
    write(disk, 3000 * MIB);
    expect(disk.syncs).toBe(6);
  });

  test('closes its descriptor at the end, so that the file can go', () => {
    const disk = new Disk();
    const ahead = write(disk, 40 * MIB);
    expect(disk.closed).toEqual([]);
    ahead.end();
    expect(disk.closed).toEqual([7]);
  });

  test('leaves what is small to the end', () => {
    const disk = new Disk();
    write(disk, 10 * MIB).end();
    expect([disk.syncs, disk.closed]).toEqual([0, [7]]);
  });

  test('is left out when the file cannot be opened once more', () => {
    const disk = new Disk();
    disk.open = () => {
      throw new Error('EMFILE');
    };
    write(disk, 100 * MIB).end();
    expect([disk.syncs, disk.closed]).toEqual([0, []]);
  });
});
