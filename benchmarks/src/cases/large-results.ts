import { turns, type Case } from './case.ts';
import {
  diskcache,
  everybody,
  floor,
  joblib,
  joblibMapped,
  joblibs,
  lmdb,
  marimo,
  ours,
  variant,
  withoutMapping,
} from './participants.ts';

const MIB = 2 ** 20;
const read = floor('raw read into a fresh buffer', 'read');
const readAndHash = floor('raw read and XXH3', 'read-hash');
const readAndSum = floor('raw read and sum', 'read-sum');
const untouched = floor('fresh memory, not touched', 'allocate');
const rowCopy = floor('bare get, and a fresh copy', 'row-copy');
const mapped = floor('file mapped, not touched', 'map');
const rowText = floor('bare get, XXH3, and a text', 'row-text');
const plainCode = floor('made by plain code', 'copy');
const loadOnly = { ...joblib, name: 'joblib, load only', use: false };
/** Mapped without being read: the checksum was compared when the process loaded it first. */
const verifiedOnce = variant("load only, verify: 'once'", { cache: { verify: 'once' } }, { use: false });

/** Hits whose results are large: what loading costs. */
export const largeResults: readonly Case[] = [
  turns({
    id: 'result-10kb-text',
    title: 'Result: a text of 10 kB',
    text: '20 stored texts take turns; beside it, one prepared `get` of the row, the hash of its bytes, and they as a text.',
    work: 'text-out',
    participants: [ours, ...joblibs, ...everybody.slice(1), rowText],
    bars: [{ against: joblib.name, atMost: 1 / 12, written: '1/12', floors: [rowText] }],
  }),
  turns({
    id: 'result-10kb-array',
    title: 'Result: an array of 10 kB',
    text: 'A Float64Array (NumPy array) of 10,000 bytes; beside it, one prepared `get` of the row, and its bytes copied into a fresh array.',
    work: 'array-out',
    constants: { bytes: 10_000 },
    participants: [ours, ...joblibs, diskcache, marimo, lmdb, rowCopy],
    bars: [{ against: joblib.name, atMost: 1 / 12, written: '1/12', floors: [rowCopy] }],
  }),
  turns({
    id: 'result-10kb-records',
    title: 'Result: 10 kB of records',
    text: 'A list of 125 objects (a number, a text, a score, a list and an object each), 10 kB as JSON; two take turns.',
    work: 'records-out',
    constants: { rows: 125 },
    participants: [ours, ...joblibs, ...everybody.slice(1)],
    bars: [{ against: joblib.name, atMost: 1 / 12, written: '1/12' }],
  }),
  turns({
    id: 'result-objects',
    title: 'Result: 100,000 small objects',
    text: 'A list of objects (a number, a text, a score, a list and an object each); two take turns. Beside it, the same list made by plain code, its texts taken over.',
    work: 'records-out',
    constants: { rows: 100_000 },
    atLeast: 2,
    participants: [ours, joblib, diskcache, marimo, lmdb, plainCode],
    bars: [
      { against: joblib.name, atMost: 1 / 25, written: '1/25', floors: [plainCode] },
      { against: diskcache.name, atMost: 1 / 4, written: '1/4', floors: [plainCode] },
    ],
  }),
  turns({
    id: 'result-100mb',
    title: 'Result: an array of 100 MB',
    text: 'A Float64Array (NumPy array) of 100 MiB, loaded, verified and every element summed, unless a row says otherwise.',
    work: 'array-out',
    constants: { bytes: 100 * MIB },
    use: true,
    atLeast: 3,
    participants: [
      ours,
      withoutMapping,
      verifiedOnce,
      ...joblibs,
      loadOnly,
      diskcache,
      marimo,
      read,
      readAndSum,
      untouched,
    ],
    bars: [
      { against: joblib.name, atMost: 0.9, floors: [readAndSum] },
      { ours: verifiedOnce.name, against: loadOnly.name, atMost: 1 / 5, written: '1/5', floors: [untouched] },
    ],
  }),
  turns({
    id: 'result-1gb',
    title: 'Result: an array of 1 GB',
    text: 'A Float64Array (NumPy array) of 1 GiB, loaded and not looked at; the library reads all of it to verify it, but where a row says otherwise.',
    work: 'array-out',
    constants: { bytes: 1024 * MIB },
    atLeast: 4,
    participants: [ours, verifiedOnce, joblib, joblibMapped, untouched, mapped],
    bars: [
      {
        ours: verifiedOnce.name,
        against: joblib.name,
        atMost: 1 / 10,
        written: '1/10',
        floors: [untouched, mapped],
      },
    ],
  }),
  ...[1, 4, 16, 100].map((mib) =>
    turns({
      id: `result-read-${mib}mb`,
      title: `Result: an array of ${mib} MB where files cannot be mapped`,
      text: `A Float64Array of ${mib} MiB, loaded and verified, without the optional package that maps files; beside it, the read alone.`,
      work: 'array-out',
      constants: { bytes: mib * MIB },
      atLeast: 5,
      participants: [withoutMapping, read, readAndHash],
      bars: [
        {
          ours: withoutMapping.name,
          against: read.name,
          atMost: mib === 100 ? 1.15 : 1.5,
          floors: [readAndHash],
        },
      ],
    }),
  ),
];
