import { BASE, type Chart } from '../report/charts.ts';
import type { Frame } from './call-tree.ts';
import { GROUPS, type Group } from './groups.ts';

/** Frames narrower than this share of the whole are left out, which keeps the picture small. */
const NARROWEST = 0.006;
const LABELLED = 0.03;
const WIDTH = 1200;
const ROW = 18;
const LETTER = 5.6;

/** One colour for each kind of work; those of the library are blue. */
const COLOURS: Record<Group, string> = {
  sqlite: '#E69F00',
  hashing: '#F0E442',
  values: '#9ecae1',
  files: '#009E73',
  keys: '#56B4E9',
  store: '#7fb3d5',
  calls: '#c6dbef',
  collection: '#D55E00',
  node: '#bdbdbd',
  function: '#d9d0c1',
  work: '#e5e5e5',
  waiting: '#CC79A7',
};

interface FlatFrame {
  readonly depth: number;
  readonly left: number;
  readonly width: number;
  readonly group: Group;
  readonly name: string;
  readonly place: string;
}

/**
 * The frames of a call tree that are wide enough to be seen, as lines of text: depth, left edge and width as shares of the whole,
 * kind of work, name, place. Callers come before their callees. So results.json keeps them.
 *
 * @example flameLines(tree) // ['0 0 1 work round', '1 0 0.62 calls cached kernel-ext/src/wrap.ts:41']
 */
export function flameLines(root: Frame): string[] {
  const lines: string[] = [];
  const layOut = (frame: Frame, left: number, depth: number): void => {
    const shares = [left, frame.micros / root.micros].map((share) => Number(share.toFixed(4)));
    lines.push([depth, ...shares, frame.group, frame.name.replaceAll(' ', '_'), frame.place].join(' ').trim());
    let at = left;
    for (const callee of [...frame.callees.values()].sort((a, b) => b.micros - a.micros)) {
      if (callee.micros / root.micros < NARROWEST) continue;
      layOut(callee, at, depth + 1);
      at += callee.micros / root.micros;
    }
  };
  layOut(root, 0, 0);
  return lines;
}

/** A flame graph of such lines: time from left to right, callees above their callers. */
export function flameChart(title: string, lines: readonly string[]): Chart {
  const frames = lines.map(parse);
  const depth = Math.max(...frames.map((frame) => frame.depth)) + 1;
  const values = frames.map(({ depth: y, left, width, group, name, place }) => ({
    x: left,
    x2: left + width,
    y,
    y2: y + 1,
    shown: width < LABELLED ? '' : labelOf(name, place, width).slice(0, Math.floor((width * WIDTH) / LETTER)),
    group: GROUPS[group],
  }));
  const groups = (Object.keys(GROUPS) as Group[]).filter((group) => frames.some((frame) => frame.group === group));
  const color = {
    field: 'group',
    type: 'nominal',
    title: null,
    legend: { orient: 'top', columns: groups.length },
    scale: { domain: groups.map((group) => GROUPS[group]), range: groups.map((group) => COLOURS[group]) },
  };
  const x = {
    field: 'x',
    type: 'quantitative',
    title: 'share of the time',
    axis: { format: '%' },
    scale: { domain: [0, 1] },
  };
  const y = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [0, depth] } };
  return {
    ...BASE,
    title: { text: title, anchor: 'start' },
    data: { values },
    width: WIDTH,
    height: depth * ROW,
    layer: [
      {
        // A description of each rectangle for a screen reader would double the file; the table has the figures.
        mark: { type: 'rect', stroke: 'white', strokeWidth: 0.5, aria: false },
        encoding: { x, x2: { field: 'x2' }, y, y2: { field: 'y2' }, color },
      },
      {
        transform: [{ filter: 'datum.shown !== ""' }],
        mark: { type: 'text', align: 'left', dx: 3, dy: -ROW / 2, fontSize: 10, color: 'black', aria: false },
        encoding: { x, y, text: { field: 'shown' } },
      },
    ],
  };
}

function parse(line: string): FlatFrame {
  const [depth, left, width, group, name = '', ...place] = line.split(' ');
  const [y, x, share] = [depth, left, width].map(Number) as [number, number, number];
  return { depth: y, left: x, width: share, group: group as Group, name, place: place.join(' ') };
}

function labelOf(name: string, place: string, width: number): string {
  const file = place
    .replace(/^kernel-ext\/src\/|^benchmarks\/src\/workers\/|^.*node_modules\//, '')
    .replace(/^sqlite-frames.*/, 'better-sqlite3');
  // Only names of the engine's own have spaces: `(garbage collector)`.
  const words = name.startsWith('(') ? name.replaceAll('_', ' ') : name;
  return `${words} ${(width * 100).toFixed(1)}% ${file}`.trimEnd();
}
