import { turns, type Case } from './case.ts';
import { cachier, diskcache, everybody, floor, joblib, lmdb, marimo, ours } from './participants.ts';

const hash = floor('bare BLAKE3', 'hash');
const writeAndHash = floor('written by plain code, and BLAKE3', 'write-hash');
const arrays = [ours, joblib, diskcache, cachier, marimo];

/** Hits whose arguments are large: what making a key costs. */
export const largeArguments: readonly Case[] = [
  turns({
    id: 'argument-object',
    title: 'Argument: an object of 1,000 keys',
    text: 'Half of the members are numbers, half texts; four such objects take turns. The result is a number.',
    work: 'object-in',
    participants: [ours, ...everybody],
    bars: [{ against: joblib.name, atMost: 1 / 25, written: '1/25' }],
  }),
  turns({
    id: 'argument-objects',
    title: 'Argument: 10,000 objects',
    text: 'A list of objects (a number, a text, a score, a list and an object each); two such lists take turns. The result is a number. Beside it, the members written by plain code that knows them, and the hash of that.',
    work: 'objects-in',
    atLeast: 2,
    participants: [ours, joblib, diskcache, cachier, marimo, lmdb, writeAndHash],
    bars: [{ against: joblib.name, atMost: 1 / 25, written: '1/25', floors: [writeAndHash] }],
  }),
  turns({
    id: 'argument-array-1mb',
    title: 'Argument: an array of 1 MB',
    text: 'A Float64Array (NumPy array) of 1 MiB; two take turns. The result is a number.',
    work: 'array-in',
    constants: { bytes: 2 ** 20 },
    participants: [...arrays, hash],
    bars: [{ against: joblib.name, atMost: 1 / 6, written: '1/6' }],
  }),
  turns({
    id: 'argument-array-100mb',
    title: 'Argument: an array of 100 MB',
    text: 'A Float64Array (NumPy array) of 100 MiB; two take turns. The result is a number.',
    work: 'array-in',
    constants: { bytes: 100 * 2 ** 20 },
    atLeast: 2,
    participants: [ours, joblib, marimo, hash],
    bars: [
      { against: joblib.name, atMost: 1 / 4, written: '1/4' },
      { against: hash.name, atMost: 1.3 },
    ],
  }),
];
