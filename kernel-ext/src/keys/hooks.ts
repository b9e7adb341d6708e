import { UnhashableArgumentError } from '../errors';
import { digestValue, type CanonicalOptions } from './canonical';
import { Refusal } from './canonical/refusal';
import { currentEngine, type Fingerprint } from './fingerprint/code-versions';
import { privateFieldsOf } from './fingerprint/values';
import { isTextOfClass } from './fingerprint/lexical-this';
import { fingerprintOf, fingerprintOfClass, functionLabel } from './fingerprint/versions';
import { HashWriter } from './hash';
import { readFields, type Field } from './this-fields';

/** Told what a function or class inside of a value reads that cannot be seen. */
export type UnseenListener = (name: string, reason: string) => void;

/**
 * How functions, classes and private fields inside of arguments count: by their code and what it reads.
 *
 * @param self For fields of `this`, the object: functions that it holds are taken for called on it.
 */
export function canonicalOptions(functionName: string, unseen: UnseenListener, self?: unknown): CanonicalOptions {
  const classes = new Set<Function>();
  const report = (fingerprint: Fingerprint): void => {
    for (const { name, reason } of fingerprint.unseen) unseen(name, reason);
  };
  return {
    functionName,
    hashFunction: (fn) => {
      const fingerprint = fingerprintOf(fn, self);
      // An arrow function in a field reads its object, which is part of the value: its class came just before it.
      const isField = [...classes].some((owner) => isTextOfClass(owner, fingerprint.version.source));
      if (!isField) {
        const itself = fingerprint.unseen.find(({ name, isOpaque }) => isOpaque && name === functionLabel(fn));
        if (itself) throw new Refusal(itself.reason);
        report(fingerprint);
      }
      const digestField = ({ name, value, self: owner }: Field): Buffer =>
        digestValue(value, { ...canonicalOptions(functionName, unseen, owner), path: name });
      return digestFunction(fn, fingerprint, digestField, self);
    },
    hashClass: (constructor) => {
      classes.add(constructor);
      const fingerprint = fingerprintOfClass(constructor);
      report(fingerprint);
      return fingerprint.version.digest;
    },
    privateFields: (object) => privateFieldsOf(object, currentEngine().inspector),
  };
}

/** Whether a value holds functions, or instances of classes that are not of the platform. */
export function holdsCode(value: unknown, options: CanonicalOptions): boolean {
  let found = false;
  const note = (): Buffer => {
    found = true;
    return ITSELF;
  };
  try {
    digestValue(value, { ...options, hashFunction: note, hashClass: note });
  } catch (error) {
    if (!(error instanceof UnhashableArgumentError)) throw error;
  }
  return found;
}

const ITSELF = Buffer.alloc(32);
const inProgress = new Set<Function>();

/** A function by its code, and by the data of `self` that it reads. */
function digestFunction(
  fn: Function,
  { version, fields }: Fingerprint,
  digestField: (field: Field) => Buffer,
  self: unknown,
): Buffer {
  if (fields.length === 0) return version.digest;
  // A function that reads the field which holds it adds nothing the second time.
  if (inProgress.has(fn)) return ITSELF;
  inProgress.add(fn);
  try {
    const writer = new HashWriter(1024);
    writer.raw(version.digest);
    for (const field of readFields(self, fields)) {
      writer.text(field.name);
      writer.raw(digestField(field));
    }
    return writer.digest();
  } finally {
    inProgress.delete(fn);
  }
}
