import fc from 'fast-check';
import { anyValue } from './any-value';
import { plainValue } from './plain-value';

/** The same values in each process that asks for the same seed. */
export function sampleValues(seed: number, count: number): unknown[] {
  const limit = Error.stackTraceLimit;
  // Traces would name the files of the process, and the test runner formats them its own way.
  Error.stackTraceLimit = 0;
  (Error as { prepareStackTrace?: unknown }).prepareStackTrace = undefined;
  try {
    return fc.sample(fc.oneof({ weight: 3, arbitrary: anyValue }, plainValue), { seed, numRuns: count });
  } finally {
    Error.stackTraceLimit = limit;
  }
}
