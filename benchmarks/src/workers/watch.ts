import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { getHeapStatistics, GCProfiler } from 'node:v8';
import type { CallCosts } from '../results.ts';
import { median } from '../statistics.ts';
import type { RoundReply } from './protocol.ts';

/** Microseconds between two samples of a profile. */
const SAMPLED_EVERY = 100;
/** Calls of which the memory is measured, one by one. */
const MEMORY_CALLS = 5;

/** Runs a round with the CPU profiler on, and leaves what it saw in `file`. The time it takes is not one to report. */
export async function profileOf(file: string, run: () => Promise<RoundReply>): Promise<RoundReply> {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: SAMPLED_EVERY });
  session.post('Profiler.start');
  const reply = await run();
  session.post('Profiler.stop', (error, result) => {
    if (error) throw error;
    writeFileSync(file, JSON.stringify(result.profile));
  });
  session.disconnect();
  return reply;
}

/** What a round costs besides its time: garbage collections, and what other threads of the process do for it. */
export async function costsOf(
  run: () => Promise<RoundReply>,
): Promise<{ reply: RoundReply; costs: Omit<CallCosts, 'externalBytes'> }> {
  const collections = new GCProfiler();
  collections.start();
  const others = otherThreads();
  const reply = await run();
  const otherThreadsNanoseconds = Math.max(0, otherThreads() - others);
  const { statistics } = collections.stop()!;
  const count = (...types: string[]) => statistics.filter(({ gcType }) => types.includes(gcType)).length;
  return {
    reply,
    costs: {
      nanoseconds: reply.nanoseconds * reply.calls,
      otherThreadsNanoseconds,
      markings: count('IncrementalMarking'),
      majorCollections: count('MarkSweepCompact'),
      minorCollections: count('Scavenge', 'MinorMarkCompact', 'MinorMarkSweep'),
      pausedNanoseconds: statistics.reduce((sum, { cost }) => sum + cost * 1000, 0),
    },
  };
}

/** Processor time of all threads but this one, in nanoseconds. */
function otherThreads(): number {
  const all = process.cpuUsage();
  const own = process.threadCpuUsage();
  return (all.user + all.system - own.user - own.system) * 1000;
}

/**
 * Bytes that a call makes outside of V8's heap: what it grew by in the median of some calls, for now and then one makes a
 * pool that serves many. Each begins with the garbage of those before collected, twice: V8 frees such memory in the background
 * after a collection, and waits for that when the next begins.
 */
export function memoryOf(call: () => unknown, atMost: number): number {
  const grown: number[] = [];
  for (let calls = 0; calls < Math.min(atMost, MEMORY_CALLS); calls++) {
    globalThis.gc?.();
    globalThis.gc?.();
    const before = getHeapStatistics().external_memory;
    call();
    grown.push(getHeapStatistics().external_memory - before);
  }
  return median(grown);
}
