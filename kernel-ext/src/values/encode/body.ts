import {
  CONFIGURABLE,
  ENUMERABLE,
  FLAG_CLASS,
  FLAG_DEFERRED,
  FLAG_PROPERTIES,
  NATIVE_STACK,
  WRITABLE,
} from '../format';
import type { Encoder } from './encoder';
import { integrityOf } from './plain';
import { Refusal } from './refusal';

/** What is known of an object when it is written: whether its content comes later, and the class it has if not the usual. */
export interface Manner {
  readonly deferred: boolean;
  readonly className: string | undefined;
}

/** How an object's own token is composed; see {@link writeToken}. */
export interface Parts {
  readonly kind: number;
  /** What the decoder needs to create the object. */
  readonly shell?: () => void;
  /** What it is filled with, besides properties. */
  readonly content?: () => void;
  /** Own properties to store; default: all own keys. */
  readonly keys?: readonly PropertyKey[];
}

const stackOf = Object.getOwnPropertyDescriptor(new Error(), 'stack')?.get;

/**
 * Writes an object token: kind and flags, class, shell; then content and own properties, now or at the end.
 * The decoder reads the same order.
 */
export function writeToken(encoder: Encoder, value: object, manner: Manner, parts: Parts): void {
  const keys = parts.keys ?? Reflect.ownKeys(value);
  const flags =
    integrityOf(value) |
    (keys.length > 0 ? FLAG_PROPERTIES : 0) |
    (manner.deferred ? FLAG_DEFERRED : 0) |
    (manner.className === undefined ? 0 : FLAG_CLASS);
  encoder.writer.kind(parts.kind, flags);
  if (manner.className !== undefined) encoder.className(manner.className);
  parts.shell?.();
  encoder.remember(value);
  const fill = (): void => {
    parts.content?.();
    if (keys.length > 0) writeProperties(encoder, value, keys);
  };
  if (manner.deferred) encoder.defer(fill);
  else fill();
}

function writeProperties(encoder: Encoder, value: object, keys: readonly PropertyKey[]): void {
  encoder.writer.number(keys.length);
  for (const key of keys) {
    const property = Object.getOwnPropertyDescriptor(value, key)!;
    const isAccessor = property.get !== undefined || property.set !== undefined;
    if (isAccessor && !isNativeStack(property)) {
      throw new Refusal(value, key, 'is an accessor (a getter or setter), which cannot be stored');
    }
    if (typeof key === 'symbol') encoder.symbol(key, value, key);
    else encoder.writer.string(String(key));
    encoder.writer.number((isAccessor ? NATIVE_STACK : 0) | attributesOf(property));
    encoder.write(isAccessor ? readStack(value) : property.value, value, key);
  }
}

function readStack(value: object): unknown {
  try {
    return Reflect.get(value, 'stack');
  } catch {
    throw new Refusal(value, 'stack', 'cannot be read');
  }
}

function isNativeStack(property: PropertyDescriptor): boolean {
  return stackOf !== undefined && property.get === stackOf;
}

function attributesOf(property: PropertyDescriptor): number {
  return (
    (property.writable ? WRITABLE : 0) |
    (property.enumerable ? ENUMERABLE : 0) |
    (property.configurable ? CONFIGURABLE : 0)
  );
}
