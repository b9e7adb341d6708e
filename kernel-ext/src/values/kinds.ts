import { ERROR_TYPES, Kind, VIEW_TYPES, WELL_KNOWN_SYMBOLS } from './format';
import { HOLE, type Decoder } from './decoder';
import { segment } from './buffers';
import { Placeholder } from './host';

/** An object that exists, and how to give it its content (absent: it has none). */
export interface Body {
  readonly value: unknown;
  readonly fill?: () => void;
}

/** Reads what comes before the content of an object token: enough to create the object. */
export function readShell(decoder: Decoder, kind: number, flags: number): Body | undefined {
  const body = readers[kind]?.(decoder, flags);
  return body;
}

const readers: Record<number, (decoder: Decoder, flags: number) => Body> = {
  [Kind.Symbol]: (decoder, flags) => ({ value: readSymbol(decoder, flags) }),
  [Kind.BigInt]: (decoder, flags) => ({ value: readBigInt(decoder, flags) }),
  [Kind.WideString]: (decoder) => ({ value: wide(decoder.reader.binary()) }),
  [Kind.SegmentString]: (decoder, flags) => ({ value: segmentString(decoder, flags) }),

  [Kind.Object](decoder) {
    const isNull = decoder.reader.count(1) === 1;
    return remembered(decoder, isNull ? (Object.create(null) as object) : {});
  },

  [Kind.Array](decoder) {
    const length = decoder.reader.count(2 ** 32 - 1);
    const array: unknown[] = [];
    decoder.remember(array);
    return { value: array, fill: () => fillArray(decoder, array, length) };
  },

  [Kind.Map](decoder) {
    const map = new Map<unknown, unknown>();
    decoder.remember(map);
    const fill = (): void => {
      const size = decoder.reader.claim(decoder.reader.count());
      for (let i = 0; i < size; i++) {
        const key = decoder.read();
        map.set(key, decoder.read());
      }
    };
    return { value: map, fill };
  },

  [Kind.Set](decoder) {
    const set = new Set<unknown>();
    decoder.remember(set);
    const fill = (): void => {
      const size = decoder.reader.claim(decoder.reader.count());
      for (let i = 0; i < size; i++) set.add(decoder.read());
    };
    return { value: set, fill };
  },

  [Kind.Date]: (decoder) => remembered(decoder, new Date(decoder.read() as number)),

  [Kind.RegExp](decoder) {
    const source = decoder.read();
    const flags = decoder.reader.text();
    let regexp: RegExp;
    try {
      regexp = new RegExp(String(source), flags);
    } catch {
      return decoder.reader.fail('a regular expression cannot be built');
    }
    regexp.lastIndex = decoder.read() as number;
    return remembered(decoder, regexp);
  },

  [Kind.Error](decoder) {
    const name = ERROR_TYPES[decoder.reader.count()];
    const Class = name === undefined ? undefined : (globalThis as unknown as Record<string, ErrorClass>)[name];
    if (Class === undefined) return decoder.reader.fail('an error class is not known here');
    return remembered(decoder, bare(name === 'AggregateError' ? new Class([] as never) : new Class()));
  },

  [Kind.DomException](decoder) {
    const name = decoder.reader.text();
    return remembered(decoder, bare(new DOMException(decoder.reader.text(), name)));
  },

  [Kind.Boxed](decoder) {
    const primitive = decoder.read();
    if (primitive === null || (typeof primitive === 'object' && primitive !== null) || primitive === undefined) {
      return decoder.reader.fail('a primitive is expected');
    }
    return remembered(decoder, Object(primitive) as object);
  },

  [Kind.View]: (decoder) => remembered(decoder, readView(decoder)),

  [Kind.Buffer](decoder) {
    const pieces = decoder.buffers[decoder.reader.count()];
    const buffer = pieces?.[0]?.buffer;
    return remembered(decoder, buffer ?? decoder.reader.fail('a buffer is missing'));
  },

  [Kind.Url]: (decoder) => {
    const href = decoder.read();
    let url: URL;
    try {
      url = new URL(String(href));
    } catch {
      return decoder.reader.fail('a URL cannot be built');
    }
    const body = remembered(decoder, url);
    // Numbered next to its URL: the two are one, and either may be referred to.
    decoder.remember(url.searchParams);
    return body;
  },

  [Kind.UrlSearchParams]: (decoder) => remembered(decoder, new URLSearchParams(String(decoder.read()))),

  [Kind.Instance](decoder) {
    const name = decoder.reader.text();
    const registered = decoder.host.classNamed(name);
    if (registered !== undefined && registered.codec === undefined) {
      return remembered(decoder, Object.create(registered.Class.prototype as object) as object);
    }
    if (!decoder.host.placeholders) return unregistered(decoder, name);
    const data = {};
    return { ...remembered(decoder, data), value: data, fill: undefined };
  },

  [Kind.Codec](decoder) {
    const name = decoder.reader.text();
    const settle = decoder.reserve();
    const data = decoder.read();
    const value = fromCodec(decoder, name, data);
    settle(value);
    return { value };
  },
};

type ErrorClass = new (argument?: never) => Error;

function remembered(decoder: Decoder, value: object): Body {
  decoder.remember(value);
  return { value };
}

function unregistered(decoder: Decoder, name: string): never {
  return decoder.reader.fail(
    `class ${JSON.stringify(name)} is not registered; call memory.register(${name}) before the first call`,
  );
}

function fromCodec(decoder: Decoder, name: string, data: unknown): unknown {
  const { host } = decoder;
  const registered = host.classNamed(name);
  if (registered?.codec !== undefined) return registered.codec.decode(data);
  const adapted = host.adapt(name, data);
  if (adapted !== undefined) return adapted;
  return host.placeholders ? new Placeholder(name, data) : unregistered(decoder, name);
}

/** Removes what a constructor put on an error; the stored properties take its place, in their order. */
function bare<T extends object>(error: T): T {
  for (const key of Reflect.ownKeys(error)) Reflect.deleteProperty(error, key);
  return error;
}

function readSymbol(decoder: Decoder, flags: number): symbol {
  if (flags === 0) return Symbol.for(String(decoder.read()));
  const name = WELL_KNOWN_SYMBOLS[decoder.reader.count()];
  const symbol = name === undefined ? undefined : (Symbol as unknown as Record<string, symbol>)[name];
  return symbol ?? decoder.reader.fail('a symbol is not known here');
}

function readBigInt(decoder: Decoder, negative: number): bigint {
  const bytes = decoder.reader.binary();
  let hex = '0x0';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  const magnitude = BigInt(hex);
  return negative === 1 ? -magnitude : magnitude;
}

/** A string of UTF-16 code units, little-endian; TextDecoder would replace lone surrogates. */
function wide(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units: number[] = [];
  let text = '';
  for (let at = 0; at + 1 < bytes.byteLength; at += 2) {
    units.push(view.getUint16(at, true));
    if (units.length === 4096) text += String.fromCharCode(...units.splice(0));
  }
  return text + String.fromCharCode(...units);
}

function segmentString(decoder: Decoder, flags: number): string {
  const bytes = segment(decoder, decoder.reader.count());
  return flags === 1 ? wide(bytes) : narrow(bytes);
}

/** Latin-1; TextDecoder means windows-1252 by that name. */
function narrow(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.byteLength; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

function fillArray(decoder: Decoder, array: unknown[], length: number): void {
  const { reader } = decoder;
  const sparse = reader.count(1) === 1;
  if (!sparse) {
    reader.claim(length);
    for (let i = 0; i < length; i++) {
      const element = decoder.read();
      if (element === HOLE) array.length = i + 1;
      else array[i] = element;
    }
    return;
  }
  if (length > 0) {
    // A lone last element makes the engine keep the array as a table instead of allocating every hole.
    array[length - 1] = undefined;
    delete array[length - 1];
  }
  const count = reader.claim(reader.count());
  for (let i = 0; i < count; i++) array[reader.count(length - 1)] = decoder.read();
}

function readView(decoder: Decoder): ArrayBufferView {
  const { reader } = decoder;
  const name = VIEW_TYPES[reader.count()];
  const pieces = decoder.buffers[reader.count()];
  const offset = reader.count();
  const tracking = reader.count(1) === 1;
  const length = tracking ? undefined : reader.count();
  const bytesEach = name === 'Buffer' ? 1 : 0;
  const piece = pieces?.find(({ start, buffer }) => offset >= start && offset + (length ?? 0) * bytesEach <= start + buffer.byteLength);
  if (name === undefined || piece === undefined) return reader.fail('a view has no buffer');
  try {
    return makeView(name, piece.buffer, offset - piece.start, length);
  } catch {
    return reader.fail('a view does not fit its buffer');
  }
}

type ViewClass = new (buffer: ArrayBufferLike, offset: number, length?: number) => ArrayBufferView;

function makeView(name: string, buffer: ArrayBufferLike, offset: number, length: number | undefined): ArrayBufferView {
  const globals = globalThis as unknown as Record<string, ViewClass | undefined>;
  if (name === 'Buffer') {
    const NodeBuffer = globals['Buffer'] as { from?: (b: ArrayBufferLike, o: number, l?: number) => ArrayBufferView } | undefined;
    return NodeBuffer?.from?.(buffer, offset, length) ?? new Uint8Array(buffer as ArrayBuffer, offset, length);
  }
  const Class = globals[name];
  if (Class === undefined) return new Uint8Array(buffer as ArrayBuffer, offset);
  return new Class(buffer, offset, length);
}

