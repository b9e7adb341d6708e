import type { Job, RoundRequest } from './workers/protocol.ts';
import type { Role, Row } from './results.ts';
import { Worker, type Program } from './worker.ts';

/** Somebody who takes part in a case. */
export interface Participant {
  readonly name: string;
  readonly role: Role;
  readonly program: Program;
  /** Name in the worker's table, when it differs from `name`. */
  readonly as?: string;
  readonly options?: Job['options'];
  /** Whether results are consumed; the case's unless told otherwise. */
  readonly use?: boolean;
  /** The participant's own work, when it is not the case's. */
  readonly work?: string;
  readonly note?: string;
}

/** What all participants of a case have in common. */
export type Work = Omit<Job, 'participant' | 'options'>;

/** Milliseconds of calls before the first round that counts: the compilers of JavaScript need thousands of calls. */
const WARM_UP = { forMs: 500, atLeast: 1 };
/**
 * The same before each round: who stood still while the others had their turns has lost caches, and memory to the system. A
 * call that makes much takes a few calls to have that memory again.
 */
const WAKE_UP = { forMs: 30, atLeast: 3 };
/** A call that takes longer than this many nanoseconds needs none: what it lost is a small part of it. */
const SLOW = 1e9;

/** How long a round goes on. */
export interface RoundLimits {
  /** Milliseconds that one round of one participant takes at least. */
  readonly forMs: number;
  /** Fewest and most calls of a round: 1 and a million unless told otherwise. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Everything that rounds need: who takes part, in what, and how long each round goes on. */
export interface Stage {
  readonly participants: readonly Participant[];
  readonly work: Work;
  readonly limits: RoundLimits;
}

/**
 * Measures participants in turns: one round each, in an order that rotates, then the next round. The first round of each
 * is a warm-up that does not count, and so are some calls before each round. One that fails gets a row without samples and its error as the note.
 */
export async function takeTurns(
  { participants, work, limits }: Stage,
  { rounds, say }: { readonly rounds: number; readonly say: (line: string) => void },
): Promise<Row[]> {
  const request = roundOf(limits);
  const runners = await Promise.all(participants.map((participant) => Runner.start(participant, work)));
  try {
    for (const runner of runners) await runner.warmUp(warmUpOf(request));
    for (let round = 0; round < rounds; round++) {
      for (let turn = 0; turn < runners.length; turn++) {
        const runner = runners[(round + turn) % runners.length]!;
        if (!runner.isSlow) await runner.warmUp(warmUpOf(request, WAKE_UP));
        await runner.round(request);
      }
    }
  } finally {
    for (const runner of runners) await runner.end();
  }
  for (const { participant, failure } of runners) if (failure) say(`  ${participant.name} failed: ${failure}`);
  return runners.map((runner) => runner.row());
}

/** The request for a round within these limits. */
export const roundOf = ({ forMs, atLeast = 1, atMost = 1_000_000 }: RoundLimits): RoundRequest => ({
  forMs,
  atLeast,
  atMost,
});

/** The request for a round that does not count, before one that does. */
export const warmUpOf = (
  { atLeast, atMost }: RoundRequest,
  least: Pick<RoundRequest, 'forMs' | 'atLeast'> = WARM_UP,
): RoundRequest => ({ ...least, atMost: Math.max(atMost, atLeast) });

/** Starts the worker of a participant. @throws Error with its words */
export function startWorker(participant: Participant, job: Work, more: Partial<Job> = {}): Promise<Worker> {
  const { name, as = name, program, options = {}, use = job.use, work = job.work } = participant;
  return Worker.start(program, { ...job, participant: as, options, use, work, ...more });
}

class Runner {
  readonly samples: number[] = [];
  failure: string | undefined;
  private worker: Worker | undefined;

  readonly participant: Participant;

  private constructor(participant: Participant) {
    this.participant = participant;
  }

  static async start(participant: Participant, job: Work): Promise<Runner> {
    const runner = new Runner(participant);
    await runner.attempt(async () => {
      runner.worker = await startWorker(participant, job);
    });
    return runner;
  }

  get isSlow(): boolean {
    return (this.samples.at(-1) ?? 0) > SLOW;
  }

  async warmUp(request: RoundRequest): Promise<void> {
    await this.attempt(async () => void (await this.worker?.round(request)));
  }

  async round(request: RoundRequest): Promise<void> {
    await this.attempt(async () => {
      if (this.worker) this.samples.push((await this.worker.round(request)).nanoseconds);
    });
  }

  async end(): Promise<void> {
    await this.worker?.end();
    this.worker = undefined;
  }

  row(): Row {
    const { name, role, note } = this.participant;
    return {
      participant: name,
      role,
      unit: 'ns',
      samples: this.failure ? [] : this.samples,
      note: this.failure ? `failed: ${lastLine(this.failure)}` : note,
    };
  }

  private async attempt(action: () => Promise<void>): Promise<void> {
    if (this.failure !== undefined) return;
    try {
      await action();
    } catch (error) {
      this.failure = (error as Error).message;
      await this.end();
    }
  }
}

/** The line of an error that says what happened: the first of ours, the last of a Python traceback. */
function lastLine(message: string): string {
  const lines = message.trim().split('\n');
  return (lines[0]!.startsWith('Traceback') ? lines.at(-1) : lines[0])!.slice(0, 200);
}
