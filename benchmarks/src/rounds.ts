import type { Job } from './workers/protocol.ts';
import type { Role, Row } from './results.ts';
import { Worker, type Program, type WorkerOptions } from './worker.ts';

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

/** Milliseconds of calls before the first round that counts: the compilers of JavaScript need thousands of calls. */
const WARM_UP_MS = 500;

/** How rounds are run. */
export interface RoundOptions {
  readonly rounds: number;
  /** Milliseconds that one round of one participant takes at least. */
  readonly forMs: number;
  /** Fewest and most calls of a round. */
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly worker?: WorkerOptions;
  readonly say: (line: string) => void;
}

/**
 * Measures participants in turns: one round each, in an order that rotates, then the next round. The first round of each
 * is a warm-up that does not count. One that fails gets a row without samples and its error as the note.
 */
export async function takeTurns(
  participants: readonly Participant[],
  job: Omit<Job, 'participant' | 'options'>,
  options: RoundOptions,
): Promise<Row[]> {
  const { rounds, forMs, atLeast = 1, atMost = 1_000_000, say } = options;
  const runners: Runner[] = [];
  for (const participant of participants) runners.push(await Runner.start(participant, job, options));
  try {
    for (const runner of runners)
      await runner.round({ forMs: WARM_UP_MS, atLeast: 1, atMost: Math.max(atMost, atLeast) });
    for (const runner of runners) runner.samples.length = 0;
    for (let round = 0; round < rounds; round++) {
      for (let turn = 0; turn < runners.length; turn++) {
        await runners[(round + turn) % runners.length]!.round({ forMs, atLeast, atMost });
      }
    }
  } finally {
    for (const runner of runners) await runner.end();
  }
  for (const { participant, failure } of runners) if (failure) say(`  ${participant.name} failed: ${failure}`);
  return runners.map((runner) => runner.row());
}

class Runner {
  readonly samples: number[] = [];
  failure: string | undefined;
  private worker: Worker | undefined;

  readonly participant: Participant;

  private constructor(participant: Participant) {
    this.participant = participant;
  }

  static async start(
    participant: Participant,
    job: Omit<Job, 'participant' | 'options'>,
    { worker }: RoundOptions,
  ): Promise<Runner> {
    const runner = new Runner(participant);
    const { name, as = name, program, options = {}, use = job.use, work = job.work } = participant;
    await runner.attempt(async () => {
      runner.worker = await Worker.start(program, { ...job, participant: as, options, use, work }, worker);
    });
    return runner;
  }

  async round(request: { forMs: number; atLeast: number; atMost: number }): Promise<void> {
    await this.attempt(async () => {
      if (this.worker) this.samples.push(await this.worker.round(request));
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
