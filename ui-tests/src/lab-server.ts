import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot, projectEnv, venvProgram } from '../../scripts/lib/paths.mjs';
import { remove } from './remove.ts';

/** For what hangs; a machine that is busy or reads Jupyter from a slow disk takes minutes. */
const START_TIMEOUT_MS = 240_000;
const STOP_TIMEOUT_MS = 15_000;
const [FIRST_PORT, LAST_PORT] = [20_000, 32_000];

/** A JupyterLab of its own: its folder, its settings and its list of stores start empty or as a copy of examples/. */
export interface LabServer {
  /** Address without a slash at its end. */
  url: string;
  /** The folder it serves: a copy of examples/, inside the repository so that notebooks find `tslab-memory`. */
  folder: string;
  /** The environment that it and its kernels run in. */
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
  /** Starts it again at the same address after `stop`, and waits until it answers. */
  start(): Promise<void>;
}

/** How a server differs from the usual. */
export interface LabOptions {
  /** Path of its address, as a JupyterHub gives to each user, for example '/user/anna'. */
  basePath?: string;
  /** What a browser must bring; without it, none is asked for. */
  token?: string;
  /** Further options of `jupyter-lab`. */
  options?: string[];
}

/**
 * Starts JupyterLab from `.venv` on a free port.
 *
 * @param name names the working folder; what an earlier run of that name left is removed
 * @param settings how it differs from the usual
 * @throws Error with the end of the server's log when it does not answer within four minutes
 */
export async function startLab(
  name: string,
  { basePath = '', token = '', options: further = [] }: LabOptions = {},
): Promise<LabServer> {
  const home = inRoot('.setup', 'ui-tests', 'servers', name);
  remove(home);
  const folder = path.join(home, 'notebooks');
  const part = (...parts: string[]) => {
    const dir = path.join(home, ...parts);
    fs.mkdirSync(dir, { recursive: true });
    return dir;
  };
  fs.cpSync(inRoot('examples'), folder, {
    recursive: true,
    filter: (file) => !['.tslab-memory', '.ipynb_checkpoints'].includes(path.basename(file)),
  });
  const env = {
    ...projectEnv(),
    JUPYTERLAB_GALATA_ROOT_DIR: folder,
    JUPYTER_CONFIG_DIR: part('config'),
    JUPYTER_DATA_DIR: part('data'),
    JUPYTER_RUNTIME_DIR: part('runtime'),
    TSLAB_MEMORY_DATA_DIR: part('tslab-memory'),
    TMPDIR: part('tmp'),
  };
  const port = await freePort();
  const options = [
    `--config=${inRoot('ui-tests', 'jupyter_server_config.py')}`,
    `--ServerApp.port=${port}`,
    '--no-browser',
    ...(basePath ? [`--ServerApp.base_url=${basePath}/`] : []),
    ...(token ? [`--IdentityProvider.token=${token}`] : []),
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
    ...further,
  ];
  const url = `http://127.0.0.1:${port}${basePath}`;
  const logFile = path.join(home, 'server.log');
  let running = () => Promise.resolve();
  const stop = () => running();
  const start = async () => {
    const log = fs.openSync(logFile, 'a');
    const server = spawn(venvProgram('jupyter-lab'), options, { cwd: folder, env, stdio: ['ignore', log, log] });
    fs.closeSync(log);
    running = () => ended(server);
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await answers(`${url}/api/status`, token))) {
      if (server.exitCode !== null || Date.now() > deadline) {
        await stop();
        const end = fs.readFileSync(logFile, 'utf8').split('\n').slice(-15).join('\n');
        throw new Error(`JupyterLab did not start:\n${end}`);
      }
      await sleep(100);
    }
  };
  await start();
  return { url, folder, env, stop, start };
}

/** Ends a server, and with it its kernels. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_TIMEOUT_MS);
  server.kill('SIGTERM');
  await exited;
  clearTimeout(timer);
}

async function answers(url: string, token: string): Promise<boolean> {
  try {
    return (await fetch(url, token ? { headers: { Authorization: `token ${token}` } } : {})).ok;
  } catch {
    return false;
  }
}

/**
 * A port that nobody listens at. It is below those that systems hand out, so that no kernel and no connection takes it before
 * the server does, or while the server is stopped.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    const probe = createServer();
    try {
      await once(probe.listen(port, '127.0.0.1'), 'listening');
    } catch (reason) {
      if ((reason as NodeJS.ErrnoException).code === 'EADDRINUSE') continue;
      throw reason;
    }
    await once(probe.close(), 'close');
    return port;
  }
}
