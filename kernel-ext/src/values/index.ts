export { ClassRegistry, type AnyClass, type ClassCodec } from './registry';
export { ValueCodec, type ValueAdapter } from './value-codec';
export { loadBody, storeBody, ROW_BYTES, type LoadOptions, type Progress, type StoreOptions } from './body/storage';
export { isValueFileName, removeFile } from './body/value-file';
export { FORMAT_VERSION } from './format';
export type { EncodedValue, StoredBody } from './types';
