import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * The user's own copy of a package, as their notebook would get it; undefined when there is none. It must be that copy:
 * objects of another copy of the same package are not instances of the user's classes.
 */
export function userModule(name: string): Record<string, unknown> | undefined {
  const from = process.cwd();
  const found = modules.get(name);
  if (found?.from === from) return found.module;
  try {
    const module = createRequire(join(from, 'notebook.js'))(name) as Record<string, unknown>;
    modules.set(name, { from, module });
    return module;
  } catch {
    return undefined;
  }
}

/** What was found, and from where: a package may be installed later, but does not go away. */
const modules = new Map<string, { readonly from: string; readonly module: Record<string, unknown> }>();

/** Whether this process has loaded a package from some node_modules. Loads nothing. */
export function isLoaded(name: string): boolean {
  const within = join('node_modules', name, '/');
  return Object.keys(require.cache).some((file) => file.includes(within));
}

/** Whether an object is an instance of exactly the class that a package exports under a name. */
export function isInstanceOf(value: object, module: Record<string, unknown> | undefined, className: string): boolean {
  const Class = module?.[className] as { prototype?: unknown } | undefined;
  return Class?.prototype !== undefined && Object.getPrototypeOf(value) === Class.prototype;
}

/** Name of the class of an object, read without running any code of its. */
export function classNameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const constructor: unknown =
    prototype === null ? undefined : Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof constructor === 'function' ? constructor.name : '';
}

/** Refuses an object with more properties than its class gives it. @throws Error */
export function expectKeys(value: object, known: readonly string[]): void {
  const more = Reflect.ownKeys(value).filter((key) => typeof key === 'symbol' || !known.includes(key));
  if (more.length > 0) throw new Error(`it has a property of its own, ${String(more[0])}`);
}
