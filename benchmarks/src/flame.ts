import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { BASE, type Chart } from './report/charts.ts';
import { inRepository } from './paths.ts';

/** A profile as `node --cpu-prof` writes it. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Node that was running, for each sample. */
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** One function in the call tree, with all calls of it by the same caller in one. */
export interface Frame {
  readonly name: string;
  /** `file:line`, relative to the repository; '' for the engine's own. */
  readonly place: string;
  micros: number;
  readonly callees: Map<string, Frame>;
}

/** Frames narrower than this share of the whole are left out. */
const NARROWEST = 0.003;
const LABELLED = 0.04;
const WIDTH = 1200;
const ROW = 18;

/**
 * Merges the samples below the function `from` into one call tree.
 *
 * @throws Error when the function is in no sample
 */
export function callTree(profile: CpuProfile, from: string): Frame {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const callers = new Map(
    profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)),
  );
  const root: Frame = { name: from, place: '', micros: 0, callees: new Map() };
  for (const [index, id] of profile.samples.entries()) {
    const stack = stackOf(id, nodes, callers);
    const start = stack.findIndex(({ callFrame }) => callFrame.functionName === from);
    if (start < 0) continue;
    const micros = profile.timeDeltas[index] ?? 0;
    root.micros += micros;
    let frame = root;
    for (const node of stack.slice(start + 1)) {
      frame = calleeOf(frame, node);
      frame.micros += micros;
    }
  }
  if (root.micros === 0) throw new Error(`The profile has no sample within ${from}.`);
  return root;
}

/** A flame graph of a call tree: time from left to right, callees above their callers. */
export function flameChart(title: string, root: Frame): Chart {
  const values: Record<string, unknown>[] = [];
  layOut(root, 0, 0, root.micros, values);
  const depth = Math.max(...values.map(({ y }) => y as number)) + 1;
  const x = {
    field: 'x',
    type: 'quantitative',
    title: 'share of the time',
    axis: { format: '%' },
    scale: { domain: [0, 1] },
  };
  const y = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [0, depth] } };
  const area = { x, x2: { field: 'x2' }, y, y2: { field: 'y2' } };
  return {
    ...BASE,
    title: { text: title, anchor: 'start' },
    data: { values },
    width: WIDTH,
    height: depth * ROW,
    layer: [
      {
        mark: { type: 'rect', stroke: 'white', strokeWidth: 0.5 },
        encoding: { ...area, color: { field: 'part', type: 'nominal', title: null }, tooltip: { field: 'label' } },
      },
      {
        transform: [{ filter: `datum.x2 - datum.x > ${LABELLED}` }],
        mark: { type: 'text', align: 'left', dx: 3, dy: -ROW / 2, fontSize: 10, color: 'black' },
        encoding: { x, y, text: { field: 'shown' } },
      },
    ],
  };
}

function layOut(frame: Frame, left: number, depth: number, whole: number, values: Record<string, unknown>[]): void {
  const width = frame.micros / whole;
  const label = `${frame.name} ${frame.place} ${(width * 100).toFixed(1)}%`;
  const shown = label.slice(0, Math.floor((width * WIDTH) / 6));
  values.push({ x: left, x2: left + width, y: depth, y2: depth + 1, label, shown, part: partOf(frame.place) });
  let at = left;
  for (const callee of [...frame.callees.values()].sort((a, b) => b.micros - a.micros)) {
    if (callee.micros / whole < NARROWEST) continue;
    layOut(callee, at, depth + 1, whole, values);
    at += callee.micros / whole;
  }
}

/** Which part of the library, or what else, a place belongs to. */
function partOf(place: string): string {
  if (place === '' || place.startsWith('node:')) return 'engine and Node';
  const part = /kernel-ext\/dist\/(\w+)\//.exec(place)?.[1];
  if (part) return part;
  return place.includes('node_modules') ? 'packages' : place.includes('kernel-ext') ? 'calls' : 'benchmark';
}

function stackOf(
  id: number,
  nodes: ReadonlyMap<number, ProfileNode>,
  callers: ReadonlyMap<number, number>,
): ProfileNode[] {
  const stack: ProfileNode[] = [];
  for (let at: number | undefined = id; at !== undefined; at = callers.get(at)) stack.unshift(nodes.get(at)!);
  return stack;
}

function calleeOf(caller: Frame, { callFrame }: ProfileNode): Frame {
  const name = callFrame.functionName || '(anonymous)';
  const place = callFrame.url === '' ? '' : `${shortUrl(callFrame.url)}:${callFrame.lineNumber + 1}`;
  const key = `${name} ${place}`;
  let frame = caller.callees.get(key);
  if (!frame) caller.callees.set(key, (frame = { name, place, micros: 0, callees: new Map() }));
  return frame;
}

function shortUrl(url: string): string {
  if (url.startsWith('node:')) return url;
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  return relative(inRepository(), file).replaceAll('\\', '/');
}
