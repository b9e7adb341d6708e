/**
 * A user's machine for the package test: an empty folder with the npm packages, an empty environment with the wheel.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exec, npm, output } from '../lib/exec.mjs';
import { inRoot, logDir, projectNode, root, venvProgram, venvPython } from '../lib/paths.mjs';

const log = path.join(logDir, 'package-test.log');
const packages = inRoot('dist-packages');

/**
 * @typedef {object} User
 * @property {string} folder where the notebook is, with node_modules
 * @property {(name: string) => string} program a program of the environment
 * @property {NodeJS.ProcessEnv} env without anything of the repository
 * @property {(program: string, args: string[]) => Promise<string>} run runs in the folder, gives what was printed
 * @property {() => void} remove
 */

/**
 * Installs the packages of `dist-packages/` as the README tells users to.
 *
 * @returns {Promise<User>}
 */
export async function newUser() {
  fs.rmSync(log, { force: true });
  // Outside of the repository, where nothing of it can be found by walking up.
  const home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tslab-memory-user-')));
  const folder = path.join(home, 'notebooks');
  const venv = path.join(home, 'venv');
  const bin = path.join(venv, process.platform === 'win32' ? 'Scripts' : 'bin');
  const env = userEnv(home, folder, bin);
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const install = ['install', '--no-audit', '--no-fund', packageFile('.tgz'), `tslab@${tslabVersion()}`];
  await exec(...npm(install), { cwd: folder, env, log });
  await exec(venvPython, ['-m', 'venv', venv], { env, log });
  const python = venvProgram('python', bin);
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--prefer-binary'];
  const constraints = ['-c', inRoot('scripts', 'constraints.txt')];
  await exec(python, [...pip, ...constraints, 'jupyterlab', 'nbconvert', packageFile('.whl')], {
    cwd: folder,
    env,
    log,
  });
  const tslab = path.join(folder, 'node_modules', 'tslab', 'bin', 'tslab');
  await exec(projectNode, [tslab, 'install', '--sys-prefix', '--python', python], { cwd: folder, env, log });
  return {
    folder,
    env,
    program: (name) => venvProgram(name, bin),
    run: (program, args) => output(program, args, { cwd: folder, env }),
    remove: () => fs.rmSync(home, { recursive: true, force: true }),
  };
}

/**
 * The one file of `dist-packages/` with this ending.
 *
 * @param {string} ending
 * @returns {string}
 */
export function packageFile(ending) {
  const found = fs.readdirSync(packages).filter((name) => name.endsWith(ending));
  if (found.length !== 1) throw new Error(`dist-packages has ${found.length} files that end with ${ending}, not 1`);
  return path.join(packages, found[0] ?? '');
}

/**
 * @param {string} home
 * @param {string} folder
 * @param {string} bin
 * @returns {NodeJS.ProcessEnv}
 */
function userEnv(home, folder, bin) {
  const foreign = /^(npm_|JUPYTER|VIRTUAL_ENV|PYTHON|NODE_PATH|TSLAB_MEMORY|INIT_CWD)/i;
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const rest = (process.env['PATH'] ?? '').split(path.delimiter).filter((dir) => !dir.startsWith(root));
  const first = [path.dirname(projectNode), path.join(folder, 'node_modules', '.bin'), bin];
  return {
    ...Object.fromEntries(inherited),
    PATH: [...first, ...rest].join(path.delimiter),
    JUPYTER_CONFIG_DIR: path.join(home, 'jupyter-config'),
    JUPYTER_DATA_DIR: path.join(home, 'jupyter-data'),
    JUPYTER_RUNTIME_DIR: path.join(home, 'jupyter-runtime'),
    TSLAB_MEMORY_DATA_DIR: path.join(home, 'tslab-memory'),
  };
}

function tslabVersion() {
  return JSON.parse(fs.readFileSync(inRoot('node_modules', 'tslab', 'package.json'), 'utf8')).version;
}
