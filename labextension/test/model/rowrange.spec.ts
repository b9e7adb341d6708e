import type { Entry } from '../../src/_generated/api';
import { MOST_ROWS, rowsBetween } from '../../src/model/rowrange';
import { anEntry, settled } from '../fixtures';

describe('rowsBetween', () => {
  let asked: [number, number][];
  let total: number;

  beforeEach(() => {
    asked = [];
    total = 50_000;
  });

  const fetch = (first: number, count: number): Promise<Entry[]> => {
    asked.push([first, count]);
    return Promise.resolve(Array.from({ length: Math.min(count, total - first) }, (_, i) => anEntry(first + i)));
  };
  const numbers = (entries: readonly Entry[]): number[] => entries.map(({ key }) => parseInt(key, 16));

  it('asks for a long range in few requests, each after the answer to the one before', async () => {
    const answers: (() => void)[] = [];
    const slow = async (first: number, count: number): Promise<Entry[]> => {
      const entries = await fetch(first, count);
      await new Promise<void>((resolve) => answers.push(resolve));
      return entries;
    };
    const range = rowsBetween(5, 10_004, { held: () => undefined, fetch: slow });
    for (let request = 1; request <= 10; request++) {
      await settled();
      expect(asked).toHaveLength(request);
      answers.shift()?.();
    }
    expect(numbers(await range)).toEqual(Array.from({ length: 10_000 }, (_, i) => i + 5));
    expect(asked.at(-1)).toEqual([5 + 9 * MOST_ROWS, MOST_ROWS]);
  });

  it('asks for no row that is at hand', async () => {
    const held = (row: number): Entry | undefined => (row < 10 || (row >= 20 && row < 30) ? anEntry(row) : undefined);
    expect(numbers(await rowsBetween(8, 31, { held, fetch }))).toEqual(Array.from({ length: 24 }, (_, i) => i + 8));
    expect(asked).toEqual([
      [10, 10],
      [30, 2],
    ]);
  });

  it('ends where there are no more rows', async () => {
    total = 1200;
    expect(await rowsBetween(0, 9999, { held: () => undefined, fetch })).toHaveLength(1200);
    expect(asked).toHaveLength(2);
  });
});
