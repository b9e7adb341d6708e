import { requireAsLibrary } from './library.ts';

type Native = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Gives the native functions of a statement frames of their own in a profile: the profiler counts native code of an addon to the
 * function that calls it. They are the same for all that this process loads of better-sqlite3, so the library's too.
 */
export function showSqliteFrames(): void {
  const Database = requireAsLibrary('better-sqlite3');
  const db = new Database(':memory:');
  const statement = Object.getPrototypeOf(db.prepare('SELECT 1')) as Record<'get' | 'all' | 'run', Native>;
  db.close();
  const native = { ...statement };
  Object.assign(statement, {
    get(this: unknown, ...args: unknown[]) {
      return Reflect.apply(native.get, this, args);
    },
    all(this: unknown, ...args: unknown[]) {
      return Reflect.apply(native.all, this, args);
    },
    run(this: unknown, ...args: unknown[]) {
      return Reflect.apply(native.run, this, args);
    },
  });
}
