import type { BigIntStats } from 'node:fs';

/** Files that are remembered; the oldest go first. */
const MOST = 10_000;

/** What a checksum was compared for: the file as it was opened, the key that it is stored under, the checksum itself. */
export interface Verified {
  readonly path: string;
  readonly status: BigIntStats;
  readonly key: Uint8Array;
  readonly checksum: Uint8Array;
}

/**
 * The value files whose checksum this process has verified, each as it was then. A file that was written to, replaced or
 * restored since has another inode, time or size, and counts as one that was never seen.
 */
export class VerifiedFiles {
  private readonly states = new Map<string, string>();

  /** Whether just this was verified. */
  has(verified: Verified): boolean {
    return this.states.get(verified.path) === stateOf(verified);
  }

  /** Notes that it was verified. */
  add(verified: Verified): void {
    this.states.delete(verified.path);
    this.states.set(verified.path, stateOf(verified));
    if (this.states.size > MOST) this.states.delete(this.states.keys().next().value!);
  }
}

function stateOf({ status: { dev, ino, size, mtimeNs, ctimeNs }, key, checksum }: Verified): string {
  return [dev, ino, size, mtimeNs, ctimeNs, hex(key), hex(checksum)].join(' ');
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The files verified by this process. */
export const verifiedFiles = new VerifiedFiles();
