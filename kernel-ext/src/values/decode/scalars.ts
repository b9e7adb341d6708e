import { ERROR_TYPES, WELL_KNOWN_SYMBOLS } from '../format';
import type { Decoder } from './decoder';
import type { Shell } from './kinds';
import { latin1, utf16 } from './text';

function remembered(decoder: Decoder, value: object): Shell {
  decoder.remember(value);
  return { value };
}

function primitive(value: unknown): Shell {
  return { value, isPrimitive: true };
}

function readString(decoder: Decoder): string {
  const value = decoder.read();
  return typeof value === 'string' ? value : decoder.reader.fail('a string is expected');
}

function readNumber(decoder: Decoder): number {
  const value = decoder.read();
  return typeof value === 'number' ? value : decoder.reader.fail('a number is expected');
}

/** A Date. */
export function readDate(decoder: Decoder): Shell {
  return remembered(decoder, new Date(readNumber(decoder)));
}

/** A RegExp. */
export function readRegExp(decoder: Decoder): Shell {
  const source = readString(decoder);
  const regexp = new RegExp(source, decoder.reader.text());
  regexp.lastIndex = readNumber(decoder);
  return remembered(decoder, regexp);
}

type Errors = Record<string, (new (argument?: never[]) => Error) | undefined>;

/** An error of a built-in class, without the properties that its constructor gives. */
export function readError(decoder: Decoder): Shell {
  const name = ERROR_TYPES[decoder.reader.count()] ?? decoder.reader.fail('an error class is not known');
  const globals = globalThis as unknown as Errors;
  const Class = globals[name] ?? globals['Error']!;
  return remembered(
    decoder,
    withoutTrace(() => (name === 'AggregateError' ? new Class([]) : new Class())),
  );
}

/** A DOMException. */
export function readDomException(decoder: Decoder): Shell {
  const name = decoder.reader.text();
  const message = readString(decoder);
  return remembered(
    decoder,
    withoutTrace(() => new DOMException(message, name)),
  );
}

/** Makes an error without a stack trace or properties: the stored ones take their place, in their own order. */
function withoutTrace(make: () => object): object {
  const errors = Error as { stackTraceLimit?: number };
  const limit = errors.stackTraceLimit;
  errors.stackTraceLimit = 0;
  const error = make();
  errors.stackTraceLimit = limit;
  for (const key of Reflect.ownKeys(error)) Reflect.deleteProperty(error, key);
  return error;
}

/** A primitive in an object. */
export function readBoxed(decoder: Decoder): Shell {
  const inner = decoder.read();
  if (inner === null || inner === undefined || typeof inner === 'object')
    decoder.reader.fail('a primitive is expected');
  return remembered(decoder, Object(inner) as object);
}

/** A symbol that all processes share. */
export function readSymbol(decoder: Decoder, flags: number): Shell {
  if (flags === 0) return primitive(Symbol.for(readString(decoder)));
  const name = WELL_KNOWN_SYMBOLS[decoder.reader.count()] ?? decoder.reader.fail('a symbol is not known');
  return primitive(
    (Symbol as unknown as Record<string, symbol>)[name] ?? decoder.reader.fail('a symbol is not known here'),
  );
}

/** A BigInt: its sign, its magnitude as big-endian bytes. */
export function readBigInt(decoder: Decoder, flags: number): Shell {
  const digits = ['0x0'];
  for (const byte of decoder.reader.binary()) digits.push(byte < 16 ? `0${byte.toString(16)}` : byte.toString(16));
  const magnitude = BigInt(digits.join(''));
  return primitive(flags === 1 ? -magnitude : magnitude);
}

/** A short string that UTF-8 cannot hold. */
export function readWideString(decoder: Decoder): Shell {
  return primitive(utf16(decoder.reader.binary()));
}

/** A long string. */
export function readSegmentString(decoder: Decoder, flags: number): Shell {
  const bytes = decoder.segments.take(decoder.reader);
  return primitive(flags === 0 ? latin1(bytes) : utf16(bytes));
}
