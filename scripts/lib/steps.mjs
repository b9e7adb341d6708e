/**
 * Runs the steps of the set-up in order and skips those whose inputs have not changed since they last succeeded.
 */
import fs from 'node:fs';
import path from 'node:path';
import { hashInputs } from './inputs.mjs';

/**
 * @typedef {object} StepContext
 * @property {string} log file for long output
 *
 * @typedef {object} Step
 * @property {string} name short; names the stamp and the log
 * @property {string} title what a person reads while it runs
 * @property {string} takes rough time on a first run, for example 'about a minute'
 * @property {string[]} inputs files and folders, relative to the repository
 * @property {() => string[] | Promise<string[]>} [words] other inputs, for example the Python found
 * @property {string[]} [after] steps whose change means that this one is done again
 * @property {string[]} outputs absolute paths that must exist for the stamp to count
 * @property {(context: StepContext) => Promise<void>} run
 * @property {string} advice what to do when it fails
 *
 * @typedef {object} Runner
 * @property {string} root the repository
 * @property {string} stampDir where stamps are kept
 * @property {string} logDir where logs are kept
 * @property {(line: string) => void} say
 */

/** A step that failed, told in one line: what was tried, where the log is and what to do. */
export class StepError extends Error {
  /**
   * @param {Step} step
   * @param {unknown} cause
   * @param {string | null} log shown path of the log, or null when nothing was logged
   */
  constructor(step, cause, log) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const advice = cause instanceof Advice ? cause.advice : step.advice;
    super(`${step.title} failed: tried ${reason}. ${advice}${log ? ` Log: ${log}` : ''}`);
    this.name = 'StepError';
  }
}

/** An error that knows better than its step what to do. */
export class Advice extends Error {
  /**
   * @param {string} message what was tried
   * @param {string} advice what to do
   */
  constructor(message, advice) {
    super(message);
    this.name = 'Advice';
    this.advice = advice;
  }
}

/**
 * Brings every step up to date.
 *
 * @param {readonly Step[]} steps in order; a step's `after` names earlier ones
 * @param {Runner} runner
 * @returns {Promise<string[]>} names of the steps that had to run
 * @throws {StepError} at the first step that fails; its stamp is gone, so the next call tries it again
 */
export async function runSteps(steps, { root, stampDir, logDir, say }) {
  fs.mkdirSync(stampDir, { recursive: true });
  /** @type {Map<string, string>} */
  const hashes = new Map();
  const done = [];
  for (const [index, step] of steps.entries()) {
    const stamp = path.join(stampDir, `${step.name}.json`);
    const log = path.join(logDir, `${step.name}.log`);
    const started = Date.now();
    try {
      const before = await stepHash(step, root, hashes);
      if (isFresh(step, stamp, before)) {
        hashes.set(step.name, before);
        continue;
      }
      fs.rmSync(stamp, { force: true });
      fs.rmSync(log, { force: true });
      say(
        `[${index + 1}/${steps.length}] ${step.title} (${step.takes} the first time; log: ${path.relative(root, log)})`,
      );
      await step.run({ log });
      const missing = step.outputs.find((file) => !fs.existsSync(file));
      if (missing) throw new Error(`it, but ${path.relative(root, missing)} was not made`);
      // A step may complete its own inputs (npm writes the lock file), so they are read again.
      const hash = await stepHash(step, root, hashes);
      fs.writeFileSync(stamp, JSON.stringify({ hash, finished: new Date().toISOString() }));
      hashes.set(step.name, hash);
      done.push(step.name);
      say(`      done in ${seconds(Date.now() - started)}`);
    } catch (error) {
      throw new StepError(step, error, fs.existsSync(log) ? path.relative(root, log) : null);
    }
  }
  return done;
}

/**
 * A duration as a person reads it.
 *
 * @param {number} ms
 * @returns {string} '0.4 s', '12 s' or '2 min 5 s'
 */
export function seconds(ms) {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * @param {Step} step
 * @param {string} root
 * @param {ReadonlyMap<string, string>} hashes of the steps before
 */
async function stepHash(step, root, hashes) {
  const earlier = (step.after ?? []).map((name) => `${name} ${hashes.get(name) ?? 'never'}`);
  return hashInputs(root, step.inputs, [...earlier, ...((await step.words?.()) ?? [])]);
}

/**
 * @param {Step} step
 * @param {string} stamp
 * @param {string} hash
 */
function isFresh(step, stamp, hash) {
  if (!step.outputs.every((file) => fs.existsSync(file))) return false;
  try {
    return JSON.parse(fs.readFileSync(stamp, 'utf8')).hash === hash;
  } catch {
    return false;
  }
}
