import { types } from 'node:util';
import { classify } from './classify';

/** How the content of an object is written. */
export type Base =
  | 'object'
  | 'nullObject'
  | 'derived'
  | 'array'
  | 'map'
  | 'set'
  | 'date'
  | 'regexp'
  | 'boxed'
  | 'error'
  | 'url'
  | 'urlSearchParams'
  | 'view'
  | 'arrayBuffer'
  | 'sharedArrayBuffer'
  | 'described'
  | 'refused';

/** What an object is, as its prototype tells. */
export interface Kind {
  readonly base: Base;
  /** Name of the class; empty for plain built-ins. */
  readonly className: string;
  /** The class, when it is not a built-in. */
  readonly constructor: Function | undefined;
  /** Of a view: its type. Of a described value: what it is. */
  readonly type: string;
  /** Of a described value: a plain value that says all about it. */
  readonly describe: ((object: never) => unknown) | undefined;
  /** Whether its classes declare private fields. */
  readonly hasPrivateFields: boolean;
  /** Of a refused value: why, to complete "`options.db` …". */
  readonly reason: string;
}

/** A kind that is told by its base alone, unless `more` says otherwise. */
export function makeKind(base: Base, more: Partial<Omit<Kind, 'base'>> = {}): Kind {
  return {
    base,
    className: '',
    constructor: undefined,
    type: '',
    describe: undefined,
    hasPrivateFields: false,
    reason: '',
    ...more,
  };
}

/** Plain objects: by far the most, so they are told apart before any table is asked. */
export const PLAIN = makeKind('object');
/** Arrays: of those there are nearly as many. */
const ARRAY = makeKind('array');
const NULL_OBJECT = makeKind('nullObject');

/** Kinds by prototype: the built-ins, and the classes that were seen. */
const known = new WeakMap<object, Kind>([
  [Object.prototype, PLAIN],
  [Array.prototype, ARRAY],
  [Map.prototype, makeKind('map')],
  [Set.prototype, makeKind('set')],
  [Date.prototype, makeKind('date')],
  [RegExp.prototype, makeKind('regexp')],
  [Number.prototype, makeKind('boxed')],
  [String.prototype, makeKind('boxed')],
  [Boolean.prototype, makeKind('boxed')],
  [BigInt.prototype, makeKind('boxed')],
  [Symbol.prototype, makeKind('boxed')],
  [URL.prototype, makeKind('url')],
  [URLSearchParams.prototype, makeKind('urlSearchParams')],
  [ArrayBuffer.prototype, makeKind('arrayBuffer')],
  [SharedArrayBuffer.prototype, makeKind('sharedArrayBuffer')],
  [DataView.prototype, makeKind('view', { type: 'DataView' })],
  [Buffer.prototype, makeKind('view', { type: 'Buffer' })],
  // An exotic object, but with nothing that its properties do not show.
  [Object.getPrototypeOf(process.env) as object, PLAIN],
]);

const views = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array];
const wideViews = [Float32Array, Float64Array, BigInt64Array, BigUint64Array];
const newViews = [(globalThis as { Float16Array?: Function }).Float16Array];
for (const type of [...views, ...wideViews, ...newViews]) {
  if (type) known.set(type.prototype as object, makeKind('view', { type: type.name }));
}

const errors = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError];
for (const type of errors) known.set(type.prototype, makeKind('error', { className: type.name }));

/** The kind of an object. For a class that was seen before this takes some nanoseconds. */
export function kindOf(object: object): Kind {
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (prototype === Object.prototype) return PLAIN;
  if (prototype === Array.prototype) return ARRAY;
  if (prototype === null) return NULL_OBJECT;
  let kind = known.get(prototype);
  if (kind === undefined) {
    kind = classify(object, prototype);
    // What is behind a proxy cannot be asked about everything, so it does not speak for its class.
    if (!types.isProxy(object)) known.set(prototype, kind);
  }
  return kind;
}

/** Whether an object counts by what it says of itself, and not by its members: those may be made when they are first used. */
export function isDescribed(object: object): boolean {
  return kindOf(object).base === 'described';
}

/** The kind of objects with this prototype, as far as it is known. */
export function knownKind(prototype: object): Kind | undefined {
  return known.get(prototype);
}
