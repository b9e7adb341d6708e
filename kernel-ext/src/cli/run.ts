import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { TslabMemoryError, UsageError } from '../errors';
import { RUN, type Call } from './commands';
import { COMMANDS, help, type Command } from './help';
import type { Terminal } from './terminal';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const OPTIONS = {
  store: text,
  limit: text,
  sort: text,
  'max-bytes': text,
  'max-entries': text,
  'max-age': text,
  function: { type: 'string', multiple: true },
  yes: { ...flag, short: 'y' },
  fix: flag,
  trust: flag,
  json: flag,
  help: { ...flag, short: 'h' },
  version: flag,
} as const;

/** Options that every command takes. */
const COMMON: readonly string[] = ['store', 'json', 'help', 'version'];

/**
 * Runs the command line `args`, without the program's name. Resolves to the exit code: 0 done, 1 failed or problems
 * found, 2 wrong use.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    const [name, ...words] = positionals;
    if (values.version) {
      terminal.print(version());
      return 0;
    }
    const command = name === undefined || name === 'help' ? undefined : commandNamed(name);
    if (values.help || !command) {
      terminal.print(help(command));
      return values.help || name === 'help' ? 0 : 2;
    }
    checkUse(command, words, Object.keys(values));
    const answer = await RUN[command]({ words, options: values as Call['options'], terminal });
    terminal.print(values.json ? JSON.stringify(answer.json, null, 2) : answer.text);
    return answer.ok === false ? 1 : 0;
  } catch (error) {
    if (!(error instanceof TslabMemoryError)) throw error;
    terminal.say(`tslab-memory: ${error.message}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function commandNamed(name: string): Command {
  if (Object.hasOwn(COMMANDS, name)) return name as Command;
  throw new UsageError(`There is no command '${name}'. Commands: ${Object.keys(COMMANDS).join(', ')}.`);
}

/** A mistyped option must not be passed over: `clear --function f` would clear everything. */
function checkUse(command: Command, words: readonly string[], given: readonly string[]): void {
  const { use, options } = COMMANDS[command];
  const known = options.map((line) => /^--([\w-]+)/.exec(line)![1]!);
  const foreign = given.find((option) => !COMMON.includes(option) && !known.includes(option));
  if (foreign !== undefined)
    throw new UsageError(`${command} takes no option --${foreign}. See: tslab-memory ${command} --help`);
  const [least, most] = use.includes('<file>')
    ? [1, 1]
    : use.includes('...]')
      ? [0, Infinity]
      : use.includes('[')
        ? [0, 1]
        : [0, 0];
  if (words.length < least || words.length > most) throw new UsageError(`Usage: tslab-memory ${use}`);
}

function version(): string {
  const manifest = readFileSync(path.join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
