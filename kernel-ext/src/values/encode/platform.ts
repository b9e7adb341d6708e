import { Kind, TEMPORAL_TYPES } from '../format';
import { blobBytes } from './blob-bytes';
import { writeToken, type Manner } from './body';
import type { ObjectWriter } from './dispatch';
import type { Encoder } from './encoder';
import { Refusal } from './refusal';
import { branded } from './scalars';
import { slot } from './slots';

/** A URL. Its `searchParams` are one with it, and are numbered beside it. */
export function writeUrl(encoder: Encoder, value: URL, manner: Manner): void {
  const href = branded(value, () => slot(URL.prototype, 'href', value) as string);
  const searchParams = slot(URL.prototype, 'searchParams', value) as URLSearchParams;
  if (encoder.knows(searchParams)) {
    throw new Refusal(value, undefined, 'is a URL that comes after its own searchParams', 'Put the URL first.');
  }
  if (Reflect.ownKeys(searchParams).length > 0) throw new Refusal(searchParams, undefined, 'has properties of its own');
  const shell = (): void => {
    encoder.string(href);
    encoder.remember(searchParams);
  };
  writeToken(encoder, value, manner, { kind: Kind.Url, shell });
}

/** URLSearchParams that stand alone. */
export function writeUrlSearchParams(encoder: Encoder, value: URLSearchParams, manner: Manner): void {
  const text = branded(value, () => URLSearchParams.prototype.toString.call(value));
  writeToken(encoder, value, manner, { kind: Kind.UrlSearchParams, shell: () => encoder.string(text) });
}

/** What Node itself keeps on each Blob or File; not a person's properties. */
const hiddenKeys = new Set<string>(
  Reflect.ownKeys(new File([], '')).flatMap((key) => (typeof key === 'symbol' ? [String(key)] : [])),
);

/** A Blob or File with its bytes. */
export function writeBlob(encoder: Encoder, value: Blob | File, manner: Manner): void {
  const isFile = value instanceof File;
  const of = (name: string): unknown => slot(isFile ? File.prototype : Blob.prototype, name, value);
  const keys = Reflect.ownKeys(value).filter((key) => typeof key !== 'symbol' || !hiddenKeys.has(String(key)));
  const size = branded(value, () => of('size') as number);
  let bytes: Uint8Array;
  try {
    bytes = size === 0 ? new Uint8Array() : blobBytes(value);
  } catch (error) {
    throw new Refusal(
      value,
      undefined,
      `is a ${isFile ? 'File' : 'Blob'} that cannot be read: ${(error as Error).message}`,
    );
  }
  const shell = (): void => {
    encoder.writer.string(of('type') as string);
    if (isFile) {
      encoder.writer.string(of('name') as string);
      encoder.writer.number(of('lastModified') as number);
    }
    encoder.writer.number(encoder.buffers.whole(bytes.buffer));
  };
  writeToken(encoder, value, manner, { kind: isFile ? Kind.File : Kind.Blob, shell, keys });
}

/** A Temporal value: what its constructor takes. */
export function writeTemporal(number: number): ObjectWriter {
  const name = TEMPORAL_TYPES[number]!;
  return (encoder, value: object, manner) => {
    const prototype = Object.getPrototypeOf(value) as TemporalFields;
    const parts = branded(value, () => temporalParts(name, value, prototype));
    const shell = (): void => {
      encoder.writer.number(number);
      encoder.writer.number(parts.length);
      for (const part of parts) encoder.write(part, value, undefined);
    };
    writeToken(encoder, value, manner, { kind: Kind.Temporal, shell });
  };
}

type TemporalFields = { toString(options?: object): string };

const DURATION = [
  'years',
  'months',
  'weeks',
  'days',
  'hours',
  'minutes',
  'seconds',
  'milliseconds',
  'microseconds',
  'nanoseconds',
];
const DATE = /(?<year>[+-]\d{6}|\d{4})-(?<month>\d\d)-(?<day>\d\d)/;
const TIME = ['hour', 'minute', 'second', 'millisecond', 'microsecond', 'nanosecond'];

/**
 * Text would not do: it balances the units of a duration. The ISO date under a calendar's fields is found in text only.
 */
function temporalParts(
  name: (typeof TEMPORAL_TYPES)[number],
  value: object,
  prototype: TemporalFields,
): (string | number | bigint)[] {
  const fields = (names: string[]) => names.map((each) => slot(prototype, each, value) as string | number | bigint);
  const iso = () => {
    const { year, month, day } = DATE.exec(prototype.toString.call(value, { calendarName: 'always' }))!.groups!;
    return [Number(year), Number(month), Number(day)] as const;
  };
  const calendar = slot(prototype, 'calendarId', value) as string;
  switch (name) {
    case 'Instant':
      return fields(['epochNanoseconds']);
    case 'Duration':
      return fields(DURATION);
    case 'PlainTime':
      return fields(TIME);
    case 'PlainDate':
      return [...iso(), calendar];
    case 'PlainDateTime':
      return [...iso(), ...fields(TIME), calendar];
    case 'PlainYearMonth': {
      const [year, month, day] = iso();
      return [year, month, calendar, day];
    }
    case 'PlainMonthDay': {
      const [year, month, day] = iso();
      return [month, day, calendar, year];
    }
    case 'ZonedDateTime':
      return fields(['epochNanoseconds', 'timeZoneId', 'calendarId']);
  }
}
