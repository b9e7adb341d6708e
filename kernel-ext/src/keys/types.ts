/** One thing that a fingerprint was made of; kept in the store so that a later miss can be explained. */
export interface FingerprintPart {
  readonly kind: 'function' | 'class' | 'captured' | 'package' | 'builtin' | 'file' | 'version' | 'unseen' | 'ignored';
  /** How the function reaches it: `helper`, `config.rate`, `lodash`. */
  readonly name: string;
  /** Hex digest of its content. */
  readonly digest: string;
  /** Source for code, a preview for values, `name@version` for packages. Shortened. */
  readonly text: string;
}

/** The code of a function and everything it reads, at one moment. */
export interface CodeVersion {
  /** 32 bytes. Equal iff code and captures are the same. */
  readonly digest: Buffer;
  /** Source of the function as the runtime sees it. */
  readonly source: string;
  readonly parts: readonly FingerprintPart[];
}

/** One bound argument, or one field of `this` that the function reads (`this.rate`). */
export interface ArgumentDigest {
  readonly name: string;
  readonly digest: string;
  /** Preview as a person would write it, shortened. */
  readonly text: string;
  /** Which argument of the call it is, or is a part of; 1 is the first. Missing for what is not passed, as a field of `this`. */
  readonly position?: number;
}

/** What the store keeps of a call, and what tells its changes. */
export interface CallDetails {
  /** The arguments as a person would write them. */
  readonly args: string;
  readonly digests: ArgumentDigest[];
  /** Whether the argument or field of this name holds methods or functions, so that it may change itself. */
  hasCode(name: string): boolean;
  /** What to write in `ignore` to leave out the part of the code, or the field of `this`, of this name. */
  toIgnore(name: string): string | undefined;
}

/** The key of one call. */
export interface CallKey {
  /** 32 bytes. */
  readonly key: Buffer;
  readonly version: CodeVersion;
  /** Names of what the code itself assigns to or changes, and of captured objects that may change themselves. */
  readonly written: ReadonlySet<string>;
  /** The arguments with defaults filled in, when the original must be called with these instead of the ones given. */
  readonly args?: readonly unknown[] | undefined;
  /** Details for the store and for explain; computed when asked for, so that a hit does not pay for them. */
  describe(): CallDetails;
}

/** The options of `memory.cache` that decide the key. */
export interface KeyOptions {
  readonly name: string;
  readonly version?: string | number | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly cacheKey?: ((...args: any[]) => unknown) | undefined;
  readonly dependsOn?: readonly unknown[] | undefined;
  readonly invalidateOn?: 'dependencies' | 'source' | 'never' | undefined;
}

/** Makes keys for one wrapped function. Constructed by `memory.cache`, which throws its UsageErrors at wrap time. */
export interface KeyMaker {
  /** @throws UnhashableArgumentError with the path of the argument. */
  keyOf(self: unknown, args: readonly unknown[]): CallKey;
  /** Whether calls with different arguments, or on different objects, may have one key by what the options leave out. */
  readonly ignoresArguments: boolean;
  /** The variables and fields that do not count: `['limiter']`, `['config', 'debug']`, `['this', 'cache']`. */
  readonly ignored: readonly (readonly string[])[];
}
