import type { MemberPath } from '../bind/ignore';

/** What the options of a cached function say it depends on, besides what its code shows, and what it does not depend on. */
export interface Declared {
  readonly version?: string | number | undefined;
  readonly dependsOn?: readonly unknown[] | undefined;
  /** Variables and fields that `ignore` names. */
  readonly ignored?: readonly MemberPath[] | undefined;
}

const originals = new WeakMap<Function, Function>();
const declarations = new WeakMap<Function, Declared>();
const ignored = new WeakMap<Function, readonly MemberPath[]>();

/** Tells that `wrapper` is the cached form of `original`: where code calls it, the original's code counts. */
export function registerWrapper(wrapper: Function, original: Function, declared: Declared = {}): void {
  originals.set(wrapper, original);
  if (declared.version !== undefined || declared.dependsOn?.length) declarations.set(wrapper, declared);
  if (declared.ignored?.length) ignored.set(wrapper, declared.ignored);
}

/** The function that a cached function was made of; any other function is its own. */
export function originalOf(fn: Function): Function {
  return originals.get(fn) ?? fn;
}

/** What counts with the code of a cached function wherever it is called; undefined when nothing more counts. */
export function declaredOf(fn: Function): Declared | undefined {
  return declarations.get(fn);
}

/** Variables and fields that a cached function leaves out by its `ignore`. */
export function ignoredOf(fn: Function): readonly MemberPath[] {
  return ignored.get(fn) ?? [];
}
