/**
 * Persistent caching for TypeScript notebooks.
 *
 * @example
 * import { memory } from 'tslab-memory';
 * const slow = memory.cache((n: number) => compute(n));
 *
 * @packageDocumentation
 */
// From the modules themselves: tslab's compiler reads every declaration that it is led to before the first cell runs.
export { memory, Memory, type CacheMethod, type CellOptions } from './memory';
export type { AnyFunction, CacheOptions, ClearOptions, MemoryOptions, ResultMeta } from './options';
export type { CacheControls, CachedFunction, Cleared, LikeResult, MethodControls } from './cached-function';
export type { EntryInfo, EntryQuery, FunctionInfo, StoreStats } from './store/types';
export { Shelved } from './shelved';
export { Explanation, type Reason } from './keys/explain/explanation';
export { file, type FileDependency } from './keys/depends-on';
export { Report } from './report';
export type { CheckOptions, CheckReport, ExportOptions, Imported, ImportOptions, Problem } from './store/maintenance';
export type { AnyClass, ClassCodec } from './values/registry';
export {
  StoreError,
  TslabMemoryError,
  UnhashableArgumentError,
  UnreadableValueError,
  UnstorableValueError,
  UsageError,
} from './errors';
