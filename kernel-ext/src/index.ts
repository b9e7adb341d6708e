/**
 * Persistent caching for TypeScript notebooks.
 *
 * @example
 * import { memory } from 'tslab-memory';
 * const slow = memory.cache((n: number) => compute(n));
 *
 * @packageDocumentation
 */
export { memory, Memory, type CacheMethod } from './memory';
export type { AnyFunction, CacheOptions, MemoryOptions, ResultMeta } from './options';
export type { CacheControls, CachedFunction, Cleared, LikeResult } from './cached-function';
export type { EntryInfo, EntryQuery, FunctionInfo, StoreStats } from './store/types';
export { Shelved } from './shelved';
export { file, type Explanation } from './keys';
export type { ClassCodec } from './values';
export {
  StoreError,
  TslabMemoryError,
  UnhashableArgumentError,
  UnreadableValueError,
  UnstorableValueError,
  UsageError,
} from './errors';
