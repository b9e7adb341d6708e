import { requireAsLibrary } from '../library.ts';
import type { Job } from '../protocol.ts';
import type { Subject } from '../serve.ts';

/** Prepares a bare operation: the least that any implementation would have to do. None of them is a cache. */
export type Floor = (job: Job) => Promise<Pick<Subject, 'call'> & Partial<Subject>>;

/** The hash that tells whether bytes are damaged, loaded: XXH3 of 128 bits. */
export function xxh3(): (bytes: Uint8Array) => Buffer {
  const { XXHash128 } = requireAsLibrary('xxhash-addon');
  return (bytes) => XXHash128.hash(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
