/**
 * The whole set-up, as `npm run setup`, `npm start` and `npm test` call it.
 */
import path from 'node:path';
import { library, panel } from '../steps/build.mjs';
import { extension, kernels } from '../steps/jupyter.mjs';
import { node24, npmPackages } from '../steps/node.mjs';
import { pythonPackages } from '../steps/python.mjs';
import { withLock } from './lock.mjs';
import { logDir, root, setupDir } from './paths.mjs';
import { Advice, runSteps, seconds, StepError } from './steps.mjs';

const OLDEST_NODE = 20;

/** The steps in the order they are done. */
export const steps = [npmPackages, node24, pythonPackages, kernels, library, panel, extension];

/**
 * Brings the checkout up to date; steps that already are take no time.
 *
 * @param {(line: string) => void} say where progress goes
 * @param {readonly import('./steps.mjs').Step[]} [more] steps that only the caller needs, done last
 * @returns {Promise<void>}
 * @throws {StepError} when a step fails
 */
export async function setUp(say, more = []) {
  const started = Date.now();
  const done = await withLock(path.join(setupDir, 'lock'), say, () =>
    runSteps([...steps, ...more], { root, stampDir: setupDir, logDir, say }),
  );
  const what = done.length === 0 ? 'is up to date' : `has brought ${done.join(', ')} up to date`;
  say(`Set-up ${what} (${seconds(Date.now() - started)}).`);
}

/**
 * Runs a command of the project: a failure that is explained ends with its one line, all others with their stack.
 *
 * @param {() => Promise<number>} command resolves to the exit code
 * @param {() => void} [afterFailure] called when the command failed with an explanation
 * @returns {Promise<void>}
 */
export async function main(command, afterFailure) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    process.stderr.write(`This needs Node ${OLDEST_NODE} or newer; this is ${process.version}.\n`);
    process.exitCode = 1;
    return;
  }
  try {
    process.exitCode = await command();
  } catch (error) {
    const line = explain(error);
    if (line === null) throw error;
    process.stderr.write(`${line}\n`);
    process.exitCode = 1;
    afterFailure?.();
  }
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof Advice) return `Tried ${error.message}. ${error.advice}`;
  return error instanceof StepError || error instanceof RangeError ? error.message : null;
}

/**
 * Prints a line.
 *
 * @param {string} line
 */
export function say(line) {
  process.stdout.write(`${line}\n`);
}
