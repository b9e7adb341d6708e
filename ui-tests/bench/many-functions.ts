import type { Page } from '@playwright/test';
import type { LabServer } from '../src/lab-server.ts';
import { writeStore } from '../src/store-writer.ts';
import { filterFunctions, openPanel, refresh, scroll, type Refreshed, type Scrolled } from './in-page.ts';
import { countHit } from './large-store.ts';

/** Functions of the store. */
export const FUNCTIONS = 2000;

const NAME = 'function';
const FUNCTION_LIST = '.jp-MemoryPanel-functions';
const FUNCTION_ROW = '.jp-MemoryPanel-function';

/** What one page with many functions gave. */
export interface ManyRound {
  panelMs: number;
  filterMs: number;
  scrolled: Scrolled;
  refreshed: Refreshed;
}

/** A store of many functions, where the server's user finds it. */
export class ManyFunctions {
  private readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Writes the store. */
  static async write(lab: LabServer): Promise<ManyFunctions> {
    const model = { name: NAME, calls: [{ args: '1', hits: 3 }], copies: FUNCTIONS - 1 };
    const { folder } = await writeStore(lab, 'many', [model]);
    return new ManyFunctions(folder);
  }

  /** Opens the panel in a page, scrolls through the functions, filters them by name, and lets one of them change. */
  async measure(page: Page, pixels: number, ms: number, seconds: number): Promise<ManyRound> {
    const panelMs = await openPanel(page);
    const scrolled = await scroll(page, pixels, ms, { list: FUNCTION_LIST, row: FUNCTION_ROW, arrived: FUNCTION_ROW });
    const filterMs = await filterFunctions(page, `${NAME} 77`);
    const refreshed = await refresh(page, seconds, () => countHit(this.folder, NAME));
    return { panelMs, filterMs, scrolled, refreshed };
  }
}
