import type { CodeVersion } from '../types';
import type { Step } from '../code/references';
import type { MemberPath } from '../bind/ignore';
import { Builder, type MethodCheck } from './builder';
import { findMember } from './builtins';
import { Engine } from './engine';
import { digestGraph } from './graph';
import type { IgnoredName } from './ignored-name';
import { isWrittenInClassOf } from './lexical-this';
import type { Unseen } from './report';
import { originalOf } from './wrappers';

/** A code version, how long it is valid, and what it leaves to each call. */
export interface Fingerprint {
  readonly version: CodeVersion;
  /** What counts by name only. */
  readonly unseen: readonly Unseen[];
  /** What the code itself assigns to or changes: `count`, `this.rows`. */
  readonly written: ReadonlySet<string>;
  /** What became of the variables and fields that were to be left out. */
  readonly ignored: IgnoredNames;
  /** For each part, what to write in `ignore` to leave it out. */
  readonly ignorable: ReadonlyMap<string, string>;
  /** Paths of the data that the code reads from `this`. */
  readonly fields: readonly (readonly Step[])[];
  /** Whether everything outside of `this` is as it was. */
  holds(): boolean;
  /** Whether an object has the methods that were counted. */
  fits(self: unknown): boolean;
}

/** What became of the names that were to be left out. */
export interface IgnoredNames {
  readonly names: readonly IgnoredName[];
  /** Names that the code reads. */
  readonly known: ReadonlySet<string>;
  /** Whether all of the code was seen; otherwise what was not seen may name more. */
  readonly isCertain: boolean;
}

let engine = new Engine();

/** The engine that answers. */
export function currentEngine(): Engine {
  return engine;
}

/** Lets another engine answer, such as one without an inspector; returns a function that undoes it. */
export function useEngine(next: Engine): () => void {
  const previous = engine;
  engine = next;
  return () => {
    engine = previous;
  };
}

/**
 * Reads the fingerprint of a function as of now, called with `self` as `this`.
 *
 * @param extend Makes what is counted of the node of the code: all of it, or that and what the code does not show.
 * @param ignore Variables and fields that are left out.
 */
export function takeFingerprint(
  given: Function,
  self: unknown,
  name: string,
  extend: (builder: Builder, code: () => ReturnType<Builder['functionNode']>) => ReturnType<Builder['functionNode']>,
  ignore: readonly MemberPath[] = [],
): Fingerprint {
  const fn = originalOf(given);
  const builder = new Builder(engine);
  const ignored = builder.ignoring.begin(fn, ignore);
  const code = () => builder.functionNode(fn, name, isObject(self) ? { object: self, path: [] } : undefined);
  const root = extend(builder, code);
  builder.ignoring.settle();
  const version: CodeVersion = {
    digest: digestGraph(root),
    source: Function.prototype.toString.call(fn),
    parts: builder.report.parts,
  };
  return {
    version,
    unseen: builder.report.unseen,
    written: builder.report.written,
    ignored: { names: ignored, known: builder.ignoring.words, isCertain: !builder.report.isPartial },
    ignorable: builder.report.ignorable,
    fields: [...builder.fields.values()],
    holds: () => builder.watch.holds(),
    fits: (other) =>
      builder.arrows.every(
        ({ source, isWritten }) => isWritten === (isObject(other) && isWrittenInClassOf(other, source)),
      ) &&
      (!builder.readsThis ||
        (isObject(other) === isObject(self) && builder.methods.every((check) => hasMethod(other, check)))),
  };
}

/** Whether a value may be `this` with members. */
export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function hasMethod(self: unknown, { path, key, fn }: MethodCheck): boolean {
  let object: unknown = self;
  for (const step of path) {
    if (object === null || object === undefined || step.isPrivate) return false;
    object = (object as Record<string, unknown>)[step.key];
  }
  if (!isObject(object)) return false;
  const property = findMember(object, key)?.property;
  return property?.value === fn || property?.get === fn;
}
