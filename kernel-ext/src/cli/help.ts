/** What each command does and takes; also the list of commands there are. */
export const COMMANDS = {
  ls: {
    use: 'ls [function]',
    what: 'List the functions, or the entries of one function.',
    options: [
      '--limit <n>      Entries to list. Default: 100.',
      '--sort <column>  created, lastHit, hits, bytes or durationMs. Default: created.',
    ],
  },
  stats: { use: 'stats', what: 'Show the totals of the store.', options: [] },
  clear: {
    use: 'clear [function...]',
    what: 'Forget all entries of the named functions, or everything.',
    options: ['--yes            Do not ask.'],
  },
  prune: {
    use: 'prune',
    what: 'Bring the store, or one function, under limits: old code versions first, then the least worth keeping.',
    options: [
      '--max-bytes <size>     Such as 500MB or 2GB.',
      '--max-entries <n>',
      '--max-age <duration>   Unused for longer than this goes: 12h, 30d.',
      '--function <name>      Prune this function only.',
    ],
  },
  check: {
    use: 'check',
    what: 'Verify structure, totals and the checksum of every value. Exit code 1 when something is wrong and not repaired.',
    options: ['--fix            Repair what can be repaired; the rest is moved aside.'],
  },
  export: {
    use: 'export <file>',
    what: 'Write the entries into one file that can be sent to a colleague.',
    options: ['--function <name>  Only this function; may be repeated.'],
  },
  import: {
    use: 'import <file>',
    what: 'Merge an exported file into the store. Of two entries of one call the better one stays.',
    options: ['--trust          Serve what comes in, although someone else wrote it.'],
  },
  where: { use: 'where', what: 'Print the folder of the store.', options: [] },
  trust: { use: 'trust', what: 'Serve entries that another user or machine wrote, from now on.', options: [] },
} as const;

export type Command = keyof typeof COMMANDS;

const COMMON = [
  '--store <folder>  The store. Default: .tslab-memory here or in the nearest folder above.',
  '--json            Print JSON.',
  '--help            Show this help.',
];

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`).join('\n');

/** Help for one command, or for all. */
export function help(command?: Command): string {
  if (command) {
    const { use, what, options } = COMMANDS[command];
    return `Usage: tslab-memory ${use} [options]\n\n${what}\n\nOptions:\n${indented([...options, ...COMMON])}`;
  }
  const width = Math.max(...Object.values(COMMANDS).map(({ use }) => use.length));
  const list = Object.values(COMMANDS).map(({ use, what }) => `${use.padEnd(width)}  ${what}`);
  return `Usage: tslab-memory <command> [options]

Look after the cache that memory.cache(fn) keeps in .tslab-memory.

Commands:
${indented(list)}

Options:
${indented([...COMMON, '--version         Show the version.'])}

Exit codes: 0 done, 1 failed or problems found, 2 wrong use.`;
}
