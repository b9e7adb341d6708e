import { existsSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../errors';
import { checkStore, parseDuration, parseSize, Store, storeLocation, type EntryQuery } from '../store';
import { count, formatAgo, formatBytes, formatSpan, table } from '../format';
import type { Command } from './help';
import type { Terminal } from './terminal';

/** What a command was called with. */
export interface Call {
  readonly words: readonly string[];
  readonly options: {
    readonly store?: string;
    readonly limit?: string;
    readonly sort?: string;
    readonly yes?: boolean;
    readonly fix?: boolean;
    readonly trust?: boolean;
    readonly function?: readonly string[];
    readonly 'max-bytes'?: string;
    readonly 'max-entries'?: string;
    readonly 'max-age'?: string;
  };
  readonly terminal: Terminal;
}

/** What a command found or did: the JSON form, the form for people, and whether all is well. */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
  readonly ok?: boolean;
}

type Run = (call: Call) => Promise<Answer> | Answer;

/** The folder of the store that a call is about: `--store`, or the nearest one here or above. */
export function findStore({ options }: Pick<Call, 'options'>): string {
  if (options.store !== undefined) {
    const folder = storeLocation(options.store);
    if (existsSync(path.join(folder, 'cache.sqlite'))) return folder;
    throw new UsageError(`There is no store in ${folder}.`);
  }
  for (let at = path.resolve('.'); ; at = path.dirname(at)) {
    const folder = path.join(at, '.tslab-memory');
    if (existsSync(path.join(folder, 'cache.sqlite'))) return folder;
    if (path.dirname(at) === at) break;
  }
  throw new UsageError('There is no .tslab-memory here or in a folder above. Name one with --store <folder>.');
}

/** Opens the store for one command. */
function withStore(run: (store: Store, call: Call) => Promise<Answer> | Answer): Run {
  return async (call) => {
    const store = Store.open({ location: findStore(call), onNotice: (_topic, message) => call.terminal.say(message) });
    try {
      return await run(store, call);
    } finally {
      store.close();
    }
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`--${option} takes a whole number, not '${text}'.`);
  return Number(text);
}

function listFunctions(store: Store): Answer {
  const functions = store.functions().sort((a, b) => (a.name < b.name ? -1 : 1));
  const rows = functions.map((f) => [
    f.name,
    String(f.entries),
    formatBytes(f.bytes),
    String(f.hits),
    formatSpan(f.timeSavedMs),
    formatAgo(f.lastUsed),
  ]);
  const text =
    rows.length === 0
      ? 'The store is empty.'
      : table(['FUNCTION', ' ENTRIES', ' SIZE', ' HITS', ' SAVED', 'LAST USED'], rows);
  return { json: functions, text };
}

function listEntries(store: Store, name: string, { options }: Call): Answer {
  store.requireFunctions([name]);
  const limit = wholeNumber('limit', options.limit ?? '100');
  const entries = store.entries({
    function: name,
    limit,
    sort: (options.sort ?? 'created') as NonNullable<EntryQuery['sort']>,
  });
  const rows = entries.map((e) => [
    e.args,
    formatBytes(e.bytes),
    formatSpan(e.durationMs),
    String(e.hits),
    formatAgo(e.created),
    e.version,
    e.key.slice(0, 12),
  ]);
  const text =
    rows.length === 0
      ? `${name} has no entries.`
      : table(['ARGUMENTS', ' SIZE', ' TOOK', ' HITS', 'CREATED', 'CODE', 'KEY'], rows);
  return { json: entries, text };
}

/** What each command does. */
export const RUN: Readonly<Record<Command, Run>> = {
  ls: withStore((store, call) =>
    call.words[0] === undefined ? listFunctions(store) : listEntries(store, call.words[0], call),
  ),

  stats: withStore((store) => {
    const stats = store.stats();
    const calls = stats.hits + stats.misses;
    const rate = calls === 0 ? '' : ` (${Math.round((100 * stats.hits) / calls)} % of the calls)`;
    const text = [
      `${count(stats.functions, 'function', 'functions')}, ${count(stats.entries, 'entry', 'entries')}, ${formatBytes(stats.bytes)}`,
      `${count(stats.hits, 'hit', 'hits')}${rate}, ${count(stats.misses, 'miss', 'misses')}, saved ${formatSpan(stats.timeSavedMs)}`,
    ].join('\n');
    return { json: stats, text };
  }),

  clear: withStore(async (store, { words, options, terminal }) => {
    store.requireFunctions(words);
    const what = words.length === 0 ? `everything in ${store.folder}` : words.join(', ');
    if (!options.yes && !(await terminal.confirm(`Clear ${what}?`))) {
      return { json: { entries: 0, bytes: 0 }, text: 'Nothing was cleared.', ok: false };
    }
    const { entries, bytes } = words.length === 0 ? store.clearAll() : store.clearFunctions(words);
    store.reclaim(terminal.progress('clear'));
    return { json: { entries, bytes }, text: `Cleared ${count(entries, 'entry', 'entries')}, ${formatBytes(bytes)}.` };
  }),

  prune: withStore((store, { options, terminal }) => {
    const limits = {
      maxBytes: options['max-bytes'] === undefined ? undefined : parseSize(options['max-bytes']),
      maxEntries: options['max-entries'] === undefined ? undefined : wholeNumber('max-entries', options['max-entries']),
      maxAgeMs: options['max-age'] === undefined ? undefined : parseDuration(options['max-age']),
    };
    if (Object.values(limits).every((limit) => limit === undefined)) {
      throw new UsageError('prune needs a limit: --max-bytes, --max-entries or --max-age.');
    }
    const names = options.function ?? [undefined];
    store.requireFunctions(options.function ?? []);
    const gone = names.map((name) => store.prune({ ...limits, ...(name === undefined ? {} : { function: name }) }));
    const entries = gone.reduce((sum, pruned) => sum + pruned.entries, 0);
    const bytes = gone.reduce((sum, pruned) => sum + pruned.bytes, 0);
    store.reclaim(terminal.progress('prune'));
    return { json: { entries, bytes }, text: `Pruned ${count(entries, 'entry', 'entries')}, ${formatBytes(bytes)}.` };
  }),

  check: async (call) => {
    const report = await checkStore(findStore(call), {
      fix: call.options.fix,
      onProgress: call.terminal.progress('check'),
    });
    const { entries, problems, collected } = report;
    const lines = problems.map(({ kind, detail, fixed }) => `${fixed ? 'fixed' : 'WRONG'}  ${kind}: ${detail}`);
    if (collected.files > 0)
      lines.push(
        `Removed ${count(collected.files, 'left-behind file', 'left-behind files')}, ${formatBytes(collected.bytes)}.`,
      );
    const open = problems.filter(({ fixed }) => !fixed).length;
    const verdict =
      open > 0
        ? `${count(open, 'problem', 'problems')} found`
        : problems.length > 0
          ? 'all problems fixed'
          : 'no problems';
    lines.push(`Checked ${count(entries, 'entry', 'entries')}: ${verdict}.`);
    if (open > 0 && !call.options.fix) lines.push('Repair with: tslab-memory check --fix');
    return { json: report, text: lines.join('\n'), ok: open === 0 };
  },

  export: withStore(async (store, { words, options, terminal }) => {
    const file = path.resolve(words[0]!);
    const entries = await store.exportTo(file, {
      functions: options.function,
      onProgress: terminal.progress('export'),
    });
    return { json: { file, entries }, text: `Wrote ${count(entries, 'entry', 'entries')} to ${file}.` };
  }),

  import: async (call) => {
    const { words, options, terminal } = call;
    const location = options.store === undefined ? storeLocation() : storeLocation(options.store);
    const store = Store.open({ location, onNotice: (_topic, message) => terminal.say(message) });
    try {
      const imported = await store.importFrom(path.resolve(words[0]!), {
        trust: options.trust,
        onProgress: terminal.progress('import'),
      });
      const { added, kept, refused } = imported;
      const left = refused === 0 ? '' : `, ${refused} damaged ones left out`;
      return {
        json: imported,
        text: `Added ${count(added, 'entry', 'entries')}, kept ${kept} that were as good${left}.`,
        ok: refused === 0,
      };
    } finally {
      store.close();
    }
  },

  where: (call) => {
    const folder = findStore(call);
    return { json: { folder }, text: folder };
  },

  trust: withStore((store, { terminal }) => {
    const show = terminal.progress('trust');
    const total = store.stats().entries;
    const trusted = store.trust((done) => show(Math.min(done, total), total));
    return { json: { trusted }, text: `${count(trusted, 'entry', 'entries')} of others will be served from now on.` };
  }),
};
