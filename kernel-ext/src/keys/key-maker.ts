import { UnhashableArgumentError, UsageError } from '../errors';
import type { Warnings } from '../warnings';
import { createBinder, type BoundCall } from './bind';
import { describeBoundCall, writeBoundCall } from './bound-call';
import { CanonicalWriter, type CanonicalOptions } from './canonical';
import { currentEngine, type Fingerprint } from './fingerprint/code-versions';
import { ABSENT, readVariable, UNINITIALISED } from './fingerprint/watch';
import { Versions } from './fingerprint/versions';
import { canonicalOptions } from './hooks';
import { checkDependencies, takeVersion } from './policy';
import { readField, type Field } from './this-fields';
import { shapeOf } from './code/shape';
import type { ArgumentDigest, CallKey, KeyMaker, KeyOptions } from './types';

/** Changes when the same call gets another key than before: entries of older formats are never found again. */
const KEY_FORMAT = 1;

const idleWriters: CanonicalWriter[] = [];

/**
 * Makes the keys of one function: `H(name, code version, arguments, fields of this)`.
 *
 * @throws UsageError for options that do not fit the function, and for arrow functions that read `this`.
 * @example createKeyMaker(load, { name: 'load' }, { warnings }).keyOf(undefined, ['2024-01-01']).key
 */
export function createKeyMaker(fn: Function, options: KeyOptions, env: { warnings: Warnings }): KeyMaker {
  const shape = shapeOf(Function.prototype.toString.call(fn));
  if (shape?.isArrow && shape.references.some(({ kind }) => kind === 'this' || kind === 'super')) {
    throw new UsageError(
      `memory.cache cannot see which object the arrow function's \`this\` is. Cache a method or a \`function\`, or pass what it reads of \`this\` as an argument.`,
    );
  }
  checkDependencies(options);
  const binder = createBinder(fn, options, (name) => readCaptured(fn, name));
  const versions = new Versions((self) => {
    const fingerprint = takeVersion(fn, self, options);
    warnAboutUnseen(fingerprint, options, env.warnings);
    return fingerprint;
  });

  return {
    keyOf(self, args): CallKey {
      const fingerprint = versions.current(self);
      const bound = binder.bind(self, args);
      const fields = readFields(fingerprint, self, options, env.warnings);
      const hooks = canonicalOptions(options.name, self);
      const key = writeKey(options.name, fingerprint, bound, fields, hooks);
      return {
        key,
        version: fingerprint.version,
        args: bound.completed,
        describe: () => describe(args, bound, fields, hooks),
      };
    },
  };
}

function writeKey(
  name: string,
  { version }: Fingerprint,
  bound: BoundCall,
  fields: BoundCall | undefined,
  hooks: CanonicalOptions,
): Buffer {
  // A getter in an argument may call another cached function, so each key in the making has a writer of its own.
  const writer = idleWriters.pop() ?? new CanonicalWriter();
  try {
    writer.begin(hooks);
    writer.out.byte(KEY_FORMAT);
    writer.out.text(name);
    writer.out.raw(version.digest);
    writeBoundCall(writer, bound);
    if (fields) writeBoundCall(writer, fields);
    return writer.out.digest();
  } finally {
    idleWriters.push(writer);
  }
}

function describe(
  args: readonly unknown[],
  bound: BoundCall,
  fields: BoundCall | undefined,
  hooks: CanonicalOptions,
): { args: string; digests: ArgumentDigest[] } {
  const described = describeBoundCall(bound, args, hooks);
  if (!fields) return described;
  return { args: described.args, digests: [...described.digests, ...describeBoundCall(fields, [], hooks).digests] };
}

/** The fields of `this` that count, as if they were arguments. A field without content counts by name, and is named. */
function readFields(
  fingerprint: Fingerprint,
  self: unknown,
  { name }: KeyOptions,
  warnings: Warnings,
): BoundCall | undefined {
  if (fingerprint.fields.length === 0) return undefined;
  const { inspector } = currentEngine();
  const fields: Field[] = fingerprint.fields.map((path) =>
    readField(self, path, (object) => inspector?.privateMembers(object) ?? []),
  );
  const hooks = canonicalOptions(name, self);
  const values = fields.map((field) => {
    if (typeof field.value !== 'object' || field.value === null) return field.value;
    try {
      const writer = new CanonicalWriter(hooks);
      writer.value(field.value, field.name);
      return field.value;
    } catch (error) {
      if (!(error instanceof UnhashableArgumentError)) throw error;
      warnings.once(`unseen ${name} ${error.path}`, unseenMessage(name, error.path, error.reason));
      return undefined;
    }
  });
  const names = fields.map((field) => field.name);
  return { slots: names, names, values, completed: undefined };
}

function warnAboutUnseen({ unseen }: Fingerprint, options: KeyOptions, warnings: Warnings): void {
  if (options.version !== undefined || options.dependsOn?.length) return;
  for (const { name, reason } of unseen) {
    warnings.once(`unseen ${options.name} ${name}`, unseenMessage(options.name, name, reason));
  }
}

function unseenMessage(functionName: string, name: string, reason: string): string {
  return (
    `${functionName} reads \`${name}\`, which ${reason}, so a change of it will not be noticed. ` +
    `Pass what matters of it as an argument, or name it in \`dependsOn\` or \`version\`.`
  );
}

function readCaptured(fn: Function, name: string): { readonly value: unknown } | undefined {
  const value = readVariable(currentEngine().view(fn)?.scopes ?? [], name);
  return value === ABSENT || value === UNINITIALISED ? undefined : { value };
}
