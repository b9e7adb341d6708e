import { digestValue, type CanonicalOptions } from './canonical';
import { currentEngine } from './fingerprint/code-versions';
import { privateFieldsOf } from './fingerprint/values';
import { fingerprintOf } from './fingerprint/versions';
import { HashWriter } from './hash';
import { readFields } from './this-fields';

/**
 * How functions, classes and private fields inside of arguments count: by their code and what it reads.
 *
 * @param self The `this` of the call: functions that it holds as fields are taken for called on it.
 */
export function canonicalOptions(functionName: string, self?: unknown): CanonicalOptions {
  return {
    functionName,
    hashFunction: (fn) => digestFunction(fn, functionName, self),
    hashClass: (constructor) => fingerprintOf(constructor).version.digest,
    privateFields: (object) => privateFieldsOf(object, currentEngine().inspector),
  };
}

const ITSELF = Buffer.alloc(32);
const inProgress = new Set<Function>();

/** A function by its code, and by the data of `self` that it reads. */
function digestFunction(fn: Function, functionName: string, self: unknown): Buffer {
  const { version, fields } = fingerprintOf(fn, self);
  if (fields.length === 0) return version.digest;
  // A function that reads the field which holds it adds nothing the second time.
  if (inProgress.has(fn)) return ITSELF;
  inProgress.add(fn);
  try {
    const writer = new HashWriter(1024);
    writer.raw(version.digest);
    for (const { name, value } of readFields(self, fields)) {
      writer.text(name);
      writer.raw(digestValue(value, { ...canonicalOptions(functionName, self), path: name }));
    }
    return writer.digest();
  } finally {
    inProgress.delete(fn);
  }
}
