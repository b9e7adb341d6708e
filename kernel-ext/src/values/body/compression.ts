import { UsageError } from '../../errors';

/** What `memory.cache` takes as `compress`. */
export type Compress = boolean | 'zstd' | { readonly level?: number } | undefined;

const PROBE_BYTES = 64 * 1024;
const DEFAULT_LEVEL = 1;

/** How to compress the parts of a value. */
export interface Compression {
  readonly level: number;
  /** Whether a person asked for it: large buffers are then compressed too. */
  readonly isForced: boolean;
  /** Parts of fewer bytes are left as they are. */
  readonly worthBytes: number;
  /** So much a probe must shrink. */
  readonly worthRatio: number;
}

/** Unasked only what would fill a disk: reading back takes a fifth longer. */
const UNASKED = { level: DEFAULT_LEVEL, isForced: false, worthBytes: 16 * 1024 * 1024, worthRatio: 3 };
const ASKED = { level: DEFAULT_LEVEL, isForced: true, worthBytes: 16 * 1024, worthRatio: 1.5 };

interface Zstd {
  zstdCompressSync?: (bytes: Uint8Array, options: object) => Buffer;
  zstdDecompressSync?: (bytes: Uint8Array, options: object) => Buffer;
  constants: { ZSTD_c_compressionLevel?: number };
}

/** So much a hostile length may make the reader allocate for each stored byte before it is found out. */
const LIKELY_RATIO = 16;
/** The least that zlib takes. */
const SPARE_BYTES = 64;

/** Loaded when it is needed: most entries are not compressed. Zstd is younger than the oldest Node that this runs on. */
const zlib = (): Zstd => require('node:zlib') as Zstd;

/** Understands the `compress` option. Undefined: never compress. @throws UsageError */
export function readCompression(compress: Compress): Compression | undefined {
  if (compress === false) return undefined;
  if (compress === undefined) return UNASKED;
  if (compress === true || compress === 'zstd') return ASKED;
  const level = typeof compress === 'object' && compress !== null ? (compress.level ?? DEFAULT_LEVEL) : NaN;
  if (!Number.isInteger(level) || level < 1 || level > 22) {
    throw new UsageError("compress is true, false, 'zstd' or { level } with a level from 1 to 22");
  }
  return { ...ASKED, level };
}

/** The compressed bytes if that pays, else undefined. */
export function compressIfWorth(
  bytes: Uint8Array,
  { level, worthBytes, worthRatio }: Compression,
): Uint8Array | undefined {
  if (bytes.byteLength < worthBytes || zlib().zstdCompressSync === undefined) return undefined;
  const middle = Math.max(0, Math.floor((bytes.byteLength - PROBE_BYTES) / 2));
  const probe = bytes.subarray(middle, middle + PROBE_BYTES);
  if (compressed(probe, DEFAULT_LEVEL).byteLength * worthRatio > probe.byteLength) return undefined;
  const result = compressed(bytes, level);
  return result.byteLength < bytes.byteLength ? result : undefined;
}

function compressed(bytes: Uint8Array, level: number): Uint8Array {
  const { zstdCompressSync, constants } = zlib();
  return zstdCompressSync!(bytes, { params: { [constants.ZSTD_c_compressionLevel!]: level } });
}

/** Restores `length` bytes, and never makes more than that. @throws Error */
export function decompress(bytes: Uint8Array, length: number): Uint8Array {
  const { zstdDecompressSync } = zlib();
  if (zstdDecompressSync === undefined) throw new Error('this version of Node has no zstd');
  // In one piece where the claimed length is likely, with room to spare, since zlib gets another when one is full.
  const chunkSize = SPARE_BYTES + Math.min(length, LIKELY_RATIO * bytes.byteLength);
  return zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, length), chunkSize });
}
