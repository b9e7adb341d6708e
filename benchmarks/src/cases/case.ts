import { judge, OURS, type Bar } from '../bars.ts';
import type { CaseResult, Row } from '../results.ts';
import { takeTurns, type Participant } from '../rounds.ts';
import type { WorkerOptions } from '../worker.ts';
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
  /** Runs the library alone under these options of the worker, for a profile; only some cases can. */
  alone?(options: RunOptions, worker: WorkerOptions): Promise<Row[]>;
}

/** A case whose participants take turns on the same work. */
export interface TurnsCase extends Omit<Case, 'measure' | 'alone'> {
  readonly participants: readonly Participant[];
  readonly work: string;
  readonly constants?: Readonly<Record<string, number>>;
  readonly mode?: 'hit' | 'miss';
  readonly use?: boolean;
  /** Milliseconds of one round; default 150. */
  readonly forMs?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Makes a case of participants that take turns. */
export function turns(definition: TurnsCase): Case {
  const {
    participants,
    work,
    constants = {},
    mode = 'hit',
    use = false,
    forMs = 150,
    atLeast,
    atMost,
    ...rest
  } = definition;
  const run = (who: readonly Participant[], { rounds, effort, clock, say }: RunOptions, worker?: WorkerOptions) =>
    takeTurns(
      who,
      { work, constants, mode, use, clock },
      { rounds, forMs: forMs * effort, atLeast, atMost, worker, say },
    );
  return {
    ...rest,
    measure: (options) =>
      run(
        participants.filter(
          ({ name, role }) => role !== 'peer' || (options.peers?.some((peer) => name.startsWith(peer)) ?? true),
        ),
        options,
      ),
    alone: (options, worker) =>
      run(
        participants.filter(({ name }) => name === OURS),
        options,
        worker,
      ),
  };
}

/** Measures a case and judges its bars. A case that fails has no rows and misses its bars; why is said. */
export async function runCase(definition: Case, options: RunOptions): Promise<CaseResult> {
  const started = performance.now();
  const { id, title, text, bars } = definition;
  const rows = await definition.measure(options).catch((error: Error) => {
    options.say(`  ${id} failed: ${error.stack}`);
    return [] as Row[];
  });
  return {
    id,
    title,
    text,
    rows,
    bars: bars.map((bar) => judge(bar, rows)),
    seconds: (performance.now() - started) / 1000,
  };
}
