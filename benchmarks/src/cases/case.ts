import { judge, type Bar } from '../bars.ts';
import type { CaseResult, Row } from '../results.ts';
import { takeTurns, type Participant, type Stage } from '../rounds.ts';
import { dissect, missed } from '../profiles/dissect.ts';
import type { Job } from '../workers/protocol.ts';

/** What the command line decides about a run. */
export interface RunOptions {
  readonly rounds: number;
  /** Factor on the time of each round: below 1 for a quick look. */
  readonly effort: number;
  /** Peers that take part, by the beginning of their names; all when undefined. */
  readonly peers: readonly string[] | undefined;
  /** What rounds are measured in; see the job's clock. */
  readonly clock: Job['clock'];
  /** Whether participants that miss a bar are profiled. */
  readonly profiles: boolean;
  readonly say: (line: string) => void;
}

/** One question the benchmark answers. */
export interface Case {
  /** As typed in `npm run bench -- id`. */
  readonly id: string;
  readonly title: string;
  /** What is done and what the figures mean. */
  readonly text: string;
  readonly bars: readonly Bar[];
  measure(options: RunOptions): Promise<Row[]>;
  /** Who takes turns at what; not for cases whose participants are whole processes. */
  stage?(options: RunOptions): Promise<Stage>;
}

/** Makes a case of participants that take turns. */
export function staged(definition: Omit<Case, 'measure' | 'stage'> & Required<Pick<Case, 'stage'>>): Case {
  return {
    ...definition,
    async measure(options) {
      const stage = await definition.stage(options);
      const isWanted = ({ name, role }: Participant) =>
        role !== 'peer' || (options.peers?.some((peer) => name.startsWith(peer)) ?? true);
      return takeTurns({ ...stage, participants: stage.participants.filter(isWanted) }, options);
    },
  };
}

/** A case whose participants take turns on the same work. */
export interface TurnsCase extends Omit<Case, 'measure' | 'stage'> {
  readonly participants: readonly Participant[];
  readonly work: string;
  readonly constants?: Readonly<Record<string, number>>;
  readonly mode?: 'hit' | 'miss';
  readonly use?: boolean;
  /** Fewest and most calls of a round. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Milliseconds of one round of one participant. */
export const ROUND_MS = 150;

/** Makes a case of participants that take turns at work in a cell of the same name. */
export function turns(definition: TurnsCase): Case {
  const { participants, work, constants = {}, mode = 'hit', use = false, atLeast, atMost, ...rest } = definition;
  return staged({
    ...rest,
    stage: async ({ effort, clock }) => ({
      participants,
      work: { work, constants, mode, use, clock },
      limits: { forMs: ROUND_MS * effort, atLeast, atMost },
    }),
  });
}

/**
 * Measures a case, judges its bars, and profiles who missed one. A case that fails has no rows and misses its bars; why is
 * said.
 */
export async function runCase(definition: Case, options: RunOptions): Promise<CaseResult> {
  const started = performance.now();
  const { id, title, text, bars } = definition;
  const rows = await definition.measure(options).catch((error: Error) => {
    options.say(`  ${id} failed: ${error.stack}`);
    return [] as Row[];
  });
  const result = { id, title, text, rows, bars: bars.map((bar) => judge(bar, rows)) };
  const anatomies = options.profiles ? await dissect(definition, missed(definition, result.bars), options) : [];
  const seconds = (performance.now() - started) / 1000;
  return { ...result, ...(anatomies.length > 0 ? { anatomies } : {}), seconds };
}
