/**
 * First byte of everything the canonical encoding writes. The numbers are a storage format: keys on disk are made
 * of them. Add at the end; never renumber.
 */
export const Tag = {
  undefined: 1,
  null: 2,
  true: 3,
  false: 4,
  /** A run of missing elements of an array: its length follows. */
  holes: 5,
  int32: 6,
  double: 7,
  nan: 8,
  bigint: 9,
  string: 10,
  registeredSymbol: 11,
  wellKnownSymbol: 12,
  function: 13,

  object: 20,
  /** A plain object that has symbol keys. */
  objectWithSymbols: 21,
  objectWithoutPrototype: 22,
  instance: 23,
  /** An object whose prototype is another object, not that of a class: the prototype is its last member. */
  derivedObject: 24,
  /** A subclass of a built-in, or a built-in with properties of its own: these, then the built-in's content. */
  extended: 25,

  array: 30,
  map: 31,
  set: 32,
  date: 33,
  regexp: 34,
  boxed: 35,
  error: 36,
  url: 37,
  urlSearchParams: 38,
  typedArray: 39,
  arrayBuffer: 40,
  sharedArrayBuffer: 41,
  /** Something with a public form that says all about it: a name and that form follow. */
  described: 42,

  /** The digest of a run of members, in place of the members. */
  run: 50,
  /** The digest of a whole value, in place of the value. */
  collapsed: 51,
  /** What follows is a graph with cycles: objects are numbered in the order of their first visit. */
  graph: 52,
  /** The number of an object of a graph that was visited before. */
  reference: 53,
} as const;

/** Encodings at least this long are replaced by their digest when they are complete. Part of the key format. */
export const COLLAPSE_BYTES = 16_384;

/** Codes of the views of binary data. Part of the key format. */
export const viewCodes: Readonly<Record<string, number>> = {
  Int8Array: 1,
  Uint8Array: 2,
  Uint8ClampedArray: 3,
  Int16Array: 4,
  Uint16Array: 5,
  Int32Array: 6,
  Uint32Array: 7,
  Float32Array: 8,
  Float64Array: 9,
  BigInt64Array: 10,
  BigUint64Array: 11,
  Float16Array: 12,
  DataView: 13,
  Buffer: 14,
};
