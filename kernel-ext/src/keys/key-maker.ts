import { UnhashableArgumentError } from '../errors';
import type { Warnings } from '../warnings';
import { createBinder, type BoundCall } from './bind';
import { omit } from './bind/ignore';
import { describeBoundCall, writeBoundCall } from './bound-call';
import { CanonicalWriter, digestValue, type CanonicalOptions } from './canonical';
import { currentEngine, type Fingerprint } from './fingerprint/code-versions';
import { ABSENT, readVariable, UNINITIALISED } from './fingerprint/watch';
import { functionLabel, Versions } from './fingerprint/versions';
import { canonicalOptions, holdsCode, type UnseenListener } from './hooks';
import { nameToIgnore } from './ignorable';
import { NameCheck } from './name-check';
import { checkLexicalThis } from './lexical-this';
import { previewValue } from './preview';
import { checkDependencies, policyOf, takeVersion } from './policy';
import { readFields, type Field } from './this-fields';
import type { CallDetails, CallKey, KeyMaker, KeyOptions } from './types';

/** Changes when the same call gets another key than before: entries of older formats are never found again. */
const KEY_FORMAT = 2;

const idleWriters: CanonicalWriter[] = [];

/**
 * Makes the keys of one function: `H(name, code version, arguments, fields of this)`.
 *
 * @throws UsageError for options that do not fit the function, and for arrow functions that read `this`.
 * @example createKeyMaker(load, { name: 'load' }, { warnings }).keyOf(undefined, ['2024-01-01']).key
 */
export function createKeyMaker(fn: Function, options: KeyOptions, env: { warnings: Warnings }): KeyMaker {
  const checkThis = checkLexicalThis(fn);
  checkDependencies(options, env.warnings);
  currentEngine().noteCallers();
  const binder = createBinder(fn, options, (name) => readCaptured(fn, name));
  const names = new NameCheck(fn, options.name, binder, env.warnings);
  const warn = (what: string): void => warnAbout(what, options, env.warnings);
  const unseen = (path: string, reason: string): void => warn(`reads \`${path}\`, which ${reason}`);
  const ownLabel = functionLabel(fn);
  const versions = new Versions((self) => {
    const fingerprint = takeVersion(fn, self, options, binder.beyond);
    if (policyOf(options) === 'dependencies') names.look(fingerprint);
    for (const { name, reason } of fingerprint.unseen) {
      if (name === ownLabel) warn(reason);
      else unseen(name, reason);
    }
    return fingerprint;
  });
  let hooks: CanonicalOptions | undefined;

  return {
    ignoresArguments: binder.ignoresArguments,
    ignored: binder.beyond,
    keyOf(self, args): CallKey {
      checkThis?.(self);
      const fingerprint = versions.current(self);
      const bound = binder.bind(self, args);
      hooks ??= canonicalOptions(options.name, unseen);
      const fields = digestFields(fingerprint, self, options.name, unseen);
      return {
        key: writeKey(options.name, fingerprint, bound, fields, hooks),
        version: fingerprint.version,
        written: fingerprint.written,
        args: bound.completed,
        describe: () => ({
          ...describe(args, bound, fields, hooks!),
          toIgnore: (name) => nameToIgnore(name, self, fingerprint, binder),
        }),
      };
    },
  };
}

/** A field of `this` with its digest; without one it counts by its name. */
interface DigestedField extends Field {
  readonly digest: Buffer | undefined;
}

const NO_FIELDS: readonly DigestedField[] = [];

function digestFields(
  fingerprint: Fingerprint,
  self: unknown,
  functionName: string,
  unseen: UnseenListener,
): readonly DigestedField[] {
  if (fingerprint.fields.length === 0) return NO_FIELDS;
  const own = canonicalOptions(functionName, unseen, self);
  return readFields(self, fingerprint.fields).map((field) => {
    const { name } = field;
    const hooks = field.self === self ? own : canonicalOptions(functionName, unseen, field.self);
    try {
      return { ...field, digest: digestField(field, fingerprint, hooks) };
    } catch (error) {
      if (!(error instanceof UnhashableArgumentError)) throw error;
      unseen(name, error.path === name ? error.reason : `holds \`${error.path}\`, which ${error.reason}`);
      return { ...field, digest: undefined };
    }
  });
}

/** The digest of a field without the members of it that `ignore` names. */
function digestField({ name, value }: Field, { ignored }: Fingerprint, hooks: CanonicalOptions): Buffer {
  const paths = ignored.names.find(({ root }) => root === 'this')?.below(name.split('.'));
  if (!paths?.length) return digestValue(value, { ...hooks, path: name });
  const originals = new Map<object, object>();
  const counted = omit(value, paths, (copy, original) => originals.set(copy, original));
  const privateFields = (object: object) => hooks.privateFields?.(originals.get(object) ?? object);
  return digestValue(counted, { ...hooks, privateFields, path: name });
}

function writeKey(
  name: string,
  { version }: Fingerprint,
  bound: BoundCall,
  fields: readonly DigestedField[],
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
    for (const field of fields) {
      writer.out.text(field.name);
      if (field.digest) writer.out.raw(field.digest);
    }
    return writer.out.digest();
  } finally {
    idleWriters.push(writer);
  }
}

function describe(
  args: readonly unknown[],
  bound: BoundCall,
  fields: readonly DigestedField[],
  hooks: CanonicalOptions,
): Omit<CallDetails, 'toIgnore'> {
  const described = describeBoundCall(bound, args, hooks);
  const digests = fields.map(({ name, value, digest }) => ({
    name,
    digest: digest?.toString('hex') ?? '',
    text: previewValue(value),
  }));
  const valueOf = (name: string): unknown =>
    fields.find((field) => field.name === name)?.value ?? bound.values[bound.names.indexOf(name)];
  return {
    args: described.args,
    digests: [...described.digests, ...digests],
    hasCode: (name) => holdsCode(valueOf(name), hooks),
  };
}

/** Says it once, unless the person has said what matters instead. */
function warnAbout(what: string, options: KeyOptions, warnings: Warnings): void {
  if (options.version !== undefined || options.dependsOn?.length) return;
  warnings.once(
    `unseen ${options.name} ${what}`,
    `${options.name} ${what}, so a change of it will not be noticed. ` +
      `Pass what matters of it as an argument, or name it in \`dependsOn\` or \`version\`; where nothing of it matters, in \`ignore\`.`,
  );
}

function readCaptured(fn: Function, name: string): { readonly value: unknown } | undefined {
  const value = readVariable(currentEngine().view(fn)?.scopes ?? [], name);
  return value === ABSENT || value === UNINITIALISED ? undefined : { value };
}
