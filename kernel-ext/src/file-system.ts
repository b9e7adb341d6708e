import { statfsSync } from 'node:fs';

/** `statfs` types of Linux file systems whose shared memory is not shared with other machines. */
const NETWORK_TYPES: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB2
  0x01021997, // 9P
  0x65735546, // FUSE: sshfs, s3fs and the like
  0x5346414f, // AFS
  0x00c36400, // Ceph
  0x0bd00bd0, // Lustre
  0x47504653, // GPFS
  0x19830326, // BeeGFS
]);

/**
 * Whether a file or folder lies on a network file system. There SQLite's write-ahead log must not be used, and no file be
 * mapped: reading from a mapping whose file another machine has deleted would end this process.
 */
export function isOnNetwork(path: string): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return NETWORK_TYPES.has(statfsSync(path).type);
  } catch {
    return false;
  }
}
