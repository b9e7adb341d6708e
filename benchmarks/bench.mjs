/**
 * `npm run bench [-- case… --profile --quick]`: set-up of the project and of the peers, then the measurements.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { projectEnv, projectNode } from '../scripts/lib/paths.mjs';
import { main, say, setUp } from '../scripts/lib/setup.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const options = args.filter((arg) => arg !== '--no-setup');
  if (options.length === args.length) await setUp(say);
  const script = path.join(import.meta.dirname, 'src', 'main.ts');
  return spawnSync(projectNode, [script, ...options], { env: projectEnv(), stdio: 'inherit' }).status ?? 1;
});
