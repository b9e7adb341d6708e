/**
 * `npm run format`: repairs what `npm run lint` complains of, as far as tools can.
 */
import { checks } from './lib/checks.mjs';
import { exitCode } from './lib/exec.mjs';
import { main, say, setUp } from './lib/setup.mjs';
import { browserTests } from './steps/browser.mjs';

await main(async () => {
  await setUp(say, [browserTests]);
  let worst = 0;
  for (const { name, repair } of checks) {
    if (!repair) continue;
    say(`\n=== ${name}`);
    worst = Math.max(worst, await exitCode(...repair));
  }
  return worst;
});
