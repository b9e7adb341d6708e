import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseChart, overviewChart } from './charts.ts';
import { flameChart } from '../profiles/flame.ts';
import { markdown, plotName, type Run } from './markdown.ts';
import { toSvg } from './svg.ts';
import { flameName } from './where.ts';

/** Writes results.md, results.json and the plots of a run into `folder`, in place of what an earlier run left. */
export async function writeReport(run: Run, folder: string): Promise<void> {
  rmSync(join(folder, 'plots'), { recursive: true, force: true });
  mkdirSync(join(folder, 'plots'), { recursive: true });
  const drawn = new Set<string>();
  const draw = async (id: string, chart: Parameters<typeof toSvg>[0]) => {
    writeFileSync(join(folder, plotName(id)), `${await toSvg(chart)}\n`);
    drawn.add(id);
  };
  if (run.cases.some(({ bars }) => bars.some(({ measured }) => measured !== null)))
    await draw('overview', overviewChart(run.cases));
  for (const result of run.cases) {
    const chart = caseChart(result);
    if (chart) await draw(result.id, chart);
    for (const anatomy of result.anatomies ?? []) {
      const title = `${result.title}: where the time of ${anatomy.participant} goes`;
      await draw(flameName(result.id, anatomy.participant), flameChart(title, anatomy.frames));
    }
  }
  writeFileSync(join(folder, 'results.md'), markdown(run, drawn));
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(run, null, 1)}\n`);
}

/** The run whose results.json is in `folder`. */
export function readRun(folder: string): Run {
  return JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Run;
}
