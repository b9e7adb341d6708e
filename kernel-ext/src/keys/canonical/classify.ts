import { types } from 'node:util';
import { dataFrameType } from './data-frames';
import { describedType } from './described';
import { knownKind, makeKind, PLAIN, type Base, type Kind } from './kinds';
import { isNativeClass, refusalOfClass, refusalOfPrototype } from './refused';
import { schemaType } from './schemas';
import { privateFieldsOf } from './private-fields';

/** Finds out what objects with a prototype are that was not seen before. `object` is one of them. */
export function classify(object: object, prototype: object): Kind {
  const chain = prototypesFrom(prototype);
  const constructors = chain.map(ownConstructor);
  if (object === globalThis) return makeKind('refused', { reason: 'is the global object' });
  // Another realm's Object.prototype: `vm` contexts have their own.
  if (chain.length === 1 && constructors[0]?.name === 'Object' && isNativeClass(constructors[0])) return PLAIN;

  const known = dataFrameType(object) ?? schemaType(object);
  if (known) return makeKind('described', { type: known.name, describe: known.describe });

  let className = '';
  let hasPrivateFields = false;
  for (let at = 0; at < chain.length; at++) {
    const constructor = constructors[at];
    const reason = refusalOfPrototype(chain[at]!) ?? (constructor && refusalOfClass(constructor));
    if (reason !== undefined) return makeKind('refused', { reason });
    // Only the prototype that the object has itself may be an object like any other: those above belong to it.
    if (at === 0 && !constructor) continue;
    const base = knownKind(chain[at]!) ?? (constructor && (described(constructor) ?? foreign(object, constructor)));
    const own = at === 0 ? undefined : constructors[0];
    if (base && isBuiltin(base)) {
      if (!constructors[0] && at > 0) return makeKind('derived');
      return { ...base, className: className || base.className, constructor: own, hasPrivateFields };
    }
    if (!constructor) continue;
    className ||= nameOf(constructor);
    const isRoot = at === chain.length - 1 && constructor.name === 'Object';
    if (!isRoot && isNativeClass(constructor)) {
      return makeKind('refused', { reason: `is a native object (${constructor.name}), whose state cannot be read` });
    }
    hasPrivateFields ||= privateFieldsOf(constructor).length > 0;
  }
  if (!constructors[0]) return makeKind('derived');
  return makeKind('object', { className, constructor: constructors[0], hasPrivateFields });
}

/** A kind with a content of its own, other than that of any object. */
function isBuiltin({ base }: Kind): boolean {
  return base !== 'object' && base !== 'nullObject' && base !== 'derived';
}

function described(constructor: Function): Kind | undefined {
  const type = describedType(constructor);
  return type && makeKind('described', { type: type.name, describe: type.describe });
}

/** A built-in of another realm, such as the arrays of a `vm` context. */
function foreign(object: object, constructor: Function): Kind | undefined {
  if (!isNativeClass(constructor)) return undefined;
  const base = brandOf(object);
  if (base === undefined) return undefined;
  const local = knownKind((globalThis as unknown as Record<string, Function>)[constructor.name]?.prototype as object);
  return local?.base === base ? local : undefined;
}

function brandOf(object: object): Base | undefined {
  if (Array.isArray(object)) return 'array';
  if (types.isMap(object)) return 'map';
  if (types.isSet(object)) return 'set';
  if (types.isDate(object)) return 'date';
  if (types.isRegExp(object)) return 'regexp';
  if (types.isNativeError(object)) return 'error';
  if (types.isBoxedPrimitive(object)) return 'boxed';
  if (ArrayBuffer.isView(object)) return 'view';
  if (types.isSharedArrayBuffer(object)) return 'sharedArrayBuffer';
  return types.isArrayBuffer(object) ? 'arrayBuffer' : undefined;
}

function prototypesFrom(prototype: object): object[] {
  const chain: object[] = [];
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at) as object | null) chain.push(at);
  return chain;
}

/** A class may have a static member called `name`. */
function nameOf({ name }: Function): string {
  return typeof name === 'string' ? name : '';
}

function ownConstructor(prototype: object): Function | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof value === 'function' ? value : undefined;
}
