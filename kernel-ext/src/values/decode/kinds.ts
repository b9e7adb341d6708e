import { Kind } from '../format';
import { readBuffer, readView } from './views';
import { fromCodec } from './classes';
import { readArray, readMap, readObject, readSet } from './collections';
import type { Decoder } from './decoder';
import { readBlob, readFile, readTemporal, readUrl, readUrlSearchParams } from './platform';
import {
  readBigInt,
  readBoxed,
  readDate,
  readDomException,
  readError,
  readRegExp,
  readSegmentString,
  readSymbol,
  readWideString,
} from './scalars';

/** A value that exists, and how to give it its content (absent: it has none but properties). */
export interface Shell {
  readonly value: unknown;
  readonly fill?: () => void;
  /** A primitive, or an object that is complete: nothing follows. */
  readonly isPrimitive?: true;
}

type ShellReader = (decoder: Decoder, flags: number) => Shell;

const readers: ReadonlyMap<number, ShellReader> = new Map<number, ShellReader>([
  [Kind.Object, readObject],
  [Kind.Array, readArray],
  [Kind.Map, readMap],
  [Kind.Set, readSet],
  [Kind.Date, readDate],
  [Kind.RegExp, readRegExp],
  [Kind.Error, readError],
  [Kind.DomException, readDomException],
  [Kind.Boxed, readBoxed],
  [Kind.View, readView],
  [Kind.Buffer, readBuffer],
  [Kind.Url, readUrl],
  [Kind.UrlSearchParams, readUrlSearchParams],
  [Kind.Blob, readBlob],
  [Kind.File, readFile],
  [Kind.Temporal, readTemporal],
  [Kind.Codec, readCodec],
  [Kind.Symbol, readSymbol],
  [Kind.BigInt, readBigInt],
  [Kind.WideString, readWideString],
  [Kind.SegmentString, readSegmentString],
]);

/** Reads what comes before the content of a token: enough to create its object. Undefined: an unknown kind. */
export function readShell(decoder: Decoder, kind: number, flags: number): Shell | undefined {
  return readers.get(kind)?.(decoder, flags);
}

function readCodec(decoder: Decoder): Shell {
  const settle = decoder.reserve();
  const name = decoder.className();
  const value = fromCodec(decoder.host, name, decoder.read());
  settle(value);
  return { value, isPrimitive: true };
}
