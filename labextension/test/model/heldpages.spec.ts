import { HeldPages, PAGE_SIZE, pagesBetween } from '../../src/model/heldpages';
import { anEntry } from '../fixtures';

describe('HeldPages', () => {
  const entries = (page: number): ReturnType<typeof anEntry>[] =>
    Array.from({ length: PAGE_SIZE }, (_, i) => anEntry(page * PAGE_SIZE + i));
  let pages: HeldPages;

  beforeEach(() => {
    pages = new HeldPages();
    [0, 1, 30].forEach((page) => pages.set(page, entries(page)));
  });

  it('know the rows of their entries, and no others', () => {
    expect(pages.at(3007)?.args).toBe("'item 3007'");
    expect(pages.indexOf(anEntry(3007).key)).toBe(3007);
    expect(pages.at(200)).toBeUndefined();
    expect(pages.indexOf(anEntry(200).key)).toBeUndefined();
  });

  it('are replaced by newer ones, with the same objects for entries that have not changed', () => {
    const before = pages.at(105);
    const moved = [anEntry(9000), ...entries(1).slice(0, -1)];
    pages.replace(new Map([[1, moved]]), (page) => page === 30);
    expect([0, 1, 30].map((page) => pages.has(page))).toEqual([false, true, true]);
    expect(pages.at(106)).toBe(before);
  });

  it('are forgotten from the farthest on when they are many', () => {
    for (let page = 0; page <= 30; page++) {
      pages.set(page, entries(page));
    }
    pages.drop([15]);
    expect(Array.from({ length: 31 }, (_, page) => page).filter((page) => pages.has(page))).toHaveLength(7);
    expect(pages.has(15)).toBe(true);
  });

  it('are those that hold the rows asked for', () => {
    expect(pagesBetween(99, 201)).toEqual([0, 1, 2]);
    expect(pagesBetween(0, 99)).toEqual([0]);
  });
});
