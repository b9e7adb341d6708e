import { UnhashableArgumentError } from '../errors';
import type { Warnings } from '../warnings';
import { createBinder, type BoundCall } from './bind';
import { describeBoundCall, writeBoundCall } from './bound-call';
import { CanonicalWriter, digestValue, type CanonicalOptions } from './canonical';
import { currentEngine, type Fingerprint } from './fingerprint/code-versions';
import { ABSENT, readVariable, UNINITIALISED } from './fingerprint/watch';
import { Versions } from './fingerprint/versions';
import { canonicalOptions } from './hooks';
import { checkLexicalThis } from './lexical-this';
import { previewValue } from './preview';
import { checkDependencies, takeVersion } from './policy';
import { readFields, type Field } from './this-fields';
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
  const checkThis = checkLexicalThis(fn);
  checkDependencies(options);
  const binder = createBinder(fn, options, (name) => readCaptured(fn, name));
  const versions = new Versions((self) => {
    const fingerprint = takeVersion(fn, self, options);
    warnAboutUnseen(fingerprint, options, env.warnings);
    return fingerprint;
  });

  return {
    keyOf(self, args): CallKey {
      checkThis?.(self);
      const fingerprint = versions.current(self);
      const bound = binder.bind(self, args);
      const fields = readFields(self, fingerprint.fields);
      const hooks = canonicalOptions(options.name, self);
      const unseen = (path: string, reason: string): void => {
        env.warnings.once(`unseen ${options.name} ${path}`, unseenMessage(options.name, path, reason));
      };
      return {
        key: writeKey(options.name, fingerprint, bound, fields, hooks, unseen),
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
  fields: readonly Field[],
  hooks: CanonicalOptions,
  unseen: (path: string, reason: string) => void,
): Buffer {
  // A getter in an argument may call another cached function, so each key in the making has a writer of its own.
  const writer = idleWriters.pop() ?? new CanonicalWriter();
  try {
    writer.begin(hooks);
    writer.out.byte(KEY_FORMAT);
    writer.out.text(name);
    writer.out.raw(version.digest);
    writeBoundCall(writer, bound);
    for (const field of fields) writeField(writer, field, unseen);
    return writer.out.digest();
  } finally {
    idleWriters.push(writer);
  }
}

/** A field without content counts by its name. */
function writeField(writer: CanonicalWriter, { name, value }: Field, unseen: (path: string, reason: string) => void): void {
  const { out } = writer;
  out.text(name);
  const start = out.length;
  try {
    writer.value(value, name);
  } catch (error) {
    if (!(error instanceof UnhashableArgumentError)) throw error;
    out.length = start;
    unseen(error.path, error.reason);
  }
}

function describe(
  args: readonly unknown[],
  bound: BoundCall,
  fields: readonly Field[],
  hooks: CanonicalOptions,
): { args: string; digests: ArgumentDigest[] } {
  const described = describeBoundCall(bound, args, hooks);
  const digests = fields.map(({ name, value }) => ({ name, digest: digestField(name, value, hooks), text: previewValue(value) }));
  return { args: described.args, digests: [...described.digests, ...digests] };
}

function digestField(name: string, value: unknown, hooks: CanonicalOptions): string {
  try {
    return digestValue(value, { ...hooks, path: name }).toString('hex');
  } catch {
    return '';
  }
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
