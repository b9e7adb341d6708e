import type { Browser, Page } from '@playwright/test';
import { MainThread } from './main-thread.ts';

/** A start of JupyterLab. */
export interface Start {
  /** From the beginning of the navigation until the application is restored, in ms. */
  restoredMs: number;
  /** Processor time of the main thread by then, in ms. */
  busyMs: number;
  /** Bytes of the extension's files that were loaded by then, as they are on disk. */
  extensionBytes: number;
  /** Bytes of all scripts and styles. */
  allBytes: number;
}

/** Opens JupyterLab in a browser that has nothing cached. @returns the page, and how it started */
export async function startPage(
  browser: Browser,
  url: string,
  workspace: string,
): Promise<{ page: Page; start: Start }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const record = window as unknown as { jupyterapp?: { restored: Promise<void> }; restoredAt?: Promise<number> };
    record.restoredAt = new Promise((resolve) => {
      const look = setInterval(() => {
        if (record.jupyterapp) {
          clearInterval(look);
          void record.jupyterapp.restored.then(() => resolve(performance.now()));
        }
      }, 4);
    });
  });
  const clock = await MainThread.of(page);
  await page.goto(`${url}/lab/workspaces/${workspace}`, { waitUntil: 'commit' });
  const start = await page.evaluate(async () => {
    const restoredMs = await (window as unknown as { restoredAt: Promise<number> }).restoredAt;
    const loaded = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(
      ({ startTime, name }) => startTime < restoredMs && /\.(js|css)(\?|$)/.test(name),
    );
    const bytes = (files: readonly PerformanceResourceTiming[]): number =>
      files.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0);
    return {
      restoredMs,
      extensionBytes: bytes(loaded.filter(({ name }) => name.includes('/tslab-memory-panel/'))),
      allBytes: bytes(loaded),
    };
  });
  return { page, start: { ...start, busyMs: await clock.busyMs() } };
}
