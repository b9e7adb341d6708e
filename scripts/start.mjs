/**
 * `npm start [-- jupyter options]`: set-up, then JupyterLab on examples/ with the quick-start notebook.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inRoot, projectEnv, venvProgram } from './lib/paths.mjs';
import { findServer, serverUrl } from './lib/server.mjs';
import { main, say, setUp } from './lib/setup.mjs';

const examples = inRoot('examples');
const page = 'lab/tree/quick-start.ipynb';

/** @param {string[]} options options for JupyterLab */
async function openLab(options) {
  const defaults = [`--LabApp.default_url=/${page}`];
  if (process.getuid?.() === 0) {
    say('Running as root, so JupyterLab gets --allow-root.');
    defaults.push('--allow-root');
  }
  const started = Date.now();
  // Later options win, so a person's own come last.
  const lab = spawn(venvProgram('jupyter-lab'), [...defaults, ...options], {
    cwd: examples,
    env: projectEnv(),
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to the server too, which then asks; a second signal would stop it without an answer.
  process.on('SIGINT', () => process.stdin.isTTY || lab.kill('SIGINT'));
  process.on('SIGTERM', () => lab.kill('SIGTERM'));
  const ended = once(lab, 'close');
  const stop = new AbortController();
  void ended.then(() => stop.abort());
  const server = await findServer(examples, started, stop.signal);
  if (server) say(`\nJupyterLab is ready: ${serverUrl(server, page)}\nCtrl-C stops it.\n`);
  const [code] = await ended;
  return code ?? 0;
}

await main(async () => {
  await setUp(say);
  return openLab(process.argv.slice(2));
});
