/**
 * Numbers of the value format, shared by the encoder (Node) and the decoder (Node and browser).
 * They are frozen: docs/format.md describes each, golden files in the tests hold them in place.
 */

/** Version of the value format. A reader refuses a greater one. */
export const FORMAT_VERSION = 1;

/** First byte of a head. */
export const HEAD_MARK = 0x01;

/** Bytes before the first token of a head: mark, flags, 6 bytes position of the buffer table. */
export const HEAD_PREAMBLE = 8;

/** Flag of a head: it holds references, so the decoder must number the objects. */
export const HEAD_REFERENCES = 1;

/** Buffers and strings of this many bytes and more leave the head and become segments. */
export const SEGMENT_BYTES = 64 * 1024;

/** Containers nested deeper than this are written after the rest, so that depth costs no stack. */
export const INLINE_DEPTH = 96;

/** Nesting that the data of a custom codec may have beyond that: it cannot be put off. */
export const CODEC_DEPTH = 400;

/** Plain objects with more keys than this carry their keys with them. */
export const RECORD_KEYS = 64;

/** Arrays at least this long may be written as a list of the elements they have, if that is less than half. */
export const SPARSE_LENGTH = 2048;

/** Most key lists that one value numbers. */
export const RECORD_SHAPES = 0x10000;

/** The first record numbers are a single byte: 0x40 to 0x7f. */
export const SHORT_RECORDS = 0x40;

/** Second byte of a `d4` token, after which the parts of the object follow. */
export const Kind = {
  /** Flags 0: undefined; 1: a hole of an array. */
  Constant: 0x00,
  Object: 0x10,
  Array: 0x11,
  Map: 0x12,
  Set: 0x13,
  Date: 0x14,
  RegExp: 0x15,
  Error: 0x16,
  DomException: 0x17,
  Boxed: 0x18,
  View: 0x19,
  Buffer: 0x1a,
  Url: 0x1b,
  UrlSearchParams: 0x1c,
  Blob: 0x1d,
  File: 0x1e,
  Temporal: 0x1f,
  /** An instance whose own properties are ordinary: its class and a record. */
  Instance: 0x20,
  /** What a custom codec or an adapter made of an object. */
  Codec: 0x21,
  /** The record or array that follows is not extensible, to the level that the flags say. */
  Integrity: 0x30,
  Symbol: 0x40,
  BigInt: 0x41,
  WideString: 0x42,
  SegmentString: 0x43,
  /** A list of keys, then the first record that has them. Flags: the byte that such records begin with, or 0. */
  RecordDefinition: 0x72,
} as const;

/** Type of a `d5` token: a record whose number does not fit one byte. */
export const WIDE_RECORD = 0x52;

/** Type of a `d6` token: an object that began before, by its number. */
export const REFERENCE = 0x52;

/** Flags of an object token. */
export const FLAG_INTEGRITY = 0x03;
export const FLAG_PROPERTIES = 0x04;
export const FLAG_DEFERRED = 0x08;
export const FLAG_CLASS = 0x10;

/** Integrity levels above 0, extensible. */
export const NON_EXTENSIBLE = 1;
export const SEALED = 2;
export const FROZEN = 3;

/** Attributes of a property. */
export const WRITABLE = 1;
export const ENUMERABLE = 2;
export const CONFIGURABLE = 4;
export const ORDINARY = WRITABLE | ENUMERABLE | CONFIGURABLE;
/** Added for the `stack` that the engine gives an error: an accessor, whose functions cannot be stored but can be had again. */
export const NATIVE_STACK = 8;

/** Flags of an entry of the buffer table. */
export const BUFFER_SHARED = 1;
export const BUFFER_RESIZABLE = 2;

/** Typed arrays by their number. The order is frozen. */
export const VIEW_TYPES = [
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
  'Buffer',
] as const;

/** Built-in error classes by their number. The order is frozen. */
export const ERROR_TYPES = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError',
  'SuppressedError',
] as const;

/** Well-known symbols by their number. The order is frozen. */
export const WELL_KNOWN_SYMBOLS = [
  'asyncIterator',
  'hasInstance',
  'isConcatSpreadable',
  'iterator',
  'match',
  'matchAll',
  'replace',
  'search',
  'species',
  'split',
  'toPrimitive',
  'toStringTag',
  'unscopables',
  'dispose',
  'asyncDispose',
] as const;

/** Temporal classes by their number. The order is frozen. */
export const TEMPORAL_TYPES = [
  'Instant',
  'Duration',
  'PlainDate',
  'PlainTime',
  'PlainDateTime',
  'PlainYearMonth',
  'PlainMonthDay',
  'ZonedDateTime',
] as const;
