import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import type { Cleared, MethodControls } from './cached-function';
import { Caching, limitsOf } from './caching';
import { UsageError } from './errors';
import { checkNodeVersion } from './node-version';
import {
  checkClearOptions,
  checkLimits,
  checkMemoryOptions,
  type AnyFunction,
  type CacheOptions,
  type ClearOptions,
  type MemoryOptions,
} from './options';
import { Shelved, type Shelf } from './shelved';
import { StoreHandle } from './store-handle';
import { Report } from './report';
import { checkStore, notebookPath, Store, storeLocation } from './store';
import type { CheckOptions, CheckReport, ExportOptions, Imported, ImportOptions } from './store/maintenance';
import type { EntryInfo, EntryQuery, FunctionInfo, StoreStats } from './store/types';
import { ClassRegistry, loadValue, syncQueue, ValueCodec } from './values';
import type { AnyClass, ClassCodec } from './values/registry';
import { Warnings } from './warnings';
import { Journal } from './journal';
import { makeFolder } from './make-folder';

/** `memory.cache`: wraps a function, or decorates a method (legacy and standard decorators). */
export interface CacheMethod {
  /** Caches a function. */
  <F extends AnyFunction>(fn: F, options?: CacheOptions<F>): TslabCachedFunction<F>;
  /** `@memory.cache` with TypeScript's experimentalDecorators, as in tslab. */
  <T>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<T>): TypedPropertyDescriptor<T>;
  /** `@memory.cache` as a standard decorator. */
  <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext): F;
  /** `@memory.cache({ ignore: ['debug'] })`, in either style. */
  (
    options: CacheOptions,
  ): MethodDecorator & (<F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext) => F);
}

/** Options of `memory.cell`: those of `memory.cache` but for the name, which is an argument of its own. */
export type CellOptions = Omit<CacheOptions, 'name'>;

/**
 * A persistent cache of function results.
 *
 * @example
 * const memory = new Memory({ location: './cache', maxBytes: '2GB' });
 * const load = memory.cache(async (year: number) => fetchPrices(year));
 * await load(2024);   // computed
 * await load(2024);   // from disk, also after a kernel restart
 */
export class Memory {
  /**
   * Caches a function; used as `memory.cache(fn, options?)`, `@memory.cache` or `@memory.cache({...})`.
   * Sync functions stay sync, async ones async, and the type of `fn` is kept.
   *
   * @throws UsageError when `fn` is no function, an option is unknown, or `ignore` names nothing that the function has or reads.
   *
   * @example
   * const slow = memory.cache((n: number, debug = false) => compute(n, debug), { ignore: ['debug'] });
   */
  // Bound: a decorator calls it without `this`.
  readonly cache: CacheMethod = ((...args: unknown[]) => this.caching.cache(args)) as CacheMethod;

  private readonly classes = new ClassRegistry();
  private readonly codec = new ValueCodec({ classes: this.classes });
  private readonly handle: StoreHandle;
  private readonly folder: string | null;
  private readonly caching: Caching;

  /**
   * @param options see MemoryOptions; `location: null` makes a memory that caches nothing.
   * @throws UsageError when an option is unknown or wrong, or the location cannot be written; TslabMemoryError on a Node.js
   * that is too old, which makes the import of the package fail with words instead of a crash at the first call.
   */
  constructor(options: MemoryOptions = {}) {
    checkNodeVersion();
    checkMemoryOptions(options);
    const { location } = options;
    if (typeof location === 'string') checkLocation(location);
    this.folder = location === null ? null : storeLocation(location);
    const warnings = new Warnings();
    const folder = this.folder;
    const limits = limitsOf(options);
    const onNotice = (topic: string, message: string) => void warnings.once(topic, message);
    this.handle = new StoreHandle(
      folder === null ? null : () => Store.open({ location: folder, notebook: notebookPath(), onNotice, ...limits }),
      warnings,
    );
    const shelf = this.shelf();
    this.registerShelved(shelf);
    this.caching = new Caching(
      { store: this.handle, folder: folder ?? '', codec: this.codec, shelf, warnings, journal: new Journal() },
      options,
    );
  }

  /** Folder of the store, or null when nothing is cached. */
  get location(): string | null {
    return this.folder;
  }

  /**
   * Runs a block once and keeps its result: a cached cell. What the block reads from the notebook is its key. Options are
   * those of `memory.cache`.
   *
   * @example
   * const { rows, index } = memory.cell('load', () => { const rows = parse(file); return { rows, index: build(rows) }; });
   */
  cell<T>(name: string, block: () => T, options?: CellOptions): T;
  cell<T>(block: () => T, options?: CellOptions): T;
  cell<T>(...args: [string, () => T, CellOptions?] | [() => T, CellOptions?]): T {
    return this.caching.cell(args) as T;
  }

  /**
   * The controls of a cached method, for calls on `object`: the type of a decorated method does not show them.
   *
   * @throws UsageError when the method is not cached.
   *
   * @example
   * memory.method(model, 'growth').has(10);
   */
  method<T extends object, K extends keyof T>(object: T, name: K): MethodControls<T[K]> {
    const method = object?.[name] as { on?: (self: object) => MethodControls<T[K]> };
    if (typeof method?.on === 'function') return method.on(object);
    throw new UsageError(`${String(name)} is not a cached method of this object. Decorate it with @memory.cache.`);
  }

  /**
   * Forgets all results, or those of some functions, also of ones that no cell defines any more. Returns what went.
   *
   * @throws UsageError when the store has no function of a name.
   *
   * @example
   * memory.clear();
   * memory.clear({ functions: ['loadPrices'] });
   */
  clear(options: ClearOptions = {}): Cleared {
    checkClearOptions(options);
    const { functions } = options;
    return this.handle.demand({ entries: 0, bytes: 0 }, (store) =>
      functions === undefined ? store.clearAll() : store.clearFunctions(functions),
    );
  }

  /** Counts per function, the most recently used first. */
  functions(): FunctionInfo[] {
    return this.handle.demand([], (store) => store.functions());
  }

  /** Stored calls, newest first, 100 unless told otherwise. */
  entries(query: EntryQuery = {}): EntryInfo[] {
    return this.handle.demand([], (store) => store.entries(query));
  }

  /**
   * Deletes entries until the store (or one function) is within limits: old code versions first, then what is least worth
   * keeping. Returns what went.
   *
   * @throws UsageError when no limit is given or one cannot be read.
   *
   * @example
   * memory.prune({ maxBytes: '1GB', maxAge: '30d' });
   */
  prune(limits: Pick<MemoryOptions, 'maxBytes' | 'maxEntries' | 'maxAge'> & { function?: string }): Cleared {
    checkLimits(limits);
    const { function: name, ...rest } = limits;
    if (Object.keys(rest).length === 0) {
      throw new UsageError("memory.prune needs a limit: memory.prune({ maxBytes: '1GB' }), maxEntries or maxAge.");
    }
    return this.handle.demand({ entries: 0, bytes: 0 }, (store) => store.prune({ ...limitsOf(rest), function: name }));
  }

  /** Totals of the store. */
  stats(): StoreStats {
    const nothing = { entries: 0, bytes: 0, hits: 0, misses: 0, timeSavedMs: 0, functions: 0 };
    return this.handle.demand(nothing, (store) => store.stats());
  }

  /**
   * Lets instances of a class be stored and come back as instances: by their fields, or by a codec.
   * Run again (with its cell), it replaces the class of the same name.
   *
   * @throws UsageError when `Class` is no class or the codec is incomplete.
   *
   * @example
   * memory.register(Point);
   * memory.register(Matrix, { name: 'Matrix', encode: (m) => m.toArray(), decode: (rows) => Matrix.from(rows) });
   */
  register<T extends object, D>(Class: AnyClass<T>, codec?: ClassCodec<T, D>): void {
    this.classes.register(Class, codec);
  }

  /** What the memory holds, as a table: as the last expression of a cell it renders as one. */
  report(): Report {
    return new Report(this.functions(), this.stats());
  }

  /**
   * Verifies the store: its structure, its totals, and the checksum of every stored value. With `fix: true` it repairs
   * what can be repaired and moves the rest aside.
   *
   * @throws StoreError when the store cannot be looked at.
   *
   * @example
   * const { entries, problems } = await memory.check();
   */
  async check(options: CheckOptions = {}): Promise<CheckReport> {
    if (this.folder === null) return { entries: 0, problems: [], collected: { files: 0, bytes: 0 } };
    // On a connection of its own, so that a store too damaged to be opened can be checked and repaired as well.
    this.close();
    return checkStore(this.folder, options);
  }

  /**
   * Writes results into one file that can be sent to a colleague. Resolves to the number of entries.
   *
   * @throws UsageError when a function has no results here; StoreError when the file cannot be written.
   *
   * @example
   * await memory.export('prices.tslab-memory', { functions: ['loadPrices'] });
   */
  async export(file: string, options: ExportOptions = {}): Promise<number> {
    return this.handle.demand(Promise.resolve(0), (store) => store.exportTo(file, options));
  }

  /**
   * Merges an exported file into the store; of two results of one call the better one stays. Entries that another person
   * wrote are served only with `trust: true`, or after `memory.trust()`.
   *
   * @throws StoreError when the file is no export or cannot be read.
   */
  async import(file: string, options: ImportOptions = {}): Promise<Imported> {
    const nothing = Promise.resolve({ added: 0, kept: 0, refused: 0 });
    return this.handle.demand(nothing, (store) => store.importFrom(file, options));
  }

  /** Serves from now on also what other people wrote into this store. Returns how many entries those are. */
  trust(): number {
    return this.handle.demand(0, (store) => store.trust());
  }

  /** Writes what is pending, until it is on disk, and closes the store; the next call opens it again. */
  close(): void {
    this.handle.close();
    syncQueue.flush();
  }

  /** How shelved references of this memory reach their results. */
  private shelf(): Shelf {
    return {
      load: (key) =>
        this.handle.demand(undefined, (store) => {
          const entry = store.get(key);
          return entry && { value: loadValue(this.codec, entry.body, { key, folder: store.folder }) };
        }),
      delete: (key) => this.handle.demand(false, (store) => store.delete(key)),
    };
  }

  private registerShelved(shelf: Shelf): void {
    this.classes.register(Shelved, {
      name: 'tslab-memory.Shelved',
      encode: ({ function: name, key, isHeld }: Shelved<unknown>) => {
        if (isHeld) throw new Error(`the shelved result of ${name} is not in the store itself`);
        return { function: name, key };
      },
      decode: (fields: { function: string; key: string }) => new Shelved(shelf, fields.function, fields.key),
    });
  }
}

/** @throws UsageError when nothing can be stored there. */
function checkLocation(location: string): void {
  const folder = resolve(location);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `The location '${location}' cannot be used as a folder for the store: ${(error as Error).message}. ` +
        'Name a folder that can be written, or null to cache nothing.',
    );
  }
}

/** The ready-made memory of a notebook: its store is `.tslab-memory` beside the notebook. */
export const memory = new Memory();
