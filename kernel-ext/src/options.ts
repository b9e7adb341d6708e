import { UsageError } from './errors';
import { parseDuration, parseSize } from './store/units';

/** Any function that can be cached. */
export type AnyFunction = (this: any, ...args: any[]) => any;

/** What is known of a stored result when `validate` or `shouldCache` is asked about it. */
export interface ResultMeta {
  /** Milliseconds since 1970. */
  created: number;
  /** How long the computation took, milliseconds. */
  durationMs: number;
  /** How often it was served so far. */
  hits: number;
}

/** Options of `new Memory(options)`. Sizes are bytes or '2GB', times milliseconds or '30d'. */
export interface MemoryOptions {
  /** Folder of the store. Default: `.tslab-memory` beside the notebook. `null`: nothing is cached, functions just run. */
  location?: string | null;
  /** Most bytes on disk; old code versions go first, then what is least worth keeping. */
  maxBytes?: number | string;
  /** Most entries. */
  maxEntries?: number;
  /** Entries not used for longer than this go. */
  maxAge?: number | string;
  /** Compress results: `true` or 'zstd' for the default level, or a level. Default: only data of 16 MB or more that repeats much. */
  compress?: boolean | 'zstd' | { level: number };
  /**
   * When the checksum of a large result (above 128 KiB) is compared: on each load, `'always'` (default), or on the first load
   * in this kernel and whenever its file has changed since, `'once'`. Later loads of a mapped result then take no time, and a
   * disk that gives other bytes than it was given goes unnoticed.
   */
  verify?: 'always' | 'once';
  /** 0 (default): only warnings. 1: a line per function in the cell, `load: 3 hits, saved 4.2 s`. */
  verbose?: 0 | 1;
}

/** Options of `memory.clear(options)`. */
export interface ClearOptions {
  /** Names of functions. Default: all. */
  functions?: readonly string[];
}

/** Options of `memory.cache(fn, options)`. */
export interface CacheOptions<F extends AnyFunction = AnyFunction> {
  /** Name under which results are kept and shown. Default: the function's own name. */
  name?: string;
  /** Part of the key: raise it when something that cannot be seen has changed. */
  version?: string | number;
  /**
   * What does not matter for the result, by name: parameters, variables from outside that the function or anything it calls
   * reads (`'limiter'`; a helper or class of this name does not count either), fields of the object of a method
   * (`'this.cache'`), and members of all of these (`'options.debug'`, `'config.debug'`).
   *
   * A parameter goes before a variable of its name. A variable is that of the notebook, or of the module in which the function
   * is written; where the code there names none, that of the one local module that does.
   *
   * @example memory.cache(async (id: number) => limiter.run(() => load(id)), { ignore: ['limiter'] })
   */
  ignore?: readonly string[];
  /** Results older than this are computed again: milliseconds or '1d'. */
  ttl?: number | string;
  /** Makes the key of a call from its arguments, instead of the arguments themselves. */
  cacheKey?: (...args: Parameters<F>) => unknown;
  /** Whether to keep a result that was just computed. Default: always. */
  shouldCache?: (result: Awaited<ReturnType<F>>, meta: ResultMeta) => boolean;
  /** Whether a stored result may be served; `false` computes it again. */
  validate?: (meta: ResultMeta) => boolean;
  /** More that the result depends on: functions, values, `file('data.csv')`. */
  dependsOn?: readonly unknown[];
  /**
   * What makes a stored result stale: the code and all it reads (default), its own code only, or nothing but name and
   * version. Arguments and the fields of `this` that a method reads always count.
   */
  invalidateOn?: 'dependencies' | 'source' | 'never';
  /** Print again on a hit what the call printed when it was computed. */
  replayOutput?: boolean;
  /** As in `MemoryOptions`, for this function. */
  compress?: MemoryOptions['compress'];
  /** As in `MemoryOptions`, for this function. */
  verify?: MemoryOptions['verify'];
  /** As in `MemoryOptions`, for this function. */
  verbose?: 0 | 1;
  /** Most bytes on disk for this function. */
  maxBytes?: number | string;
  /** Most entries for this function. */
  maxEntries?: number;
  /** Entries of this function not used for longer than this go. */
  maxAge?: number | string;
}

type Check = (value: unknown) => string | undefined;

const is =
  (expected: string, test: (value: unknown) => boolean): Check =>
  (value) =>
    test(value) ? undefined : expected;

const text = is('a text that is not blank', (v) => typeof v === 'string' && v.trim() !== '');
const fn = is('a function', (v) => typeof v === 'function');
const flag = is('true or false', (v) => typeof v === 'boolean');
const size = is("a number of bytes or a string like '2GB'", (v) => isCount(v) || isReadable(v, parseSize));
const time = is("a number of milliseconds or a string like '30d'", (v) => isCount(v) || isReadable(v, parseDuration));
const count = is('a whole number of 0 or more', (v) => isCount(v) && Number.isInteger(v));
const list = is('an array', Array.isArray);
const names = is('an array of strings', (v) => Array.isArray(v) && v.every((name) => typeof name === 'string'));
const verbosity = is('0 or 1', (v) => v === 0 || v === 1);
const compression = is("true, false, 'zstd' or { level } with a level from 1 to 22", (v) => {
  if (typeof v === 'boolean' || v === 'zstd') return true;
  const level = (v as { level?: unknown } | null)?.level;
  return Number.isInteger(level) && (level as number) >= 1 && (level as number) <= 22;
});
const verification = is("'always' or 'once'", (v) => v === 'always' || v === 'once');

function isReadable(value: unknown, parse: (text: string) => number): boolean {
  if (typeof value !== 'string') return false;
  try {
    parse(value);
    return true;
  } catch {
    return false;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value);
}

const memoryChecks: Record<keyof MemoryOptions, Check> = {
  location: is('a folder name, or null to cache nothing', (v) => v === null || (typeof v === 'string' && v !== '')),
  maxBytes: size,
  maxEntries: count,
  maxAge: time,
  compress: compression,
  verify: verification,
  verbose: verbosity,
};

const cacheChecks: Record<keyof CacheOptions, Check> = {
  name: text,
  version: is('a string or a number', (v) => typeof v === 'string' || typeof v === 'number'),
  ignore: names,
  ttl: time,
  cacheKey: fn,
  shouldCache: fn,
  validate: fn,
  dependsOn: list,
  invalidateOn: is(
    "'dependencies', 'source' or 'never'",
    (v) => v === 'dependencies' || v === 'source' || v === 'never',
  ),
  replayOutput: flag,
  compress: compression,
  verify: verification,
  verbose: verbosity,
  maxBytes: size,
  maxEntries: count,
  maxAge: time,
};

function check(where: string, options: unknown, checks: Record<string, Check>): void {
  if (!isPlain(options)) {
    throw new UsageError(`${where} takes an object of options, not ${describe(options)}.`);
  }
  for (const [name, value] of Object.entries(options)) {
    const problem = Object.hasOwn(checks, name) ? undefined : `Known options: ${Object.keys(checks).join(', ')}.`;
    if (problem) throw new UsageError(`${where}: unknown option "${name}". ${problem}`);
    const expected = value === undefined ? undefined : checks[name]!(value);
    if (expected) throw new UsageError(`${where}: option "${name}" must be ${expected}, not ${describe(value)}.`);
  }
}

/** A value in a message: short, and safe for anything. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (value === null || typeof value !== 'object') return typeof value === 'function' ? 'a function' : String(value);
  if (Array.isArray(value)) return 'an array';
  return isPlain(value) ? 'an object' : `an object of class ${Object.getPrototypeOf(value)?.constructor?.name}`;
}

/** Whether a value may be an object of options, from whatever realm. */
export function isPlain(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]' && isOfNoClass(value as object);
}

function isOfNoClass(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** @throws UsageError that names the option and what it takes. */
export function checkMemoryOptions(options: unknown): asserts options is MemoryOptions {
  check('new Memory(options)', options, memoryChecks);
}

/** @throws UsageError that names the option and what it takes. */
export function checkCacheOptions(options: unknown): asserts options is CacheOptions {
  check('memory.cache(fn, options)', options, cacheChecks);
}

/** @throws UsageError that names the limit and what it takes. */
export function checkLimits(
  limits: unknown,
): asserts limits is Pick<MemoryOptions, 'maxBytes' | 'maxEntries' | 'maxAge'> {
  check('memory.prune(limits)', limits, { function: text, maxBytes: size, maxEntries: count, maxAge: time });
}

/** @throws UsageError that names the option and what it takes. */
export function checkClearOptions(options: unknown): asserts options is ClearOptions {
  check('memory.clear(options)', options, { functions: names });
}
