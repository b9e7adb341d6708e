/**
 * Persistent caching for TypeScript notebooks.
 *
 * @example
 * import { memory } from 'tslab-memory';
 * const slow = memory.cache((n: number) => compute(n));
 *
 * @packageDocumentation
 */
export { memory, Memory, type CacheMethod, type CellOptions } from './memory';
export type { AnyFunction, CacheOptions, ClearOptions, MemoryOptions, ResultMeta } from './options';
export type { CacheControls, CachedFunction, Cleared, LikeResult, MethodControls } from './cached-function';
export type { EntryInfo, EntryQuery, FunctionInfo, StoreStats } from './store/types';
export { Shelved } from './shelved';
export { Explanation, file, type FileDependency, type Reason } from './keys';
export { Report } from './report';
export type { CheckOptions, CheckReport, ExportOptions, Imported, ImportOptions, Problem } from './store';
export type { AnyClass, ClassCodec } from './values';
export {
  StoreError,
  TslabMemoryError,
  UnhashableArgumentError,
  UnreadableValueError,
  UnstorableValueError,
  UsageError,
} from './errors';
