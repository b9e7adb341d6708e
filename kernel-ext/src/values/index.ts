export { ClassRegistry, type AnyClass, type ClassCodec } from './registry';
export { ValueCodec } from './value-codec';
export type { ValueAdapter } from './adapters';
export { loadBody, storeBody, ROW_BYTES, type LoadOptions, type StoreOptions, type Verify } from './body/storage';
export { isValueFileName, removeFile, type Progress } from './body/value-file';
export { syncQueue } from './body/sync-queue';
export type { Compress } from './body/compression';
export { FORMAT_VERSION } from './format';
export type { EncodedValue, StoredBody } from './types';
