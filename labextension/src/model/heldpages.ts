import type { Entry } from '../_generated/api';
import { sameAs } from './sharing';

/** Entries in one request. */
export const PAGE_SIZE = 100;

/** Pages kept beyond those on screen, so that scrolling back is instant and memory stays bounded. */
const SPARE_PAGES = 6;

/** The pages of a list of entries that are held, of any number. */
export class HeldPages {
  /** The entry in a row, or undefined when its page is not held. */
  at(index: number): Entry | undefined {
    return this._pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE];
  }

  /** The row of an entry, or undefined when it is on none of the pages. */
  indexOf(key: string): number | undefined {
    for (const [page, entries] of this._pages) {
      const i = entries.findIndex((other) => other.key === key);
      if (i >= 0) {
        return page * PAGE_SIZE + i;
      }
    }
    return undefined;
  }

  /** Whether a page is held. */
  has(page: number): boolean {
    return this._pages.has(page);
  }

  /** The entries of a page, or undefined when it is not held. */
  get(page: number): readonly Entry[] | undefined {
    return this._pages.get(page);
  }

  /** Takes a page over. */
  set(page: number, entries: readonly Entry[]): void {
    this._pages.set(page, entries);
  }

  /**
   * Takes over pages that were fetched again, and forgets others. Entries that have not changed stay the same objects.
   *
   * @param fetched - The new pages.
   * @param stays - Which of the others are kept.
   */
  replace(fetched: ReadonlyMap<number, readonly Entry[]>, stays: (page: number) => boolean): void {
    const known = new Map([...this._pages.values()].flat().map((entry) => [entry.key, entry]));
    for (const page of this._pages.keys()) {
      if (!stays(page)) {
        this._pages.delete(page);
      }
    }
    for (const [page, entries] of fetched) {
      this.set(
        page,
        entries.map((entry) => sameAs(known.get(entry.key), entry)),
      );
    }
  }

  /**
   * Forgets the pages that are farthest from those shown.
   *
   * @param shown - Pages that stay.
   * @param spare - How many others stay.
   */
  drop(shown: readonly number[], spare = SPARE_PAGES): void {
    const middle = ((shown[0] ?? 0) + (shown[shown.length - 1] ?? 0)) / 2;
    const farthestFirst = [...this._pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of farthestFirst.slice(0, Math.max(0, this._pages.size - shown.length - spare))) {
      this._pages.delete(page);
    }
  }

  /** Forgets all pages. */
  clear(): void {
    this._pages.clear();
  }

  private readonly _pages = new Map<number, readonly Entry[]>();
}

/** The pages that hold some rows. */
export function pagesBetween(first: number, last: number): number[] {
  const page = Math.floor(first / PAGE_SIZE);
  return Array.from({ length: Math.floor(last / PAGE_SIZE) - page + 1 }, (_, i) => page + i);
}
