import { Calls } from './calls';
import { UsageError } from './errors';
import { changedNames, createKeyMaker, inferFunctionName, originalOf } from './keys';
import {
  checkCacheOptions,
  describe,
  isPlain,
  type AnyFunction,
  type CacheOptions,
  type MemoryOptions,
} from './options';
import { Results, type ResultContext } from './results';
import type { Shelf } from './shelved';
import { SideEffects, warnAboutCell } from './side-effects';
import { parseDuration, parseSize, type Limits } from './store';
import { decoratedMethod, wrap, type DecoratedMethod, type FunctionControls } from './wrap';

/** What `memory.cache` does with whatever it is called with: a function, options, or a decorator's arguments. */
export class Caching {
  constructor(
    private readonly context: ResultContext & { shelf: Shelf },
    private readonly defaults: Pick<MemoryOptions, 'compress' | 'verify' | 'verbose'>,
  ) {}

  /** @throws UsageError that names the misuse. */
  cache(args: readonly unknown[]): unknown {
    const decorated = decoratedMethod(args);
    if (decorated) return this.decorate(decorated, {});
    const [first, options = {}] = args;
    // Of a cached function the original, so that no result is stored twice.
    if (typeof first === 'function') return this.wrapNamed(originalOf(first) as AnyFunction, options);
    if (args.length !== 1 || !isPlain(first)) {
      throw new UsageError(
        `memory.cache takes a function, not ${describe(first)}. Pass the function itself: memory.cache(fn), not memory.cache(fn()).`,
      );
    }
    checkCacheOptions(first);
    return (...decoratorArgs: unknown[]) => this.decorate(decoratedMethod(decoratorArgs) ?? 'not a method', first);
  }

  /** Runs a cached cell. @throws UsageError that names the misuse. */
  cell(args: readonly unknown[]): unknown {
    const [name, block, options] = typeof args[0] === 'function' ? ['cell', ...args] : args;
    if (typeof name !== 'string' || typeof block !== 'function') {
      throw new UsageError("memory.cell takes a block, or a name and a block: memory.cell('load', () => ({ … })).");
    }
    checkCacheOptions(options ?? {});
    if (this.context.store.used) warnAboutCell(name, this.changedBy(block, options), this.context.warnings);
    return this.wrapNamed(originalOf(block) as AnyFunction, { ...(options as CacheOptions | undefined), name })();
  }

  private changedBy(block: Function, options: unknown): string[] {
    const { ignore = [] } = (options ?? {}) as CacheOptions;
    return changedNames(block).filter((variable) => !ignore.includes(variable));
  }

  private wrapNamed(original: AnyFunction, options: unknown): AnyFunction {
    checkCacheOptions(options);
    if (/^class\b/.test(Function.prototype.toString.call(original))) {
      throw new UsageError(
        `memory.cache takes a function, not the class ${original.name}. Cache its methods with @memory.cache, or a function that makes instances.`,
      );
    }
    // Inferring reads the enclosing script, so it waits until the name is needed.
    let name = options.name;
    return this.wrapFunction(original, options, () => (name ??= inferFunctionName(original)));
  }

  private decorate(decorated: DecoratedMethod | 'not a method', options: CacheOptions): unknown {
    if (decorated === 'not a method') {
      throw new UsageError('@memory.cache decorates methods only. Wrap anything else: memory.cache(fn).');
    }
    let name = options.name ?? decorated.name;
    const cached = this.wrapFunction(decorated.method, options, () => name);
    decorated.whenNamed(cached, (found) => (name = options.name ?? found));
    return decorated.answer(cached);
  }

  private wrapFunction(original: AnyFunction, options: CacheOptions, nameOf: () => string): AnyFunction {
    const { version, ignore, cacheKey, dependsOn, invalidateOn } = options;
    const keyOptions = {
      get name() {
        return nameOf();
      },
      version,
      ignore,
      cacheKey,
      dependsOn,
      invalidateOn,
    };
    const keys = createKeyMaker(original, keyOptions, { warnings: this.context.warnings });
    const results = new Results(
      nameOf,
      {
        ...options,
        compress: options.compress ?? this.defaults.compress,
        verify: options.verify ?? this.defaults.verify,
        verbose: options.verbose ?? this.defaults.verbose,
        ttlMs: options.ttl === undefined ? undefined : parseDuration(options.ttl),
        limits: limitsOf(options),
      },
      this.context,
    );
    const { store, shelf } = this.context;
    const recordOutput = options.replayOutput ?? false;
    const sideEffects = new SideEffects(nameOf, this.context.warnings);
    const calls = new Calls({
      original,
      nameOf,
      keys,
      results,
      store,
      shelf,
      sideEffects,
      recordOutput,
    });
    const whole: FunctionControls = {
      clear: () => store.demand({ entries: 0, bytes: 0 }, (open) => open.clearFunction(nameOf())),
      entries: (query) => store.demand([], (open) => open.entries({ ...query, function: nameOf() })),
      stats: () => {
        const [found] = store.demand([], (open) => open.functions(nameOf()));
        return found ?? { ...NEVER_CALLED, name: nameOf() };
      },
    };
    return wrap(original, calls, whole, { version, dependsOn, ignored: keys.ignored });
  }
}

/** The limits among the options, as numbers. @throws UsageError when a size or time cannot be read */
export function limitsOf({
  maxBytes,
  maxEntries,
  maxAge,
}: Pick<MemoryOptions, 'maxBytes' | 'maxEntries' | 'maxAge'>): Limits {
  return {
    maxBytes: maxBytes === undefined ? undefined : parseSize(maxBytes),
    maxEntries,
    maxAgeMs: maxAge === undefined ? undefined : parseDuration(maxAge),
  };
}

const NEVER_CALLED = {
  entries: 0,
  bytes: 0,
  hits: 0,
  misses: 0,
  timeSavedMs: 0,
  lastUsed: null,
  versions: 0,
  expired: 0,
};
