/**
 * Finds a running Jupyter server by the note that it leaves in Jupyter's runtime folder.
 */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { output } from './exec.mjs';
import { venvPython } from './paths.mjs';

/** @typedef {{url: string, token: string, password: boolean, root_dir: string}} ServerInfo */

/**
 * Waits for the server of a folder to be ready.
 *
 * @param {string} folder its root folder
 * @param {number} since ms since 1970; notes of earlier servers do not count
 * @param {AbortSignal} signal ends the waiting
 * @param {string} [runtimeDir] Jupyter's runtime folder; asked of Jupyter when left out
 * @returns {Promise<ServerInfo | null>} null when the waiting ended first
 */
export async function findServer(folder, since, signal, runtimeDir) {
  const dir =
    runtimeDir ?? (await output(venvPython, ['-c', 'import jupyter_core.paths as p; print(p.jupyter_runtime_dir())']));
  const wanted = fs.realpathSync(folder);
  while (!signal.aborted) {
    const found = readNotes(dir, since).find((info) => path.resolve(info.root_dir) === wanted);
    if (found) return found;
    await sleep(150, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/**
 * The address of a page of a server, with its token when it has one.
 *
 * @param {ServerInfo} server
 * @param {string} page for example 'lab'
 * @returns {string}
 */
export function serverUrl(server, page) {
  const url = new URL(page, server.url);
  if (server.token) url.searchParams.set('token', server.token);
  return url.href;
}

/**
 * @param {string} dir
 * @param {number} since
 * @returns {ServerInfo[]}
 */
function readNotes(dir, since) {
  if (!fs.existsSync(dir)) return [];
  const files = fs.readdirSync(dir).filter((name) => /^jpserver-\d+\.json$/.test(name));
  return files.flatMap((name) => {
    const file = path.join(dir, name);
    try {
      if (fs.statSync(file).mtimeMs < since) return [];
      return [JSON.parse(fs.readFileSync(file, 'utf8'))];
    } catch {
      // It is being written or has just gone; the next look tells.
      return [];
    }
  });
}
