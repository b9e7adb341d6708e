/**
 * Finds a Python that can make the virtual environment.
 */
import { CommandError, output } from './exec.mjs';
import { Advice } from './steps.mjs';

const OLDEST = [3, 10];
const PROBE = [
  'import importlib.util as u, json, sys',
  'print(json.dumps([list(sys.version_info[:2]), sys.executable, all(map(u.find_spec, ("venv", "ensurepip")))]))',
].join('; ');

/** @typedef {{command: string[], version: [number, number], executable: string, venv: boolean}} Python */

/**
 * Commands that may start a Python, best first.
 *
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env] `PYTHON` names one to use before all others
 * @returns {string[][]}
 */
export function pythonCommands(platform = process.platform, env = process.env) {
  const named = env['PYTHON'] ? [[env['PYTHON']]] : [];
  const usual = platform === 'win32' ? [['python'], ['py', '-3'], ['python3']] : [['python3'], ['python']];
  const versioned = platform === 'win32' ? [] : ['3.13', '3.12', '3.11', '3.10', '3.14'].map((v) => [`python${v}`]);
  return [...named, ...usual, ...versioned];
}

/**
 * The first Python that is new enough and can make virtual environments.
 *
 * @param {string[][]} [commands]
 * @param {(command: string[]) => Promise<Python | null>} [probe]
 * @returns {Promise<Python>}
 * @throws {Advice} when there is none; says what was found and what to install
 */
export async function findPython(commands = pythonCommands(), probe = probePython) {
  const found = [];
  for (const command of commands) {
    const python = await probe(command);
    if (!python) continue;
    if (isNewEnough(python.version) && python.venv) return python;
    found.push(python);
  }
  const tried = `to find Python ${OLDEST.join('.')} or newer (${commands.map((c) => c.join(' ')).join(', ')})`;
  const bare = found.find((python) => isNewEnough(python.version));
  if (bare) {
    const minor = bare.version.join('.');
    throw new Advice(
      `${tried}, found ${bare.executable} without the modules venv and ensurepip`,
      `On Debian or Ubuntu install them with: sudo apt-get install python${minor}-venv`,
    );
  }
  const old = found.map((python) => `${python.executable} is ${python.version.join('.')}`).join(', ');
  throw new Advice(
    `${tried}, ${old || 'found none'}`,
    `Install Python ${OLDEST.join('.')} or newer, or name one with the environment variable PYTHON.`,
  );
}

/**
 * @param {string[]} command
 * @returns {Promise<Python | null>} null when it does not start
 */
async function probePython(command) {
  const [program = '', ...args] = command;
  try {
    const [version, executable, venv] = JSON.parse(await output(program, [...args, '-c', PROBE], { env: process.env }));
    return { command, version, executable, venv };
  } catch (error) {
    if (error instanceof CommandError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** @param {[number, number]} version */
function isNewEnough([major, minor]) {
  const [oldMajor = 3, oldMinor = 10] = OLDEST;
  return major > oldMajor || (major === oldMajor && minor >= oldMinor);
}
