/**
 * `npm run lint`: checks style and types of all languages; all checks run, then a line for each.
 */
import { checks } from './lib/checks.mjs';
import { exitCode } from './lib/exec.mjs';
import { main, say, setUp } from './lib/setup.mjs';
import { seconds } from './lib/steps.mjs';
import { browserTests } from './steps/browser.mjs';

await main(async () => {
  await setUp(say, [browserTests]);
  const results = [];
  for (const { name, check } of checks) {
    const started = Date.now();
    say(`\n=== ${name}`);
    results.push({ name, code: await exitCode(...check), time: seconds(Date.now() - started) });
  }
  say('\n=== Checks');
  for (const { name, code, time } of results) say(`${code === 0 ? 'well  ' : 'FAILED'} ${name}, ${time}`);
  const failed = results.filter(({ code }) => code !== 0);
  if (failed.length > 0) say('\n"npm run format" repairs what can be repaired.');
  return failed.length === 0 ? 0 : 1;
});
