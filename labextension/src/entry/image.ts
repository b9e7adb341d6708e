const MAGIC: readonly [mime: string, bytes: readonly number[], at?: number][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x57, 0x45, 0x42, 0x50], 8],
];

/**
 * The type of the image that bytes are, or null when they are none. SVG is left out: it can hold scripts.
 *
 * @param value - Any value; only byte arrays and buffers can be images.
 */
export function imageType(value: unknown): string | null {
  const bytes = bytesOf(value);
  if (!bytes) {
    return null;
  }
  const found = MAGIC.find(([, magic, at = 0]) => magic.every((byte, i) => bytes[at + i] === byte));
  return found?.[0] ?? null;
}

/** The bytes of a byte array or buffer, not copied. */
export function bytesOf(value: unknown): Uint8Array | null {
  if (value instanceof ArrayBuffer) {
    return new Uint8Array(value);
  }
  return value instanceof Uint8Array ? value : null;
}
