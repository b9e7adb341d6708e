import { readSync } from 'node:fs';
import { isOnNetwork } from '../../file-system';

/** Page size that the layout of value files counts on. */
const PAGE = 4096;
/** Bytes before the memory that glibc gives out: the chunk's header. */
const HEADER = 16;
/** Flag in the header of a chunk that is a mapping of its own. */
const IS_MAPPED = 2;

const PROT_READ_WRITE = 0x1 | 0x2;
const MAP_PRIVATE_FIXED = 0x02 | 0x10;

interface Native {
  addressOf(bytes: Uint8Array): bigint;
  /** Reads `count` 64-bit numbers at an address. */
  words(address: bigint, count: number): BigUint64Array;
  mmap(address: bigint, length: number, protection: number, flags: number, fd: number, offset: number): bigint | null;
}

let native: Native | null | undefined;

/** The system's mmap through koffi, or null where that is not to be had. Loaded when the first large value is. */
function loadNative(): Native | null {
  // Elsewhere allocators keep their books differently, and what is said below does not hold.
  if (process.platform !== 'linux') return null;
  try {
    const koffi = require('koffi') as typeof import('koffi');
    const libc = koffi.load('libc.so.6');
    if (libc.func('int getpagesize()')() !== PAGE) return null;
    const mmap = libc.func('void *mmap(void *, size_t, int, int, int, int64_t)') as Native['mmap'];
    return {
      addressOf: (bytes) => BigInt(koffi.address(bytes)),
      words: (address, count) => koffi.decode(address, 'uint64', count) as BigUint64Array,
      mmap,
    };
  } catch {
    return null;
  }
}

/**
 * Lays part of a file over fresh memory, privately and copy-on-write, instead of reading it in. Returns whether it
 * could; if not, the memory is as it was.
 *
 * The memory stays the engine's own: glibc gives a large allocation a mapping of its own, and frees it by unmapping
 * that range, whatever file lies there by then. So nothing has to be told when the buffer is collected, transferred or
 * sent to another thread, and the file may be unlinked meanwhile, but for one on a network file system, which is not
 * mapped. The chunk's header tells whether it is such a
 * mapping; with another allocator it does not look like one, and the caller reads the file.
 */
export function mapOver(memory: Uint8Array, fd: number, offset: number): boolean {
  if (native === undefined) native = loadNative();
  if (native === null || offset % PAGE !== HEADER || isOnNetwork(`/proc/self/fd/${fd}`)) return false;
  const address = native.addressOf(memory);
  if (address % BigInt(PAGE) !== BigInt(HEADER)) return false;
  const [before, size] = native.words(address - BigInt(HEADER), 2);
  const isOwnMapping = (size! & 7n) === BigInt(IS_MAPPED) && before === 0n;
  const chunk = Number(size! & ~7n);
  const needed = memory.byteLength + HEADER;
  if (!isOwnMapping || chunk % PAGE !== 0 || chunk < needed || chunk >= needed + 2 * PAGE) return false;
  const head = PAGE - HEADER;
  const mapped = Math.floor((memory.byteLength - head) / PAGE) * PAGE;
  const start = address + BigInt(head);
  if (BigInt(native.mmap(start, mapped, PROT_READ_WRITE, MAP_PRIVATE_FIXED, fd, offset + head) ?? -1) !== start)
    return false;
  // The ends share their pages with the header and with what follows.
  readInto(fd, memory.subarray(0, head), offset);
  readInto(fd, memory.subarray(head + mapped), offset + head + mapped);
  return true;
}

function readInto(fd: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.byteLength;) {
    const count = readSync(fd, bytes, at, bytes.byteLength - at, position + at);
    if (count === 0) return;
    at += count;
  }
}
