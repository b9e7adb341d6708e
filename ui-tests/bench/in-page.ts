import type { Page } from '@playwright/test';
import { MainThread } from './main-thread.ts';

/** What JupyterLab leaves on the page for tests. */
interface Lab {
  jupyterapp: {
    restored: Promise<void>;
    commands: { execute(command: string): Promise<void> };
  };
}

/** A row of the panel with a function, and one with an entry that has arrived. */
const FUNCTION_ROW = '.jp-MemoryPanel-function';
const ENTRY_ROW = '.jp-MemoryPanel-entry[data-key]';
const SCROLLER = '.jp-MemoryPanel-scroller';

/** Opens the panel. @returns milliseconds until the rows of functions are painted */
export function openPanel(page: Page): Promise<number> {
  return page.evaluate(async (row) => {
    const started = performance.now();
    void (window as unknown as Lab).jupyterapp.commands.execute('tslab-memory:open');
    while (!document.querySelector(row)) await new Promise(requestAnimationFrame);
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    return performance.now() - started;
  }, FUNCTION_ROW);
}

/** Opens a function. @returns milliseconds until the rows of its entries are painted */
export async function openFunction(page: Page, name: string): Promise<number> {
  return page.evaluate(
    async ({ name, functionRow, entryRow }) => {
      const rows = [...document.querySelectorAll<HTMLElement>(functionRow)];
      const started = performance.now();
      rows.find((row) => row.getAttribute('aria-label')?.startsWith(`${name},`))?.click();
      while (!document.querySelector(entryRow)) await new Promise(requestAnimationFrame);
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      return performance.now() - started;
    },
    { name, functionRow: FUNCTION_ROW, entryRow: ENTRY_ROW },
  );
}

/** How a list of entries moved. */
export interface Scrolled {
  /** Frames per second over the whole time. */
  framesPerSecond: number;
  /** The frame that took longer than 95 of 100, in ms. */
  slowFrameMs: number;
  /** Processor time of the main thread for a frame, in ms. */
  frameMs: number;
  /** From the last move until all rows in sight have arrived, in ms. */
  arrivedMs: number;
}

/** A list that scrolls, its rows, and what a row is once its content has arrived; as selectors. */
export interface List {
  list: string;
  row: string;
  arrived: string;
}

const ENTRY_LIST: List = { list: SCROLLER, row: '.jp-MemoryPanel-entry', arrived: ENTRY_ROW };

/** Scrolls a list, the open one of entries unless told otherwise, by so many pixels in each frame for a while. */
export async function scroll(page: Page, pixels: number, ms: number, list: List = ENTRY_LIST): Promise<Scrolled> {
  const clock = await MainThread.of(page);
  const before = await clock.busyMs();
  const { frames, ...scrolled } = await page.evaluate(
    async ({ pixels, ms, selectors }) => {
      const list = document.querySelector<HTMLElement>(selectors.list)!;
      const frames: number[] = [];
      const started: number = await new Promise(requestAnimationFrame);
      let last = started;
      while (last - started < ms) {
        list.scrollTop += pixels;
        const now: number = await new Promise(requestAnimationFrame);
        frames.push(now - last);
        last = now;
      }
      const stopped = performance.now();
      const rows = () => [...list.querySelectorAll(selectors.row)];
      while (rows().length === 0 || rows().some((row) => !row.matches(selectors.arrived))) {
        await new Promise(requestAnimationFrame);
      }
      const sorted = [...frames].sort((a, b) => a - b);
      return {
        frames: frames.length,
        framesPerSecond: (1000 * frames.length) / (last - started),
        slowFrameMs: sorted[Math.floor(sorted.length * 0.95)]!,
        arrivedMs: performance.now() - stopped,
      };
    },
    { pixels, ms, selectors: list },
  );
  return { ...scrolled, frameMs: ((await clock.busyMs()) - before) / frames };
}

/** Sets the filter to the name of functions. @returns milliseconds until only rows of such functions are painted */
export async function filterFunctions(page: Page, name: string): Promise<number> {
  const started = Date.now();
  await page.getByRole('region', { name: 'Memory', exact: true }).getByRole('searchbox').fill(name);
  const ended = await page.evaluate(
    async ({ name, row }) => {
      const rows = () => [...document.querySelectorAll(row)];
      while (rows().length === 0 || rows().some((other) => !other.getAttribute('aria-label')?.startsWith(name))) {
        await new Promise(requestAnimationFrame);
      }
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      return Date.now();
    },
    { name, row: FUNCTION_ROW },
  );
  return ended - started;
}

/** Scrolls the open list to a share of its height. */
export async function scrollTo(page: Page, share: number): Promise<void> {
  await page.evaluate(
    ({ share, scroller }) => {
      const list = document.querySelector<HTMLElement>(scroller)!;
      list.scrollTop = list.scrollHeight * share;
    },
    { share, scroller: SCROLLER },
  );
}

/** What refreshes cost the page. */
export interface Refreshed {
  /** Processor time of the main thread for one refresh beyond what it spends on unchanged polls, in ms. */
  refreshMs: number;
  /** Processor time of the main thread in a second without changes, in ms; the panel polls in it. */
  idleMs: number;
}

/**
 * Lets the panel see one change a second, and then none, for the same time.
 *
 * @param change changes the store
 */
export async function refresh(page: Page, seconds: number, change: () => void): Promise<Refreshed> {
  const clock = await MainThread.of(page);
  const spent = async (each: () => void): Promise<{ ms: number; answers: number }> => {
    let answers = 0;
    const count = (response: { url(): string; status(): number }): void => {
      if (/\/api\/overview/.test(response.url()) && response.status() === 200) answers += 1;
    };
    page.on('response', count);
    const before = await clock.busyMs();
    for (let second = 0; second < seconds; second += 1) {
      each();
      // What the page does in a second is the figure itself.
      await page.waitForTimeout(1000);
    }
    const ms = (await clock.busyMs()) - before;
    page.off('response', count);
    return { ms, answers };
  };
  const idle = await spent(() => undefined);
  const busy = await spent(change);
  if (busy.answers === 0) throw new Error('The panel saw no change.');
  return { refreshMs: (busy.ms - idle.ms) / busy.answers, idleMs: idle.ms / seconds };
}
