import { createInterface } from 'node:readline';
import type { Job, Reply, Request, RoundReply, RoundRequest } from './protocol.ts';
import { showSqliteFrames } from './sqlite-frames.ts';
import { costsOf, memoryOf, profileOf } from './watch.ts';

/** From this size of a value on, a round begins with what the round before left collected: it is not its cost. */
const LARGE_BYTES = 2 ** 20;

/** A participant ready to be measured. */
export interface Subject {
  /** One call: its result, or a promise of it when the participant is asynchronous. */
  call(index: number): unknown;
  /** Whether `call` gives promises. */
  readonly asynchronous: boolean;
  /** Nanoseconds of a call that were the function's own work, told by its result. */
  own?(result: unknown): number;
  /** After a round: throws when the round was not what it should be, and removes what it left behind. */
  settle(): void | Promise<void>;
  /** Closes what is open. */
  close(): void | Promise<void>;
}

/** Reads the worker's job, prepares the subject and answers rounds until it is told to end. */
export async function serve(prepare: (job: Job) => Promise<Subject>): Promise<void> {
  const send = (reply: Reply): void => void process.stdout.write(`${JSON.stringify(reply)}\n`);
  try {
    const job = JSON.parse(process.argv[2]!) as Job;
    if (job.profiled) showSqliteFrames();
    const subject = await prepare(job);
    // V8 does so by itself in a process that stands still for some seconds. Here it would do so before any round or none.
    globalThis.gc?.({ type: 'major', flavor: 'last-resort' });
    send({ ready: true });
    for await (const line of createInterface({ input: process.stdin })) {
      const request = JSON.parse(line) as Request;
      if ('end' in request) break;
      if ((job.constants.bytes ?? 0) >= LARGE_BYTES) globalThis.gc?.();
      send(await round(subject, request, job.clock === 'wall' ? wallTime : processorTime));
    }
    await subject.close();
    process.exit(0);
  } catch (error) {
    send({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exit(1);
  }
}

let index = 0;

const wallTime = (): number => Number(process.hrtime.bigint());

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

async function round(subject: Subject, request: RoundRequest, clock: () => number): Promise<RoundReply> {
  const { watch, atMost } = request;
  const run = () => timedCalls(subject, request, clock);
  if (watch === undefined || 'profile' in watch) {
    const reply = await (watch ? profileOf(watch.profile, run) : run());
    await subject.settle();
    return reply;
  }
  const { reply, costs } = await costsOf(run);
  await subject.settle();
  const externalBytes = memoryOf(() => subject.call(index++), atMost);
  await subject.settle();
  return { ...reply, costs: { ...costs, externalBytes } };
}

/** The calls of a round, and nothing else. A profile consists of what this function calls: its name is a part of that. */
async function timedCalls(
  subject: Subject,
  { forMs, atLeast, atMost }: RoundRequest,
  clock: () => number,
): Promise<RoundReply> {
  let calls = 0;
  let own = 0;
  let result: unknown;
  const { asynchronous } = subject;
  const started = clock();
  let chunk = 1;
  for (;;) {
    const before = calls;
    for (; calls < before + chunk; calls++) {
      // The last result is let go before the next is made, as in a notebook cell that overwrites a variable.
      result = undefined;
      result = subject.call(index++);
      if (asynchronous) result = await result;
      if (subject.own) own += subject.own(result);
    }
    const took = clock() - started;
    if ((took >= forMs * 1e6 && calls >= atLeast) || calls >= atMost) {
      return { nanoseconds: (took - own) / calls, calls };
    }
    // A clock read costs as much as a part of a fast call, so chunks grow to about a millisecond.
    if (took < 1e6 * calls) chunk = Math.min(chunk * 2, atMost - calls, 1000);
  }
}
