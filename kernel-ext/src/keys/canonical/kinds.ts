import { refusal } from './refused';

/** What an object is, as its prototype tells. */
export interface Kind {
  readonly base:
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
  /** Name of the class, empty for the plain built-in. */
  readonly className: string;
  /** The class itself, when it is the user's. */
  readonly constructor: Function | undefined;
  /** Of a view: its type. Of a described value: what it is. */
  readonly type: string;
  /** Why there is no key of it. */
  readonly reason: string;
}

function builtin(base: Kind['base'], type = ''): Kind {
  return { base, className: '', constructor: undefined, type, reason: '' };
}

const known = new WeakMap<object, Kind>([
  [Object.prototype, builtin('object')],
  [Array.prototype, builtin('array')],
  [Map.prototype, builtin('map')],
  [Set.prototype, builtin('set')],
  [Date.prototype, builtin('date')],
  [RegExp.prototype, builtin('regexp')],
  [Number.prototype, builtin('boxed')],
  [String.prototype, builtin('boxed')],
  [Boolean.prototype, builtin('boxed')],
  [BigInt.prototype, builtin('boxed')],
  [Symbol.prototype, builtin('boxed')],
  [URL.prototype, builtin('url')],
  [URLSearchParams.prototype, builtin('urlSearchParams')],
  [ArrayBuffer.prototype, builtin('arrayBuffer')],
  [SharedArrayBuffer.prototype, builtin('sharedArrayBuffer')],
  [DataView.prototype, builtin('view', 'DataView')],
  [Buffer.prototype, builtin('view', 'Buffer')],
]);
const NULL_OBJECT = builtin('nullObject');

const viewTypes = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  (globalThis as { Float16Array?: typeof Float32Array }).Float16Array,
];
for (const type of viewTypes) if (type) known.set(type.prototype, builtin('view', type.name));

const errorTypes = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError];
for (const type of errorTypes) {
  known.set(type.prototype, { ...builtin('error'), className: type.name });
}

/** The kind of an object. Looking it up again for another object of the class takes some nanoseconds. */
export function kindOf(object: object): Kind {
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (prototype === null) return NULL_OBJECT;
  let kind = known.get(prototype);
  if (kind === undefined) {
    kind = classify(prototype);
    known.set(prototype, kind);
  }
  return kind;
}

function classify(prototype: object): Kind {
  const parent = Object.getPrototypeOf(prototype) as object | null;
  const constructor = ownConstructor(prototype);
  // Another realm's Object.prototype: `vm` contexts have their own.
  if (parent === null && constructor?.name === 'Object') return builtin('object');
  const reason = refusal(prototype, constructor);
  if (reason !== undefined) return { ...builtin('refused'), reason };
  if (constructor === undefined) return builtin('derived');
  const base = parent === null ? NULL_OBJECT : (known.get(parent) ?? classify(parent));
  if (base.base === 'refused') return base;
  return {
    base: base.base === 'derived' || base.base === 'nullObject' ? 'object' : base.base,
    className: constructor.name,
    constructor,
    type: base.type,
    reason: '',
  };
}

function ownConstructor(prototype: object): Function | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof value === 'function' ? value : undefined;
}
