import { turns, type Case } from './case.ts';
import { diskcache, everybody, floor, joblib, ours } from './participants.ts';

const MIB = 2 ** 20;
const write = floor('write and sync', 'write');

/** Misses: what storing a new result costs, without the function's own time. */
export const misses: readonly Case[] = [
  turns({
    id: 'miss-small',
    title: 'Small miss',
    text: 'A number in, an object of three members out, each call new.',
    work: 'small',
    mode: 'miss',
    atMost: 300,
    participants: [ours, ...everybody],
    bars: [
      { against: joblib.name, atMost: 1 / 5, written: '1/5' },
      { against: diskcache.name, atMost: 1 / 2, written: '1/2' },
    ],
  }),
  turns({
    id: 'miss-1mb',
    title: 'Miss: an array of 1 MB',
    text: 'A Float64Array (NumPy array) of 1 MiB is computed, and stored so that it survives a crash (joblib does not sync).',
    work: 'array-out',
    constants: { bytes: MIB },
    mode: 'miss',
    atLeast: 10,
    atMost: 50,
    participants: [ours, joblib, diskcache, write],
    bars: [{ against: joblib.name, atMost: 1 }],
  }),
  turns({
    id: 'miss-100mb',
    title: 'Miss: an array of 100 MB',
    text: 'A Float64Array (NumPy array) of 100 MiB is computed, and stored so that it survives a crash; beside it, a write and sync of as many bytes.',
    work: 'array-out',
    constants: { bytes: 100 * MIB },
    mode: 'miss',
    atMost: 3,
    atLeast: 2,
    participants: [ours, joblib, diskcache, write],
    bars: [{ against: write.name, atMost: 1.3 }],
  }),
];
