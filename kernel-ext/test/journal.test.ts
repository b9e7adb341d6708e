import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Journal } from '../src/journal';

const write = process.stdout.write;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  process.stdout.write = write;
  vi.useRealTimers();
});

/** Stands for a new cell: the kernel installs a writer for each. */
function nextCell(): string[] {
  const lines: string[] = [];
  process.stdout.write = (text: string | Uint8Array) => lines.push(String(text)) > 0;
  return lines;
}

test('calls of one cell are told in one line per function', () => {
  const journal = new Journal();
  const cell = nextCell();
  journal.computed('load', 1500);
  journal.hit('load', 1500);
  journal.hit('parse', 10);
  vi.runAllTimers();
  expect(cell).toEqual(['load: 1 hit, saved 1.5 s; 1 computed in 1.5 s\n', 'parse: 1 hit, saved 10 ms\n']);
});

test('a line goes to the cell that made the calls, though the next cell runs already', () => {
  const journal = new Journal();
  const first = nextCell();
  journal.hit('load', 1500);
  const second = nextCell();
  const third = nextCell();
  journal.hit('load', 20);
  vi.runAllTimers();
  expect([first, second, third]).toEqual([['load: 1 hit, saved 1.5 s\n'], [], ['load: 1 hit, saved 20 ms\n']]);
});
