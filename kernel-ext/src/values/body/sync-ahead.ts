import { closeSync, fdatasync, openSync } from 'node:fs';

/** Bytes between the beginnings of two syncs, at least. */
const STEP_BYTES = 32 * 1024 * 1024;
/** Syncs of one file at most: they take threads from the notebook's own files and downloads. */
const MOST_SYNCS = 6;

/** How a file is synced in the background, as a test may replace it. */
export interface Background {
  open(path: string): number;
  sync(fd: number): void;
  close(fd: number): void;
}

const system: Background = {
  // FlushFileBuffers of Windows wants one that can be written.
  open: (path) => openSync(path, 'r+'),
  sync: (fd) => fdatasync(fd, () => undefined),
  close: closeSync,
};

/**
 * Lets the disk begin with a large file while the rest of it is still hashed and written. Only a help: whether all is on
 * disk, and whether that failed, is what the sync of the whole file tells at the end.
 *
 * @example
 * const ahead = new SyncAhead(path, bytes);
 * ahead.wrote(done); // after each piece
 * fdatasyncSync(fd);
 * ahead.end();
 */
export class SyncAhead {
  private readonly fd: number | undefined;
  private readonly step: number;
  private next: number;

  constructor(
    path: string,
    bytes: number,
    private readonly background = system,
  ) {
    this.step = Math.max(STEP_BYTES, Math.ceil(bytes / (MOST_SYNCS + 1)));
    this.next = this.step;
    // A descriptor of its own, so that no error of the disk is told to anyone but the sync at the end.
    try {
      this.fd = background.open(path);
    } catch {
      // The file is written all the same.
    }
  }

  /** To be called with the number of bytes written so far. */
  wrote(bytes: number): void {
    if (this.fd === undefined || bytes < this.next) return;
    this.next = bytes + this.step;
    this.background.sync(this.fd);
  }

  /**
   * To be called when the file is complete and synced. Nobody hears of a sync that ends while the notebook's code runs, so
   * none is waited for: one under way ends all the same, and one that has not begun finds nothing to do, or no file.
   */
  end(): void {
    if (this.fd !== undefined) this.background.close(this.fd);
  }
}
