import { turns, type Case } from './case.ts';
import { diskcache, everybody, floor, joblib, ours } from './participants.ts';

const MIB = 2 ** 20;
const write = floor('write and sync', 'write');
const hashAndWrite = floor('XXH3, write and sync', 'hash-write');
const commit = floor('look up, commit one row', 'commit');
const claimAndCommit = floor('look up, claim, commit one row', 'claim-commit');
const statements = floor('the statements alone', 'miss-statements');

/** Misses: what storing a new result costs, without the function's own time. */
export const misses: readonly Case[] = [
  turns({
    id: 'miss-small',
    title: 'Small miss',
    text: 'A number in, an object of three members out, each call new. Beside it, the least that a cache has to do: look for the row and commit it, with and without a claim that other processes see meanwhile; and the statements of the library without it.',
    work: 'small',
    mode: 'miss',
    atMost: 3000,
    participants: [ours, ...everybody, commit, claimAndCommit, statements],
    bars: [
      { against: joblib.name, atMost: 1 / 5, written: '1/5', floors: [claimAndCommit, statements] },
      { against: diskcache.name, atMost: 1 / 2, written: '1/2', floors: [claimAndCommit, statements] },
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
    participants: [ours, joblib, diskcache, write, hashAndWrite],
    bars: [{ against: write.name, atMost: 1.3, floors: [hashAndWrite] }],
  }),
];
