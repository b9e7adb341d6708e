import type { Engine } from './engine';
import type { FunctionView } from './inspector';
import { ABSENT, readVariable, UNINITIALISED, type Watch } from './watch';

/** Reads the variables that functions capture, and watches those that may change. */
export class Variables {
  private readonly fresh = new Map<Function, FunctionView | undefined>();

  constructor(
    private readonly engine: Engine,
    private readonly watch: Watch,
  ) {}

  /** Value of a variable in the scopes of `fn`; `ABSENT` when it is global, `UNINITIALISED` before its declaration ran. */
  read(fn: Function, name: string): unknown {
    if (!this.engine.inspector) return this.readByName(name);
    const value = readVariable(this.engine.view(fn)?.scopes ?? [], name);
    if (value === ABSENT) return ABSENT;
    const settled = value !== undefined && value !== UNINITIALISED;
    if (settled && !this.engine.isReassigned(fn, name)) return value;
    if (!this.fresh.has(fn)) this.fresh.set(fn, this.engine.look(fn));
    const now = readVariable(this.fresh.get(fn)?.scopes ?? [], name);
    this.watch.variable(fn, name, now);
    return now;
  }

  /** What a variable, or a member of it, holds now, without noting that it was asked; undefined when that cannot be told. */
  peek(fn: Function, name: string, key: string | undefined): unknown {
    const value = this.engine.inspector ? readVariable(this.engine.view(fn)?.scopes ?? [], name) : notebookExports();
    const member = this.engine.inspector ? key : (key ?? name);
    try {
      return member === undefined ? value : (value as Record<string, unknown>)[member];
    } catch {
      return undefined;
    }
  }

  /** Without an inspector: the newest value that the notebook has under this name. */
  private readByName(name: string): unknown {
    if (name === 'exports') return notebookExports() ?? ABSENT;
    const exports = notebookExports();
    if (!exports || !Object.hasOwn(exports, name)) return ABSENT;
    const value = exports[name];
    this.watch.member(exports, name, value);
    return value;
  }
}

/** The object on which tslab keeps the variables of all cells. */
export function notebookExports(): Record<string, unknown> | undefined {
  return (globalThis as { __tslab__?: { exports: Record<string, unknown> } }).__tslab__?.exports;
}
