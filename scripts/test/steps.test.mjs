import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Advice, runSteps, seconds } from '../lib/steps.mjs';
import { tempDir } from './temp.mjs';

/**
 * Two steps, `first` and `second` (which follows `first`), that count their runs.
 *
 * @param {import('node:test').TestContext} t
 */
function project(t) {
  const root = tempDir(t);
  fs.writeFileSync(path.join(root, 'one.txt'), '1');
  fs.writeFileSync(path.join(root, 'two.txt'), '2');
  /** @type {string[]} */
  const lines = [];
  /**
   * @param {string} name
   * @param {string} input
   * @param {string[]} after
   * @returns {import('../lib/steps.mjs').Step}
   */
  const step = (name, input, after) => ({
    name,
    title: `Step ${name}`,
    takes: 'no time',
    inputs: [input],
    after,
    outputs: [path.join(root, `${name}.out`)],
    async run() {
      fs.writeFileSync(path.join(root, `${name}.out`), 'made');
    },
    advice: 'Try again.',
  });
  const steps = [step('first', 'one.txt', []), step('second', 'two.txt', ['first'])];
  const runner = {
    root,
    stampDir: path.join(root, '.setup'),
    logDir: path.join(root, '.setup', 'logs'),
    say: (/** @type {string} */ line) => void lines.push(line),
  };
  return { root, steps, runner, lines, run: () => runSteps(steps, runner) };
}

test('a second run does nothing and says nothing', async (t) => {
  const { run, lines } = project(t);
  assert.deepEqual(await run(), ['first', 'second']);
  lines.length = 0;
  assert.deepEqual(await run(), []);
  assert.deepEqual(lines, []);
});

test('only the step whose input changed is done again', async (t) => {
  const { root, run } = project(t);
  await run();
  fs.writeFileSync(path.join(root, 'two.txt'), 'changed');
  assert.deepEqual(await run(), ['second']);
});

test('a change of an earlier step carries over to those that follow it', async (t) => {
  const { root, run } = project(t);
  await run();
  fs.writeFileSync(path.join(root, 'one.txt'), 'changed');
  assert.deepEqual(await run(), ['first', 'second']);
});

test('a step whose result was removed is done again', async (t) => {
  const { root, run } = project(t);
  await run();
  fs.rmSync(path.join(root, 'second.out'));
  assert.deepEqual(await run(), ['second']);
});

test('a step that writes its own input is up to date afterwards', async (t) => {
  const { root, steps, run } = project(t);
  /** @type {any} */ (steps[0]).run = async () => {
    fs.writeFileSync(path.join(root, 'one.txt'), 'completed');
    fs.writeFileSync(path.join(root, 'first.out'), '');
  };
  await run();
  assert.deepEqual(await run(), []);
});

test('a failing step names what was tried, the log and what to do, and is tried again', async (t) => {
  const { root, steps, run } = project(t);
  const [first] = steps;
  assert.ok(first);
  const works = first.run;
  first.run = async ({ log }) => {
    fs.mkdirSync(path.dirname(log), { recursive: true });
    fs.writeFileSync(log, 'long output');
    throw new Error('npm ci: exit code 1');
  };
  await assert.rejects(run, {
    name: 'StepError',
    message: `Step first failed: tried npm ci: exit code 1. Try again. Log: ${path.join('.setup', 'logs', 'first.log')}`,
  });
  assert.equal(fs.existsSync(path.join(root, 'second.out')), false);
  first.run = works;
  assert.deepEqual(await run(), ['first', 'second']);
});

test('an error that brings its own advice replaces the advice of the step', async (t) => {
  const { steps, run } = project(t);
  /** @type {any} */ (steps[0]).run = async () => {
    throw new Advice('python3', 'Install Python.');
  };
  await assert.rejects(run, { message: 'Step first failed: tried python3. Install Python.' });
});

test('a step that did not make what it promised fails', async (t) => {
  const { steps, run } = project(t);
  /** @type {any} */ (steps[0]).run = async () => {};
  await assert.rejects(run, /first\.out was not made/);
});

test('a stamp that was cut off counts as none', async (t) => {
  const { root, run } = project(t);
  await run();
  fs.writeFileSync(path.join(root, '.setup', 'first.json'), '{"hash":');
  assert.deepEqual(await run(), ['first']);
});

test('durations read well', () => {
  assert.deepEqual([40, 9_949, 9_950, 59_400, 125_000].map(seconds), ['0.0 s', '9.9 s', '10 s', '59 s', '2 min 5 s']);
});
