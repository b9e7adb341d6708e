/** What the options of a cached function say it depends on, besides what its code shows. */
export interface Declared {
  readonly version?: string | number | undefined;
  readonly dependsOn?: readonly unknown[] | undefined;
}

const originals = new WeakMap<Function, Function>();
const declarations = new WeakMap<Function, Declared>();

/** Tells that `wrapper` is the cached form of `original`: where code calls it, the original's code counts. */
export function registerWrapper(wrapper: Function, original: Function, declared: Declared = {}): void {
  originals.set(wrapper, original);
  if (declared.version !== undefined || declared.dependsOn?.length) declarations.set(wrapper, declared);
}

/** The function that a cached function was made of; any other function is its own. */
export function originalOf(fn: Function): Function {
  return originals.get(fn) ?? fn;
}

/** What counts with the code of a cached function wherever it is called; undefined when nothing was declared. */
export function declaredOf(fn: Function): Declared | undefined {
  return declarations.get(fn);
}
