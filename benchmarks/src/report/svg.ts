import { pathToFileURL } from 'node:url';
import { inEnvironment } from '../paths.ts';
import type { Chart } from './charts.ts';

/**
 * Draws a chart as SVG. Vega needs no browser for that, which decided for it: Observable Plot wants a DOM, and others a canvas.
 */
export async function toSvg(chart: Chart): Promise<string> {
  const { default: load } = (await import(pathToFileURL(inEnvironment('load.mjs')).href)) as {
    default: (name: string) => Promise<any>;
  };
  const [vega, vegaLite] = await Promise.all([load('vega'), load('vega-lite')]);
  const view = new vega.View(vega.parse(vegaLite.compile(chart).spec), { renderer: 'none' });
  try {
    return (await view.toSVG()) as string;
  } finally {
    view.finalize();
  }
}
