/**
 * Where things are in the repository, the same on Linux, macOS and Windows.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const windows = process.platform === 'win32';

/** Absolute path of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Absolute path of a file of the repository.
 *
 * @param {...string} parts path below the repository
 * @returns {string}
 * @example inRoot('kernel-ext', 'package.json')
 */
export function inRoot(...parts) {
  return path.join(root, ...parts);
}

/** The virtual environment that the set-up makes. */
export const venv = inRoot('.venv');

/** Folder of the virtual environment's programs. */
export const venvBin = path.join(venv, windows ? 'Scripts' : 'bin');

/** The virtual environment's Python. */
export const venvPython = path.join(venvBin, windows ? 'python.exe' : 'python');

/** Node 24, as the npm package `node` lays it down. */
export const projectNode = inRoot('node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** Stamps and logs of the set-up. */
export const setupDir = inRoot('.setup');

/** Logs of the set-up and of the tests. */
export const logDir = path.join(setupDir, 'logs');

/**
 * A program of a virtual environment.
 *
 * @param {string} name for example 'jupyter-lab'
 * @param {string} [bin] folder of programs; the project's own when left out
 * @returns {string}
 */
export function venvProgram(name, bin = venvBin) {
  return path.join(bin, windows ? `${name}.exe` : name);
}

/**
 * A path as a person reads it: relative to the repository.
 *
 * @param {string} file
 * @returns {string}
 */
export function shown(file) {
  return path.relative(root, file) || '.';
}

/**
 * The environment every step and test runs with: Node 24, the npm packages' programs and the virtual
 * environment come first on the PATH.
 *
 * @param {NodeJS.ProcessEnv} [base] environment to start from
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnv(base = process.env) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...base };
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const first = [path.dirname(projectNode), inRoot('node_modules', '.bin'), venvBin];
  env[name] = [...first, env[name] ?? ''].join(path.delimiter);
  env['VIRTUAL_ENV'] = venv;
  delete env['PYTHONHOME'];
  return env;
}
