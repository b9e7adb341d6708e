import './install-temporal';
import { ValueCodec } from '../../../src/values';
import { strictDifference } from './strict-difference';

// Run as a process of its own that has Temporal.
type Class = { new (...parts: unknown[]): object; from(text: string, options?: object): object };
const temporal = (globalThis as unknown as { Temporal: Record<string, Class> }).Temporal;

const { Instant, Duration, PlainDate, PlainTime, PlainDateTime, PlainYearMonth, PlainMonthDay, ZonedDateTime } =
  temporal as Record<string, Class>;
const values = [
  Instant!.from('1969-07-20T20:17:00.123456789Z'),
  new Duration!(1, 2, 3, 4, 5, 6, 7, 5000, 9, 10),
  new Duration!(0, 0, 0, 0, -90),
  new Duration!(),
  PlainDate!.from('2024-02-29'),
  PlainDate!.from('-000044-03-15'),
  PlainDate!.from('2024-02-29[u-ca=hebrew]'),
  PlainTime!.from('23:59:59.999999999'),
  PlainDateTime!.from('+012345-01-01T00:00:00.000000001'),
  PlainDateTime!.from('2020-05-23T10:00[u-ca=japanese]'),
  PlainYearMonth!.from('2024-02'),
  PlainYearMonth!.from('2024-02-10[u-ca=hebrew]'),
  PlainMonthDay!.from('02-29'),
  PlainMonthDay!.from('2024-09-08[u-ca=hebrew]'),
  ZonedDateTime!.from('2024-10-27T02:30:00+02:00[Europe/Berlin]'),
  ZonedDateTime!.from('2024-10-27T02:30:00+01:00[Europe/Berlin]'),
  ZonedDateTime!.from('2024-10-27T02:30:00+05:30[+05:30][u-ca=gregory]'),
  Object.defineProperty(PlainDate!.from('2024-01-01'), 'calendarId', { value: 'own' }),
];
const codec = new ValueCodec();
const parts = (value: object): string =>
  String(Object.getPrototypeOf(value).toString.call(value, { calendarName: 'always' }));
const fields = (value: object): string =>
  Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(value) as object))
    .flatMap(([name, { get }]) => (get === undefined ? [] : [`${name}=${String(get.call(value))}`]))
    .join();

const copies = codec.decode(codec.encode(values)) as object[];
const differences = values.flatMap((value, index) => {
  const copy = copies[index]!;
  const difference =
    strictDifference(value, copy) ??
    (parts(value) === parts(copy) && fields(value) === fields(copy)
      ? undefined
      : `${fields(value)} became ${fields(copy)}`);
  return difference === undefined ? [] : [`${index}: ${difference}`];
});
const head = Buffer.from(codec.encode(values[0]).head).toString('base64');
process.stdout.write(JSON.stringify({ differences, compared: values.length, head }));
