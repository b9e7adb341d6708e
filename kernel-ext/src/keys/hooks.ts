import type { CanonicalOptions } from './canonical';
import { currentEngine } from './fingerprint/code-versions';
import { privateFieldsOf } from './fingerprint/values';
import { fingerprintOf } from './fingerprint/versions';

/**
 * How functions, classes and private fields inside of arguments count: by their code and what it reads.
 *
 * @param self The `this` of the call: functions that it holds as fields are taken for called on it.
 */
export function canonicalOptions(functionName: string, self?: unknown): CanonicalOptions {
  return {
    functionName,
    hashFunction: (fn) => fingerprintOf(fn, self).version.digest,
    hashClass: (constructor) => fingerprintOf(constructor).version.digest,
    privateFields: (object) => privateFieldsOf(object, currentEngine().inspector),
  };
}
