/**
 * Child processes: quiet ones whose output goes to a log, and loud ones that share the terminal.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { projectEnv, root } from './paths.mjs';

/**
 * @typedef {object} ExecOptions
 * @property {string} [cwd] folder to run in; the repository when left out
 * @property {NodeJS.ProcessEnv} [env] the project's environment when left out
 * @property {string} [log] file that gets the output; the terminal when left out
 */

/** A command that ended with something else than 0. */
export class CommandError extends Error {
  /**
   * @param {string} command the command line as tried
   * @param {string} reason for example 'exit code 1'
   */
  constructor(command, reason) {
    super(`${command}: ${reason}`);
    this.name = 'CommandError';
    this.command = command;
    this.reason = reason;
  }
}

/**
 * Runs a program and waits for its end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {ExecOptions} [options]
 * @returns {Promise<void>}
 * @throws {CommandError} when it cannot start or does not end with 0
 * @example await exec('git', ['--version'], { log: '/tmp/git.log' })
 */
export async function exec(program, args, options = {}) {
  const code = await exitCode(program, args, options);
  if (code !== 0) throw new CommandError(commandLine(program, args), `exit code ${code}`);
}

/**
 * Runs a program and tells how it ended.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {ExecOptions} [options]
 * @returns {Promise<number>} its exit code; 128 when a signal ended it
 * @throws {CommandError} when it cannot start
 */
export async function exitCode(program, args, { cwd = root, env = projectEnv(), log } = {}) {
  const fd = log === undefined ? undefined : openLog(log, `$ ${commandLine(program, args)}\n`);
  try {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: fd === undefined ? 'inherit' : ['ignore', fd, fd],
    });
    const [code] = await once(child, 'close');
    return typeof code === 'number' ? code : 128;
  } catch (error) {
    throw new CommandError(commandLine(program, args), /** @type {Error} */ (error).message);
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

/**
 * Runs a program and returns what it printed.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<string>} standard output without white space at its ends
 * @throws {CommandError} when it cannot start or does not end with 0
 */
export async function output(program, args, { cwd = root, env = projectEnv() } = {}) {
  const command = commandLine(program, args);
  /** @type {Buffer[]} */
  const out = [];
  /** @type {Buffer[]} */
  const err = [];
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (chunk) => out.push(chunk));
  child.stderr.on('data', (chunk) => err.push(chunk));
  let code;
  try {
    [code] = await once(child, 'close');
  } catch (error) {
    throw new CommandError(command, /** @type {Error} */ (error).message);
  }
  if (code !== 0) {
    const said = Buffer.concat(err).toString().trim() || Buffer.concat(out).toString().trim();
    const last = said.split('\n').slice(-3).join('\n');
    throw new CommandError(command, `exit code ${code} ${last}`.trim());
  }
  return Buffer.concat(out).toString().trim();
}

/**
 * How npm is called: through the npm that runs this script, else the one on the PATH.
 *
 * @param {string[]} args
 * @returns {[program: string, args: string[]]} for `exec` and its kin
 * @example await exec(...npm(['ci']), { log })
 */
export function npm(args) {
  const cli = npmCli();
  if (cli) return [process.execPath, [cli, ...args]];
  // A .cmd file is only started by the command processor.
  if (process.platform === 'win32') return ['cmd.exe', ['/d', '/c', 'npm', ...args]];
  return ['npm', args];
}

function npmCli() {
  const cli = process.env['npm_execpath'];
  return cli?.endsWith('.js') ? cli : undefined;
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function commandLine(program, args) {
  const name = program.startsWith(root) ? path.relative(root, program) : program;
  const words = program === process.execPath && args[0] === npmCli() ? ['npm', ...args.slice(1)] : [name, ...args];
  return words.map((word) => (/\s/.test(word) ? JSON.stringify(word) : word)).join(' ');
}

/**
 * @param {string} file
 * @param {string} heading
 */
function openLog(file, heading) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const fd = fs.openSync(file, 'a');
  fs.writeSync(fd, heading);
  return fd;
}
