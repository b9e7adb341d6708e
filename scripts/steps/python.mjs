/**
 * Step of the set-up that makes the virtual environment with JupyterLab.
 */
import fs from 'node:fs';
import path from 'node:path';
import { exec, exitCode } from '../lib/exec.mjs';
import { root, shown, venv, venvBin, venvProgram, venvPython } from '../lib/paths.mjs';
import { findPython } from '../lib/python.mjs';

const REQUIREMENTS = 'scripts/requirements.txt';
const CONSTRAINTS = 'scripts/constraints.txt';

/** @type {import('../lib/steps.mjs').Step} */
export const pythonPackages = {
  name: 'python',
  title: 'Python environment with JupyterLab (.venv)',
  takes: 'about a minute',
  inputs: [REQUIREMENTS, CONSTRAINTS],
  // The real path has the version in it, so an upgraded or vanished Python makes a new environment.
  words: () => [root, fs.existsSync(venvPython) ? fs.realpathSync(venvPython) : 'none'],
  outputs: [venvPython, venvProgram('jupyter-lab')],
  async run({ log }) {
    if (!(await isUsable(log))) await makeVenv(log);
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--prefer-binary'];
    const known = await exitCode(venvPython, [...pip, '-r', REQUIREMENTS, '-c', CONSTRAINTS], { log });
    // A known version may not be there for the Python or the platform at hand; what pip finds then is better than nothing.
    if (known !== 0) await exec(venvPython, [...pip, '-r', REQUIREMENTS], { log });
  },
  advice: 'Check the network and pip\'s index setting, then try again; "rm -r .venv" starts afresh.',
};

/** @param {string} log */
async function makeVenv(log) {
  const { command } = await findPython();
  const [program = '', ...args] = command;
  fs.rmSync(venv, { recursive: true, force: true });
  await exec(program, [...args, '-m', 'venv', shown(venv)], { env: process.env, log });
}

/**
 * Whether the environment was made here and its Python still starts.
 *
 * @param {string} log
 */
async function isUsable(log) {
  const activate = path.join(venvBin, 'activate');
  if (!fs.existsSync(venvPython) || !fs.existsSync(activate)) return false;
  if (!fs.readFileSync(activate, 'utf8').includes(venv)) return false;
  return (await exitCode(venvPython, ['-c', 'import pip'], { log }).catch(() => 1)) === 0;
}
