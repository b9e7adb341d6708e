import { UsageError } from '../../errors';

/** What `memory.cache` takes as `compress`. */
export type Compress = boolean | 'zstd' | { readonly level?: number } | undefined;

/** From here on compressing is worth a thought. */
const WORTH_BYTES = 16 * 1024;
const PROBE_BYTES = 64 * 1024;
/** A probe must shrink this much. */
const WORTH_RATIO = 1.5;
const DEFAULT_LEVEL = 1;

/** How to compress the parts of a value: the level, and whether large buffers and small gains count too. */
export interface Compression {
  readonly level: number;
  readonly isForced: boolean;
}

interface Zstd {
  zstdCompressSync?: (bytes: Uint8Array, options: object) => Buffer;
  zstdDecompressSync?: (bytes: Uint8Array, options: object) => Buffer;
  constants: { ZSTD_c_compressionLevel?: number };
}

/** Loaded when it is needed: most entries are not compressed. Zstd is younger than the oldest Node that this runs on. */
const zlib = (): Zstd => require('node:zlib') as Zstd;

/** Understands the `compress` option. Undefined: never compress. @throws UsageError */
export function readCompression(compress: Compress): Compression | undefined {
  if (compress === false) return undefined;
  if (compress === undefined) return { level: DEFAULT_LEVEL, isForced: false };
  if (compress === true || compress === 'zstd') return { level: DEFAULT_LEVEL, isForced: true };
  const level = typeof compress === 'object' && compress !== null ? (compress.level ?? DEFAULT_LEVEL) : NaN;
  if (!Number.isInteger(level) || level < 1 || level > 22) {
    throw new UsageError("compress is true, false, 'zstd' or { level } with a level from 1 to 22");
  }
  return { level, isForced: true };
}

/** The compressed bytes if that pays, else undefined. */
export function compressIfWorth(bytes: Uint8Array, { level }: Compression): Uint8Array | undefined {
  if (bytes.byteLength < WORTH_BYTES || zlib().zstdCompressSync === undefined) return undefined;
  const middle = Math.max(0, Math.floor((bytes.byteLength - PROBE_BYTES) / 2));
  const probe = bytes.subarray(middle, middle + PROBE_BYTES);
  if (compressed(probe, DEFAULT_LEVEL).byteLength * WORTH_RATIO > probe.byteLength) return undefined;
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
  return zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, length) });
}
