import type { BrowserContext, Page } from '@playwright/test';

/**
 * Lets each page of a browser come back from `goto` and `reload` when JupyterLab has started in it, within the time of the test. Galata
 * waits for that by itself, but for 15 seconds at most, which a slow machine exceeds.
 */
export function waitForStart(context: BrowserContext): void {
  context.on('page', (page) => {
    const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
    page.goto = async (...args) => {
      const response = await goto(...args);
      await started(page);
      return response;
    };
    page.reload = async (...args) => {
      const response = await reload(...args);
      await started(page);
      return response;
    };
  });
}

async function started(page: Page): Promise<void> {
  await page.waitForFunction(() => typeof window.jupyterapp === 'object', undefined, { timeout: 0 });
  await page.evaluate(() => window.jupyterapp.started);
}
