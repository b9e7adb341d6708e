import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OURS, type Bar } from '../bars.ts';
import type { Case, RunOptions } from '../cases/case.ts';
import { inEnvironment } from '../paths.ts';
import { roundOf, startWorker, warmUpOf, type Participant, type Stage } from '../rounds.ts';
import type { Anatomy, BarResult, CallCosts } from '../results.ts';
import { median } from '../statistics.ts';
import { callTree, sharesOf, type CpuProfile } from './call-tree.ts';
import { flameLines } from './flame.ts';

/** Rounds in which costs are counted, and as many that are profiled. */
const ROUNDS = 3;

/** Programs that run the library in this process's Node, where its profiler sees it. */
const PROFILED: readonly Participant['program'][] = ['ours', 'growth'];

/** Names of those who missed a bar, and of what they are compared with there. One that was not measured tells nothing. */
export function missed({ bars }: Pick<Case, 'bars'>, outcomes: readonly BarResult[]): string[] {
  const isMissed = ({ passed, measured }: BarResult) => !passed && measured !== null;
  return named(bars.filter((_, index) => isMissed(outcomes[index]!)));
}

/** Names of all whom the bars of a case are about. */
export function concerned({ bars }: Pick<Case, 'bars'>): string[] {
  return named(bars);
}

function named(bars: readonly Bar[]): string[] {
  const names = bars.flatMap((bar) => ('against' in bar ? [bar.ours ?? OURS, bar.against] : [bar.participant]));
  return [...new Set(names)];
}

/**
 * Profiles these participants of a case, each alone, as far as they are the library's. Their profiles stay in the environment,
 * `profiles/<case>/`: Chrome's developer tools and speedscope open them. Why one could not be profiled is said.
 */
export async function dissect(
  { id, stage }: Pick<Case, 'id' | 'stage'>,
  names: readonly string[],
  options: RunOptions,
): Promise<Anatomy[]> {
  if (!stage || names.length === 0) return [];
  const anatomies: Anatomy[] = [];
  try {
    const set = await stage(options);
    const wanted = set.participants.filter(
      ({ name, role, program }) => names.includes(name) && role !== 'floor' && PROFILED.includes(program),
    );
    const folder = inEnvironment('profiles', id);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [index, participant] of wanted.entries())
      anatomies.push(await anatomyOf(participant, set, (round) => join(folder, `${index}-${round}.cpuprofile`)));
  } catch (error) {
    options.say(`  a profile of ${id} failed: ${(error as Error).stack}`);
  }
  return anatomies;
}

async function anatomyOf(
  participant: Participant,
  { work, limits }: Stage,
  file: (round: number) => string,
): Promise<Anatomy> {
  const worker = await startWorker(participant, work, { profiled: true });
  const costs: { calls: number; costs: CallCosts }[] = [];
  const profiles: CpuProfile[] = [];
  try {
    const request = roundOf(limits);
    await worker.round(warmUpOf(request));
    for (let round = 0; round < ROUNDS; round++) {
      const { calls, costs: counted } = await worker.round({ ...request, watch: { costs: true } });
      costs.push({ calls, costs: counted! });
      await worker.round({ ...request, watch: { profile: file(round) } });
      profiles.push(JSON.parse(readFileSync(file(round), 'utf8')) as CpuProfile);
    }
  } finally {
    await worker.end();
  }
  // A miss is measured without the function's own time.
  const tree = callTree(profiles, 'timedCalls', work.mode === 'miss' ? 'function' : undefined);
  return { participant: participant.name, costs: costsOfCall(costs), shares: sharesOf(tree), frames: flameLines(tree) };
}

/** Costs of one call, of rounds of several: means for what is counted, medians for times, as one slow round says nothing. */
export function costsOfCall(rounds: readonly { readonly calls: number; readonly costs: CallCosts }[]): CallCosts {
  const each = (figure: keyof CallCosts) => rounds.map(({ calls, costs }) => costs[figure] / calls);
  const total = rounds.reduce((sum, { calls }) => sum + calls, 0);
  const mean = (figure: keyof CallCosts) => rounded(rounds.reduce((sum, { costs }) => sum + costs[figure], 0) / total);
  return {
    nanoseconds: rounded(median(each('nanoseconds'))),
    otherThreadsNanoseconds: rounded(median(each('otherThreadsNanoseconds'))),
    markings: mean('markings'),
    majorCollections: mean('majorCollections'),
    minorCollections: mean('minorCollections'),
    pausedNanoseconds: mean('pausedNanoseconds'),
    // Of single calls already.
    externalBytes: rounded(median(rounds.map(({ costs }) => costs.externalBytes))),
  };
}

const rounded = (value: number): number => Number(value.toPrecision(4));
