export type * from './types';
export { explainMiss, Explanation, type Reason } from './explain';
export { changedNames } from './changed-names';
export { changesBetween, UNCHANGED, type Changes } from './changes';
export { createKeyMaker } from './key-maker';
export { file, type FileDependency } from './depends-on';
export { inferFunctionName } from './name';
export { fingerprintOf } from './fingerprint/versions';
export { originalOf, registerWrapper, type Declared } from './fingerprint/wrappers';
