import { Session } from 'node:inspector';

/** Where a function's source text is. */
export interface Location {
  readonly scriptId: string;
  /** From 0. */
  readonly line: number;
  /** From 0, in UTF-16 units. */
  readonly column: number;
}

/** What the engine tells about a function. */
export interface FunctionView {
  readonly location: Location | undefined;
  /** Variables of each enclosing scope, innermost first: copies as of now. The global scope is not among them. */
  readonly scopes: readonly object[];
}

/** Parts of a function made by `bind`. */
export interface BoundView {
  readonly target: Function;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/** A private member of an object or class; a method has no value of its own to show. */
export interface PrivateMember {
  readonly name: string;
  readonly value?: unknown;
  readonly get?: Function | undefined;
}

/** A script that the engine has compiled. */
export interface Script {
  /** `node:fs`, a file URL, a path, or '' for notebook cells. */
  readonly url: string;
  readonly source: string;
}

/** Everything the session was handed during one question is released under this name: it would never be collected. */
const GROUP = 'tslab-memory';

interface RemoteObject {
  type: string;
  subtype?: string;
  objectId?: string;
  value?: any;
  description?: string;
}

interface RemoteProperty {
  name: string;
  value?: RemoteObject;
  get?: RemoteObject;
}

interface Properties {
  internalProperties?: RemoteProperty[];
  privateProperties?: RemoteProperty[];
}

/**
 * Reads what JavaScript cannot see of itself: the scopes of a closure, the parts of a bound function, private members,
 * the text of scripts. It talks to V8's inspector in the same process and thread, so each call returns its answer.
 */
export class Inspector {
  private readonly session = new Session();
  private readonly slot: { value?: unknown; result?: unknown } = {};
  private readonly slotId: string;
  private readonly urls = new Map<string, string>();
  private readonly scripts = new Map<string, Script>();

  /** @throws when the inspector cannot be used in this process. */
  constructor() {
    this.session.connect();
    const door = `__tslab_memory_${process.hrtime.bigint()}`;
    Object.defineProperty(globalThis, door, { value: this.slot, configurable: true });
    try {
      const { result } = this.post('Runtime.evaluate', { expression: `globalThis.${door}` });
      this.slotId = result.objectId;
    } finally {
      delete (globalThis as Record<string, unknown>)[door];
    }
    this.session.on('Debugger.scriptParsed', ({ params }) => {
      this.urls.set(params.scriptId, params.url);
    });
  }

  /** Location and scopes of a function; nothing of either for native ones. About 150 µs. */
  functionView(fn: Function): FunctionView {
    return this.inspect(fn, ({ internalProperties = [] }) => {
      const place = internalProperties.find(({ name }) => name === '[[FunctionLocation]]')?.value?.value;
      const list = internalProperties.find(({ name }) => name === '[[Scopes]]')?.value;
      const scopes: object[] = [];
      if (list?.objectId) {
        const entries = this.real(list.objectId) as Record<number, { description: string; object: object } | undefined>;
        for (let index = 0; ; index++) {
          const entry = entries[index];
          if (entry === undefined) break;
          if (entry.description !== 'Global') scopes.push(entry.object);
        }
      }
      const location = place && { scriptId: place.scriptId, line: place.lineNumber, column: place.columnNumber };
      return { location, scopes };
    });
  }

  /** What `bind` was given, or undefined when `fn` is not a bound function. */
  boundView(fn: Function): BoundView | undefined {
    return this.inspect(fn, ({ internalProperties = [] }) => {
      const part = (wanted: string): unknown => {
        const value = internalProperties.find(({ name }) => name === wanted)?.value;
        return value && this.valueOf(value);
      };
      const target = part('[[TargetFunction]]');
      if (typeof target !== 'function') return undefined;
      const args = part('[[BoundArgs]]') as unknown[] | undefined;
      return { target, self: part('[[BoundThis]]'), args: Array.from(args ?? []) };
    });
  }

  /** What a Proxy stands for, when reading a member of the Proxy is reading that of the target. */
  transparentTarget(proxy: object): object | undefined {
    return this.inspect(proxy, ({ internalProperties = [] }) => {
      const part = (wanted: string): unknown => {
        const value = internalProperties.find(({ name }) => name === wanted)?.value;
        return value && this.valueOf(value);
      };
      const handler = part('[[Handler]]');
      const target = part('[[Target]]');
      if (typeof handler !== 'object' || handler === null || 'get' in handler) return undefined;
      return typeof target === 'object' && target !== null ? target : undefined;
    });
  }

  /** Private fields and accessors of an object or class. */
  privateMembers(value: object): PrivateMember[] {
    return this.inspect(value, ({ privateProperties = [] }) =>
      privateProperties.map(({ name, value: held, get }) =>
        get ? { name, get: this.valueOf(get) as Function } : { name, value: held && this.valueOf(held) },
      ),
    );
  }

  /** The script with this id. Asking about a new one costs 10 ms or so, the first time in a process 70. */
  script(id: string): Script | undefined {
    const known = this.scripts.get(id);
    if (known) return known;
    // Enabled only for the question: it makes each `await` of the process several times slower.
    this.post('Debugger.enable', {});
    try {
      const url = this.urls.get(id);
      if (url === undefined) return undefined;
      const { scriptSource } = this.post('Debugger.getScriptSource', { scriptId: id });
      const script = { url, source: scriptSource as string };
      this.scripts.set(id, script);
      return script;
    } finally {
      this.post('Debugger.disable', {});
    }
  }

  /** Address of a script; as dear as the script when it is new. */
  scriptUrl(id: string): string | undefined {
    const url = this.urls.get(id);
    // A new script is a cell or a module of the user, of which the text will be needed next.
    return url ?? this.script(id)?.url;
  }

  private inspect<T>(value: unknown, read: (properties: Properties) => T): T {
    this.slot.value = value;
    try {
      const { result } = this.post('Runtime.callFunctionOn', {
        objectId: this.slotId,
        functionDeclaration: 'function () { return this.value; }',
        objectGroup: GROUP,
      });
      return read(this.post('Runtime.getProperties', { objectId: result.objectId, ownProperties: true }));
    } finally {
      this.slot.value = undefined;
      this.post('Runtime.releaseObjectGroup', { objectGroup: GROUP });
    }
  }

  private valueOf(remote: RemoteObject): unknown {
    if (remote.objectId) return this.real(remote.objectId);
    const text = (remote as { unserializableValue?: string }).unserializableValue;
    if (text === undefined) return remote.subtype === 'null' ? null : remote.value;
    return text.endsWith('n') ? BigInt(text.slice(0, -1)) : Number(text);
  }

  private real(objectId: string): unknown {
    this.post('Runtime.callFunctionOn', {
      objectId: this.slotId,
      functionDeclaration: 'function (value) { this.result = value; }',
      arguments: [{ objectId }],
    });
    const value = this.slot.result;
    this.slot.result = undefined;
    return value;
  }

  private post(method: string, params: object): any {
    let failure: Error | null = null;
    let answer: unknown;
    this.session.post(method, params, (error, result) => {
      failure = error;
      answer = result;
    });
    if (failure) throw new Error(`${method}: ${JSON.stringify(failure)}`);
    return answer;
  }
}
