import { randomFillSync } from 'node:crypto';
import { existsSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { reasonOf } from './faults';

const NAME = 'reserve';
const BYTES = 2 * 2 ** 20;
/** The reserve is made only where as many times its size are free: on a nearly full disk it would be in the way. */
const SPARE = 16;

/**
 * Keeps a file in the store's folder whose only use is to be removed: on a disk that is full to the last byte even a clear
 * needs some log to be written. Does nothing where there is one, or no space for it.
 */
export function keepReserve(folder: string): void {
  const file = path.join(folder, NAME);
  if (existsSync(file)) return;
  try {
    const { bavail, bsize } = statfsSync(folder);
    // Random, for file systems that compress or leave out zeros.
    if (bavail * bsize > SPARE * BYTES)
      writeFileSync(file, randomFillSync(Buffer.allocUnsafe(BYTES)), { flag: 'wx', mode: 0o600 });
  } catch {
    releaseReserve(folder);
  }
}

/** Gives the reserved space back to the disk. Returns whether there was any. */
export function releaseReserve(folder: string): boolean {
  try {
    unlinkSync(path.join(folder, NAME));
    return true;
  } catch {
    return false;
  }
}

/** Runs `action`; where the disk is too full for it, again with the reserved space, which `onUsed` is told of before. */
export function withReserve<T>(folder: string, onUsed: () => void, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (reasonOf(error) !== 'full' || !releaseReserve(folder)) throw error;
    onUsed();
    return action();
  }
}
