export { ClassRegistry, type AnyClass, type ClassCodec } from './registry';
export { ValueCodec, type ValueAdapter } from './valueCodec';
export { loadBody, storeBody, ROW_BYTES, type LoadOptions, type Progress, type StoreOptions } from './storage';
export { isValueFileName, removeFile } from './valueFile';
export { FORMAT_VERSION } from './format';
export type { EncodedValue, StoredBody } from './types';
