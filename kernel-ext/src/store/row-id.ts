const ROW_ID_BYTES = 6;

/** Row of an entry: the first 48 bits of its key, so that the key needs no index of its own. */
export function rowIdOf(key: Buffer): number {
  return key.readUIntBE(0, ROW_ID_BYTES);
}
