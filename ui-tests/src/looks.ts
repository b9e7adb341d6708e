import type { Page, Request } from '@playwright/test';

/** Requests from a moment on. */
export interface ILooks {
  asked: number;
  answered: number;
  /** How many were under way at the same time, at most. */
  mostAtOnce: number;
}

/** Counts from now on the requests of a page that are wanted: those that were made, and those that were answered or given up. */
export function followLooks(page: Page, isWanted: (request: Request) => boolean): ILooks {
  const looks = { asked: 0, answered: 0, mostAtOnce: 0 };
  const underWay = new Set<Request>();
  page.on('request', (request) => {
    if (!isWanted(request)) return;
    looks.asked += 1;
    underWay.add(request);
    looks.mostAtOnce = Math.max(looks.mostAtOnce, underWay.size);
  });
  const end = (request: Request) => {
    if (underWay.delete(request)) looks.answered += 1;
  };
  page.on('response', (response) => end(response.request()));
  // One that the page gives up is never answered.
  page.on('requestfailed', end);
  return looks;
}
