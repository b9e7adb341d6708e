import { types } from 'node:util';
import { FROZEN, Kind } from '../format';
import { writeToken, type Manner } from './body';
import { impostor } from './collections';
import type { ObjectWriter } from './dispatch';
import type { Encoder } from './encoder';
import { integrityOf } from './plain';
import { Refusal } from './refusal';
import { slot } from './slots';

/** A Date, also an invalid one. */
export function writeDate(encoder: Encoder, value: Date, manner: Manner): void {
  if (!types.isDate(value)) throw impostor(value);
  const time = Date.prototype.getTime.call(value);
  writeToken(encoder, value, manner, { kind: Kind.Date, shell: () => encoder.writer.number(time) });
}

/** A RegExp with its `lastIndex`. */
export function writeRegExp(encoder: Encoder, value: RegExp, manner: Manner): void {
  if (!types.isRegExp(value)) throw impostor(value);
  const lastIndex = Object.getOwnPropertyDescriptor(value, 'lastIndex')!;
  if (typeof lastIndex.value !== 'number') throw new Refusal(value, 'lastIndex', 'is not a number');
  if (lastIndex.writable !== integrityOf(value) < FROZEN) {
    throw new Refusal(value, 'lastIndex', 'is read-only, which cannot be stored of a RegExp that is not frozen');
  }
  const keys = Reflect.ownKeys(value).filter((key) => key !== 'lastIndex');
  // Read from a copy: own properties may hide the getters of the original.
  const { source, flags } = new RegExp(value);
  const shell = (): void => {
    encoder.string(source);
    encoder.writer.string(flags);
    encoder.writer.number(lastIndex.value as number);
  };
  writeToken(encoder, value, manner, { kind: Kind.RegExp, shell, keys });
}

/** An error of a built-in class; message, stack, cause and the like are own properties of it. */
export function writeError(number: number): ObjectWriter {
  return (encoder, value: object, manner) => {
    if (!types.isNativeError(value)) throw impostor(value);
    writeToken(encoder, value, manner, { kind: Kind.Error, shell: () => encoder.writer.number(number) });
  };
}

/** A DOMException: name and message are not properties of it. */
export function writeDomException(encoder: Encoder, value: DOMException, manner: Manner): void {
  const name = branded(value, () => slot(DOMException.prototype, 'name', value) as string);
  const message = slot(DOMException.prototype, 'message', value) as string;
  const shell = (): void => {
    encoder.writer.string(name);
    encoder.string(message);
  };
  writeToken(encoder, value, manner, { kind: Kind.DomException, shell });
}

/** Reads what only the real thing has: a built-in's getter throws on anything else. @throws Refusal */
export function branded<T>(value: object, read: () => T): T {
  try {
    return read();
  } catch {
    throw impostor(value);
  }
}

/** A primitive in an object: `Object(1n)`, `new String('…')`. */
export function writeBoxed(encoder: Encoder, value: object, manner: Manner): void {
  const primitive = unbox(value);
  const shell = (): void => encoder.write(primitive, value, undefined);
  const own = Reflect.ownKeys(value);
  const keys =
    typeof primitive === 'string' ? own.filter((key) => key !== 'length' && !isCharacter(key, primitive)) : own;
  writeToken(encoder, value, manner, { kind: Kind.Boxed, shell, keys });
}

function isCharacter(key: PropertyKey, text: string): boolean {
  return typeof key === 'string' && String(Number(key)) === key && Number(key) >= 0 && Number(key) < text.length;
}

function unbox(value: object): unknown {
  if (types.isNumberObject(value)) return Number.prototype.valueOf.call(value);
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value);
  if (types.isBooleanObject(value)) return Boolean.prototype.valueOf.call(value);
  if (types.isBigIntObject(value)) return BigInt.prototype.valueOf.call(value);
  if (types.isSymbolObject(value)) return Symbol.prototype.valueOf.call(value);
  throw impostor(value);
}
