import { Decompress } from 'fzstd';

/** Bytes that a part may have when it is restored, so that a preview never fills the browser's memory. */
const MOST_RESTORED = 256 * 1024 * 1024;

/**
 * Restores bytes that are compressed with zstd, which browsers cannot do themselves. Of bytes whose end is missing it gives
 * what the blocks hold that are there.
 *
 * @param bytes - Compressed bytes.
 * @param length - How many they are when all are restored.
 * @throws Error when they are damaged, or too many to be shown.
 */
export function decompress(bytes: Uint8Array, length: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Decompress((chunk) => {
    size += chunk.length;
    if (size > Math.min(length, MOST_RESTORED)) {
      throw new Error('there is more of it than can be shown');
    }
    chunks.push(chunk);
  });
  stream.push(bytes);
  const restored = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    restored.set(chunk, at);
    at += chunk.length;
  }
  return restored;
}
