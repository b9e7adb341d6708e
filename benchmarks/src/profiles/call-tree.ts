import { groupOf, ownFile, type Group } from './groups.ts';
import { placeOf, type CallFrame } from './sources.ts';
import type { Share } from '../results.ts';

/** A profile as Node's inspector gives it. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Node that was running, for each sample. */
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

/** One function in the call tree, with all calls of it by the same caller in one. */
export interface Frame {
  readonly name: string;
  /** `file:line`, relative to the repository; '' for the engine's own. */
  readonly place: string;
  readonly group: Group;
  micros: number;
  readonly callees: Map<string, Frame>;
}

/** Files named for each kind of work. */
const MOST_FILES = 3;
/** Shares smaller than this are not worth a name. */
const WORTH_NAMING = 0.01;

/**
 * Merges what the profiles have of the function `from` into one call tree. What the engine does on its own, garbage
 * collection before all, has no caller in a profile: it counts as called by `from`, for nothing else ran meanwhile. Samples
 * in a function of the kind `without` are left out.
 *
 * @throws Error when the function is in no sample
 */
export function callTree(profiles: readonly CpuProfile[], from: string, without?: Group): Frame {
  const root: Frame = { name: from, place: '', group: 'work', micros: 0, callees: new Map() };
  for (const profile of profiles) addTo(root, profile, without);
  if (root.micros === 0) throw new Error(`The profile has no sample within ${from}.`);
  return root;
}

function addTo(root: Frame, { nodes, samples, timeDeltas }: CpuProfile, without: Group | undefined): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  for (const [index, id] of samples.entries()) {
    const stack: CallFrame[] = [];
    for (let at: number | undefined = id; at !== undefined; at = callers.get(at))
      stack.unshift(byId.get(at)!.callFrame);
    const start = stack.findIndex(({ functionName }) => functionName === root.name);
    const isEngine = stack.length === 2 && stack[1]!.functionName.startsWith('(');
    if (start < 0 && !isEngine) continue;
    // The time before the first sample is what the profiler took to start.
    if (index === 0) continue;
    const frames = [root];
    for (const callFrame of stack.slice(start < 0 ? 1 : start + 1)) {
      // Native code of an addon, which some calls show and others do not: its caller has a name.
      if (callFrame.functionName === '' && callFrame.url === '') continue;
      frames.push(calleeOf(frames.at(-1)!, callFrame));
    }
    if (frames.some(({ group }) => group === without)) continue;
    for (const frame of frames) frame.micros += timeDeltas[index] ?? 0;
  }
}

function calleeOf(caller: Frame, callFrame: CallFrame): Frame {
  const name = callFrame.functionName || '(anonymous)';
  const place = placeOf(callFrame);
  const key = `${name} ${place}`;
  let frame = caller.callees.get(key);
  if (!frame) {
    frame = { name, place, group: groupOf(name, place, caller.group), micros: 0, callees: new Map() };
    caller.callees.set(key, frame);
  }
  return frame;
}

/** Divides the time of a call tree into kinds of work, the largest first. */
export function sharesOf(root: Frame): Share[] {
  const groups = new Map<Group, { micros: number; files: Map<string, number> }>();
  const visit = (frame: Frame, within: string | undefined): void => {
    const file = ownFile(frame.place) ?? within;
    const self = frame.micros - [...frame.callees.values()].reduce((sum, { micros }) => sum + micros, 0);
    let entry = groups.get(frame.group);
    if (!entry) groups.set(frame.group, (entry = { micros: 0, files: new Map() }));
    entry.micros += self;
    if (file !== undefined) entry.files.set(file, (entry.files.get(file) ?? 0) + self);
    for (const callee of frame.callees.values()) visit(callee, file);
  };
  visit(root, undefined);
  const share = (micros: number) => Math.round((micros / root.micros) * 1e4) / 1e4;
  return [...groups]
    .map(([group, { micros, files }]) => ({
      group,
      share: share(micros),
      mostlyIn: [...files]
        .map(([name, part]) => [name, share(part)] as const)
        .filter(([, part]) => part >= WORTH_NAMING)
        .sort(([, a], [, b]) => b - a)
        .slice(0, MOST_FILES),
    }))
    .filter(({ share: part }) => part > 0)
    .sort((a, b) => b.share - a.share);
}
