import type { StoredFunction } from './store-writer';

/**
 * Functions and calls of which each order differs from every other one, with arguments that are full of characters that
 * patterns give a meaning to.
 */
export const ANALYSIS: StoredFunction[] = [
  {
    name: 'loadPrices',
    calls: [
      { args: "'AAPL'", bytes: 200_000, durationMs: 2000, hits: 10, createdMinutesAgo: 30, hitMinutesAgo: 11 },
      { args: "'MSFT'", bytes: 50_000, durationMs: 1000, hits: 15, createdMinutesAgo: 20, hitMinutesAgo: 12 },
      { args: "'NVDA'", bytes: 100_000, durationMs: 3000, hits: 5, createdMinutesAgo: 10, hitMinutesAgo: 13 },
    ],
    misses: 7,
    usedMinutesAgo: 3,
    notebooks: ['/elsewhere/prices (2024).ipynb'],
  },
  {
    name: 'simulate',
    calls: [{ args: '{ steps: 40000, seed: 7n }', bytes: 2_000_000, durationMs: 3_600_000, hits: 2 }],
    usedMinutesAgo: 1,
    notebooks: ['/elsewhere/risk.ipynb', '/elsewhere/report.ipynb'],
  },
  {
    name: 'tokenize',
    calls: [
      { args: '/^(a+)+$/, "[x]"', bytes: 20_000, durationMs: 100, hits: 4 },
      { args: "'C:\\\\logs\\\\a.*', { all: true }", bytes: 20_000, durationMs: 100, hits: 5 },
    ],
    usedMinutesAgo: 120,
  },
  {
    name: 'download',
    calls: [1, 2, 3, 4].map((page) => ({ args: String(page), bytes: 250_000, durationMs: 20 })),
    usedMinutesAgo: 2,
  },
];
