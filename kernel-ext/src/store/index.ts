export { Store } from './store';
export { checkStore } from './check-store';
export type { Claim } from './claims';
export type { Cleared } from './clearing';
export { dataFolder, notebookPath, storeId, storeLocation } from './location';
export { parseDuration, parseSize } from './units';
export type {
  Clears,
  EntryInfo,
  EntryQuery,
  FunctionInfo,
  FunctionRef,
  Limits,
  NewEntry,
  StoredCall,
  StoredEntry,
  StoreOptions,
  StoreStats,
} from './types';
