import fs from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { startLab, type LabServer } from '../src/lab-server.ts';
import { openFunction, openPanel, refresh, scroll, scrollTo, type Refreshed, type Scrolled } from './in-page.ts';
import { ENTRIES, LARGEST_NAME, LargeStore } from './large-store.ts';
import { FUNCTIONS, ManyFunctions, type ManyRound } from './many-functions.ts';
import { isReached, markdown, type Figure } from './report.ts';
import { startPage, type Start } from './start-cost.ts';

/** Pixels a frame: a person who reads on, and one who drags the scroll bar through the list. */
const READING = 24;
const FLYING = 4000;
const SCROLL_MS = 1500;
const REFRESH_SECONDS = 3;

/** What one page with the panel gave. */
interface PanelRound {
  panelMs: number;
  functionMs: number;
  reading: Scrolled;
  flying: Scrolled;
  refreshed: Refreshed;
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, keep: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
const [load = 0] = os.loadavg();
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const store = await LargeStore.prepare(say);
const bare = await startLab('bench-bare', { options: [`--LabApp.labextensions_path=${inRoot('.setup')}`] });
const lab = await startLab('bench-panel');
store.showTo(lab);
const manyLab = await startLab('bench-many');
const many = await ManyFunctions.write(manyLab);
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'],
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
});
try {
  const report = await measure(browser, lab, bare);
  say(`\n${report}`);
  if (values.keep) fs.writeFileSync(inRoot('benchmarks', 'panel.md'), report);
} finally {
  await browser.close();
  await Promise.all([lab.stop(), bare.stop(), manyLab.stop()]);
}

/** Takes turns between JupyterLab with the panel and without it, so that a slow minute of the machine meets both. */
async function measure(browser: Browser, lab: LabServer, bare: LabServer): Promise<string> {
  const starts: Start[] = [];
  const bareStarts: Start[] = [];
  const panels: PanelRound[] = [];
  const manies: ManyRound[] = [];
  // The first page of each server finds nothing in the system's file cache.
  for (const { url } of [lab, bare, manyLab]) await (await startPage(browser, url, 'warm')).page.context().close();
  for (let round = 0; round < rounds; round += 1) {
    say(`Round ${round + 1} of ${rounds}`);
    const turns = round % 2 === 0 ? ([lab, bare] as const) : ([bare, lab] as const);
    for (const server of turns) {
      const started = await startPage(browser, server.url, `start${round}`);
      await started.page.context().close();
      (server === lab ? starts : bareStarts).push(started.start);
    }
    const { page } = await startPage(browser, lab.url, `bench${round}`);
    const panelMs = await openPanel(page);
    const functionMs = await openFunction(page, LARGEST_NAME);
    const reading = await scroll(page, READING, SCROLL_MS);
    const flying = await scroll(page, FLYING, SCROLL_MS);
    await scrollTo(page, 0.5);
    const refreshed = await refresh(page, REFRESH_SECONDS, () => store.hit());
    panels.push({ panelMs, functionMs, reading, flying, refreshed });
    await page.context().close();
    const { page: other } = await startPage(browser, manyLab.url, `many${round}`);
    manies.push(await many.measure(other, READING, SCROLL_MS, REFRESH_SECONDS));
    await other.context().close();
  }
  return markdown('The panel in a browser', introduction(), figures(panels, manies, starts, bareStarts));
}

function figures(panels: PanelRound[], manies: ManyRound[], starts: Start[], bareStarts: Start[]): Figure[] {
  const all: Figure[] = [
    ms('Panel opened → rows of its functions', panels, ({ panelMs }) => panelMs, 1000),
    ms('Function opened → rows of its entries', panels, ({ functionMs }) => functionMs, 1000),
    frames('Scrolling, as one reads', panels, ({ reading }) => reading),
    ms('  time of the main thread for a frame', panels, ({ reading }) => reading.frameMs),
    ms('  slowest frames (95th percentile)', panels, ({ reading }) => reading.slowFrameMs),
    frames('Scrolling, as fast as the bar can be dragged', panels, ({ flying }) => flying),
    ms('  time of the main thread for a frame', panels, ({ flying }) => flying.frameMs),
    ms('  slowest frames (95th percentile)', panels, ({ flying }) => flying.slowFrameMs),
    ms('  stop → all rows in sight have arrived', panels, ({ flying }) => flying.arrivedMs),
    ms('One refresh, time of the main thread', panels, ({ refreshed }) => refreshed.refreshMs, 20),
    ms('A second without changes, time of the main thread', panels, ({ refreshed }) => refreshed.idleMs),
    ms(`${FUNCTIONS} functions: panel opened → first rows`, manies, ({ panelMs }) => panelMs, 1000),
    frames('  scrolling, as one reads', manies, ({ scrolled }) => scrolled),
    ms('  name typed into the filter → its rows', manies, ({ filterMs }) => filterMs, 1000),
    ms('  one refresh, time of the main thread', manies, ({ refreshed }) => refreshed.refreshMs, 20),
    ms('JupyterLab restored, with the panel', starts, ({ restoredMs }) => restoredMs),
    ms('JupyterLab restored, without it', bareStarts, ({ restoredMs }) => restoredMs),
    {
      name: 'What the panel adds to that, round by round',
      unit: 'ms',
      samples: starts.map(({ restoredMs }, round) => restoredMs - (bareStarts[round]?.restoredMs ?? restoredMs)),
    },
    ms('Time of the main thread by then, with the panel', starts, ({ busyMs }) => busyMs),
    ms('Time of the main thread by then, without it', bareStarts, ({ busyMs }) => busyMs),
    kB('Scripts and styles loaded by then, of the panel', starts, ({ extensionBytes }) => extensionBytes),
    kB('Scripts and styles loaded by then, all', starts, ({ allBytes }) => allBytes),
  ];
  const bars = all.map(isReached).filter((reached) => reached !== undefined);
  say(`\n${bars.filter(Boolean).length} of ${bars.length} bars are reached.`);
  return all;
}

function introduction(): string[] {
  const [{ model = 'unknown processor' } = {}] = os.cpus();
  return [
    `${new Date().toISOString().slice(0, 10)}, ${rounds} rounds; ${os.cpus().length} × ${model}, headless Chromium ${browser.version()}. Made by ` +
      '`npm run bench:panel -- --keep`. ' +
      `Load of the machine when it began: ${load.toFixed(1)}.`,
    `One store of ${ENTRIES.toLocaleString('en')} entries in 201 functions, most of them in one, which is opened; and another store of ${FUNCTIONS} functions. Each round is a new page in an ` +
      'empty browser context. Frames are counted by `requestAnimationFrame`, which this browser calls 60 times a second at most; ' +
      'time of the main thread is the processor time that Chromium counts for all of its tasks, script, style and layout alike. JupyterLab with and ' +
      'without the extension take turns.',
  ];
}

function ms<T>(name: string, of: readonly T[], value: (one: T) => number, atMost?: number): Figure {
  return { name, unit: 'ms', samples: of.map(value), atMost };
}

function kB<T>(name: string, of: readonly T[], value: (one: T) => number): Figure {
  return { name, unit: 'kB', samples: of.map((one) => value(one) / 1000) };
}

function frames<T>(name: string, of: readonly T[], value: (one: T) => Scrolled): Figure {
  return { name, unit: 'frames/s', samples: of.map((one) => value(one).framesPerSecond), atLeast: 50 };
}
