/**
 * `npm test [-- suite...]`: set-up, then all test suites, then a summary whose last line counts the tests.
 */
import fs from 'node:fs';
import path from 'node:path';
import { provideChromium } from './lib/chromium.mjs';
import { exitCode } from './lib/exec.mjs';
import { projectEnv, root, setupDir } from './lib/paths.mjs';
import { closingLine, judge, readResults } from './lib/results.mjs';
import { main, say, setUp } from './lib/setup.mjs';
import { seconds } from './lib/steps.mjs';
import { chooseSuites } from './lib/suites.mjs';
import { browserTests } from './steps/browser.mjs';

/**
 * @param {import('./lib/suites.mjs').Suite} suite
 * @param {string | null} chromium
 */
async function run(suite, chromium) {
  say(`\n=== ${suite.name}: ${suite.what}`);
  const started = Date.now();
  if (suite.report) fs.rmSync(suite.report, { force: true });
  const env = { ...(suite.env ?? projectEnv()), ...(chromium ? { CHROMIUM_PATH: chromium } : {}) };
  const [program, args] = suite.command;
  const code = await exitCode(program, args, { cwd: suite.cwd ?? root, env });
  const counts = suite.report
    ? readResults(suite.report)
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, failures: [], flaky: [] };
  return { name: suite.name, time: seconds(Date.now() - started), ...judge(counts, code) };
}

async function runAll() {
  const chosen = chooseSuites(process.argv.slice(2));
  const browser = chosen.some((suite) => suite.browser);
  await setUp(say, browser ? [browserTests] : []);
  const chromium = browser ? await provideChromium(say) : null;
  fs.mkdirSync(path.join(setupDir, 'results'), { recursive: true });
  const results = [];
  for (const suite of chosen) results.push(await run(suite, chromium));
  say('\n=== Summary');
  for (const { name, time, note, failures, flaky, ...counts } of results) {
    say(`${name.padEnd(14)}${closingLine([counts])}${note ? ` (${note})` : ''}, ${time}`);
    for (const failure of failures) say(`  failed: ${failure}`);
    for (const test of flaky) say(`  passed only when it was run again, which is a fault to mend: ${test}`);
  }
  say('');
  say(closingLine(results));
  return results.every(({ failed }) => failed === 0) ? 0 : 1;
}

await main(runAll, () => say(closingLine([{ passed: 0, failed: 1, skipped: 0 }])));
