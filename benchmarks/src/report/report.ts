import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseChart, overviewChart } from './charts.ts';
import { markdown, plotName, type Run } from './markdown.ts';
import { toSvg } from './svg.ts';

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
  }
  writeFileSync(join(folder, 'results.md'), markdown(run, drawn));
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(run, null, 1)}\n`);
}
