import { turns, type Case } from './case.ts';
import { diskcache, everybody, floor, joblib, keyv, ours, variant } from './participants.ts';

const rowGet = floor('bare prepared get', 'row-get');

/** Hits that move next to no data: what a call itself costs. */
export const hits: readonly Case[] = [
  turns({
    id: 'hit-small',
    title: 'Small hit',
    text: 'A number in, an object of three members out; 100 stored calls take turns.',
    work: 'small',
    participants: [ours, variant("invalidateOn: 'never'", { cache: { invalidateOn: 'never' } }), ...everybody, rowGet],
    bars: [
      { against: joblib.name, atMost: 1 / 12, written: '1/12', floors: [rowGet] },
      { against: diskcache.name, atMost: 0.5, floors: [rowGet] },
      { against: keyv.name, atMost: 1 / 40, written: '1/40', floors: [rowGet] },
      { against: rowGet.name, atMost: 2.5 },
    ],
  }),
  turns({
    id: 'hit-captures',
    title: 'Small hit of a function with much behind it',
    text: 'The function has 5 helpers and 10 captured constants, and a hit must know that none of them has changed; beside it, a function that has none.',
    work: 'captures',
    participants: [ours, { ...ours, name: 'without captures', work: 'small' }],
    bars: [{ against: 'without captures', atMost: 1.3, written: '1.3 × without captures' }],
  }),
];
