const originals = new WeakMap<Function, Function>();

/** Tells that `wrapper` is the cached form of `original`: where code calls it, the original's code counts. */
export function registerWrapper(wrapper: Function, original: Function): void {
  originals.set(wrapper, original);
}

/** The function that a cached function was made of; any other function is its own. */
export function originalOf(fn: Function): Function {
  return originals.get(fn) ?? fn;
}
