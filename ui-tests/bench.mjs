/**
 * `npm run bench:panel [-- --rounds 5 --keep]`: set-up of the project, then the panel measured in a real browser.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { provideChromium } from '../scripts/lib/chromium.mjs';
import { projectEnv, projectNode } from '../scripts/lib/paths.mjs';
import { main, say, setUp } from '../scripts/lib/setup.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const options = args.filter((arg) => arg !== '--no-setup');
  if (options.length === args.length) await setUp(say);
  const env = { ...projectEnv(), CHROMIUM_PATH: await provideChromium(say) };
  const script = path.join(import.meta.dirname, 'bench', 'main.ts');
  return spawnSync(projectNode, [script, ...options], { env, stdio: 'inherit' }).status ?? 1;
});
