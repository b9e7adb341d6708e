import { closeSync, fdatasyncSync, openSync, promises } from 'node:fs';

/** Files from this size on are synced before the call goes on: that is a small part of what computing them anew costs. */
export const SYNCED_AT_ONCE_BYTES = 32 * 1024 * 1024;

/** Files that may wait: code that never yields hears of no sync that has ended, however long it runs. */
const MOST_FILES = 1024;
/** Syncs under way at a time: the pool has four threads, and the notebook's own files and downloads need them too. */
const AT_ONCE = 2;

/** How a file is synced; FlushFileBuffers of Windows wants one that can be written. */
const MODE = 'r+';

/** What the queue does with a path, as a test may replace it. Either may fail. */
export interface SyncFile {
  inBackground(path: string): Promise<void>;
  now(path: string): void;
}

const syncFile: SyncFile = {
  async inBackground(path) {
    const file = await promises.open(path, MODE);
    await file.datasync().finally(() => file.close());
  },
  now(path) {
    const fd = openSync(path, MODE);
    try {
      fdatasyncSync(fd);
    } finally {
      closeSync(fd);
    }
  },
};

/**
 * Syncs files in the background, oldest first. One that is gone by then, or whose sync fails, is passed over: its checksum
 * tells on each load whether it is whole.
 *
 * @example
 * const isSyncedLater = syncQueue.takes(bytes);
 * if (!isSyncedLater) fdatasyncSync(fd);
 * renameSync(temporary, path);
 * if (isSyncedLater) syncQueue.add(path);
 */
export class SyncQueue {
  private readonly waiting: string[] = [];
  private readonly underWay = new Set<string>();

  constructor(private readonly file: SyncFile = syncFile) {}

  /** Whether it takes a file of so many bytes now: not a large one, nor one too many. */
  takes(bytes: number): boolean {
    return bytes < SYNCED_AT_ONCE_BYTES && this.waiting.length < MOST_FILES;
  }

  /** Takes a complete file under its final name. */
  add(path: string): void {
    this.waiting.push(path);
    if (this.underWay.size < AT_ONCE) void this.work();
  }

  /** Returns when all files that were added are on disk, as far as they can be. */
  flush(): void {
    // Those under way too: syncing one again waits for what is left to do.
    for (const path of [...this.underWay, ...this.waiting.splice(0)]) {
      try {
        this.file.now(path);
      } catch {
        // Passed over, as in the background.
      }
    }
  }

  private async work(): Promise<void> {
    for (let path = this.waiting.shift(); path !== undefined; path = this.waiting.shift()) {
      this.underWay.add(path);
      await this.file.inBackground(path).catch(() => undefined);
      this.underWay.delete(path);
    }
  }
}

/** The queue of this process. */
export const syncQueue = new SyncQueue();
