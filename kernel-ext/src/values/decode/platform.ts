import { TEMPORAL_TYPES } from '../format';
import { placeholderClass } from '../host';
import type { Decoder } from './decoder';
import type { Shell } from './kinds';
import { blobBytes } from './views';

function readString(decoder: Decoder): string {
  const value = decoder.read();
  return typeof value === 'string' ? value : decoder.reader.fail('a string is expected');
}

/** A URL and its `searchParams`, which has a number of its own. */
export function readUrl(decoder: Decoder): Shell {
  const url = new URL(readString(decoder));
  decoder.remember(url.searchParams);
  decoder.remember(url);
  return { value: url };
}

/** URLSearchParams that stand alone. */
export function readUrlSearchParams(decoder: Decoder): Shell {
  const value = new URLSearchParams(readString(decoder));
  decoder.remember(value);
  return { value };
}

/** A Blob. */
export function readBlob(decoder: Decoder): Shell {
  const type = decoder.reader.text();
  const value = new Blob([blobBytes(decoder)], { type });
  decoder.remember(value);
  return { value };
}

/** A File. */
export function readFile(decoder: Decoder): Shell {
  const type = decoder.reader.text();
  const name = decoder.reader.text();
  const lastModified = decoder.read() as number;
  const value = new File([blobBytes(decoder)], name, { type, lastModified });
  decoder.remember(value);
  return { value };
}

type TemporalClasses = Record<string, new (...parts: unknown[]) => object>;

/** A Temporal value, from what its constructor takes. */
export function readTemporal(decoder: Decoder): Shell {
  const { reader, host } = decoder;
  const name = TEMPORAL_TYPES[reader.count()] ?? reader.fail('a Temporal class is not known');
  const parts: unknown[] = [];
  const count = reader.claim(reader.count());
  for (let i = 0; i < count; i++) parts.push(decoder.read());
  const temporal = (globalThis as { Temporal?: TemporalClasses }).Temporal;
  let value: object;
  if (temporal !== undefined) value = new temporal[name]!(...parts);
  else if (host.placeholders)
    value = Object.assign(Object.create(placeholderClass(`Temporal.${name}`).prototype as object) as object, { parts });
  else return reader.fail('Temporal is missing in this version of Node, the value was stored by one that has it');
  decoder.remember(value);
  return { value };
}
