/**
 * A value in the form in which it is stored: a small msgpack head, and the large buffers that were taken out of it,
 * in the order in which the head refers to them. Segments may alias the caller's memory; they are only read.
 */
export interface EncodedValue {
  readonly head: Uint8Array;
  readonly segments: readonly Uint8Array[];
  /** True when nothing else refers to the segments: decoding may then build the value upon them, once. */
  readonly ownsSegments?: boolean;
  /** To be called once the value is decoded, which does not alias the head: its memory serves another. */
  readonly release?: (() => void) | undefined;
}

/** What the store keeps of a value: a payload in the row, or the name of a value file. */
export interface StoredBody {
  /** Version of the value format (docs/format.md). */
  readonly format: number;
  /** Bytes on disk. */
  readonly bytes: number;
  /** Over the key and the stored bytes. */
  readonly checksum: Buffer;
  /** The payload, when it is kept in the row. */
  readonly payload: Buffer | null;
  /** Name below `values/`, when it is kept in a file. */
  readonly file: string | null;
  /** Whether the payload, which nobody writes to, was verified already. */
  isVerified?: boolean;
}
