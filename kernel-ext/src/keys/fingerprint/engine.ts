import { types } from 'node:util';
import { runningCells } from './callers';
import { Inspector, type FunctionView } from './inspector';
import { reassignedNames } from './scripts';

/**
 * What the running engine tells about functions, remembered as long as it stays true. Without an inspector it knows
 * nothing, and those who ask fall back to names.
 */
export class Engine {
  private inspectorMade = false;
  private made: Inspector | undefined;
  private views = new WeakMap<Function, FunctionView>();
  private readonly targets = new WeakMap<object, object>();
  private readonly reassigned = new Map<string, ReadonlySet<string> | undefined>();

  /** Scripts that were not read from a file, as far as they are known. */
  private readonly cells = new Set<string>();

  constructor(private readonly makeInspector: () => Inspector = () => new Inspector()) {}

  /** Undefined when this process has no usable inspector. */
  get inspector(): Inspector | undefined {
    if (!this.inspectorMade) {
      this.inspectorMade = true;
      try {
        this.made = this.makeInspector();
      } catch {
        this.made = undefined;
      }
    }
    return this.made;
  }

  /** Location and scopes of a function, possibly from an earlier look. */
  view(fn: Function): FunctionView | undefined {
    return this.views.get(fn) ?? this.look(fn);
  }

  /** Location and scopes of a function as of now. */
  look(fn: Function): FunctionView | undefined {
    const view = this.inspector?.functionView(fn);
    if (view) this.views.set(fn, view);
    return view;
  }

  /** The object to read members of `object` from: reading them through a Proxy takes several times longer. */
  readable(object: object): object {
    if (!types.isProxy(object)) return object;
    let target = this.targets.get(object);
    if (!target) this.targets.set(object, (target = this.inspector?.transparentTarget(object) ?? object));
    return target;
  }

  /** Whether the script of the function assigns to a variable of this name after its declaration. */
  isReassigned(fn: Function, name: string): boolean {
    const id = this.view(fn)?.location?.scriptId;
    if (id === undefined) return true;
    if (!this.reassigned.has(id)) {
      const source = this.inspector?.script(id)?.source;
      this.reassigned.set(id, source === undefined ? undefined : reassignedNames(source));
    }
    return this.reassigned.get(id)?.has(name) ?? true;
  }

  /** Address of the script that a function comes from: `node:fs`, a file URL or path, or a name without either. */
  urlOf(fn: Function): string | undefined {
    const id = this.view(fn)?.location?.scriptId;
    if (id === undefined) return undefined;
    if (!this.cells.has(id)) this.noteCallers();
    return this.cells.has(id) ? '' : this.inspector?.scriptUrl(id);
  }

  /** Notes the cells that are running now, so that functions which they define can be told from those of files. */
  noteCallers(): void {
    for (const id of runningCells()) this.cells.add(id);
  }
}
