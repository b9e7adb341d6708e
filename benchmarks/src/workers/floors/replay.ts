import { requireAsLibrary } from '../library.ts';

interface Statement {
  readonly source: string;
  readonly database: { prepare(sql: string): Statement };
  run(...values: unknown[]): unknown;
}

type Method = (this: Statement, ...values: unknown[]) => unknown;

/** One execution of a statement: as it was called, with what. */
interface Execution {
  readonly statement: Statement;
  readonly method: Method;
  readonly values: readonly unknown[];
}

/** The statements that a call of the library executed, to be executed again for other keys. */
export interface Recording {
  /** Executes them as they were, with this key in place of the recorded one. */
  replay(key: Buffer): void;
  /** Deletes the entry that a replay has stored. */
  remove(key: Buffer): void;
}

const METHODS = ['run', 'get', 'all'] as const;

/**
 * Records which of the library's prepared statements `action` executes. It must be about a single entry, and write it.
 *
 * @throws Error when `action` writes no entry
 */
export function record(action: () => unknown): Recording {
  const executions = executed(action);
  const entry = executions.find(({ statement }) => statement.source.startsWith('INSERT INTO entries '));
  if (entry === undefined) throw new Error('The call that was to be recorded stored nothing.');
  const [key] = entry.values as [Buffer];
  const steps = executions.map(({ statement, method, values }) => {
    const filled = [...values];
    const keys = values.flatMap((value, at) => (Buffer.isBuffer(value) && value.equals(key) ? [at] : []));
    return (newKey: Buffer) => {
      for (const at of keys) filled[at] = newKey;
      method.apply(statement, filled);
    };
  });
  const remove = entry.statement.database.prepare('DELETE FROM entries WHERE substr(key, 1, 8) = substr(?, 1, 8)');
  return {
    replay(newKey) {
      for (const step of steps) step(newKey);
    },
    remove: (newKey) => void remove.run(newKey),
  };
}

function executed(action: () => unknown): Execution[] {
  const Database = requireAsLibrary('better-sqlite3');
  const db = new Database(':memory:');
  const prototype = Object.getPrototypeOf(db.prepare('SELECT 1')) as Record<string, Method>;
  db.close();
  const executions: Execution[] = [];
  const originals = METHODS.map((name) => [name, prototype[name]!] as const);
  for (const [name, method] of originals) {
    prototype[name] = function (...values) {
      executions.push({ statement: this, method, values });
      return method.apply(this, values);
    };
  }
  try {
    action();
  } finally {
    for (const [name, method] of originals) prototype[name] = method;
  }
  return executions;
}
