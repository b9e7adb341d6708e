import type { Engine } from './engine';

/** Something that is looked at again before each use of a fingerprint. */
export type Check = () => boolean;

/**
 * What a fingerprint took for granted. Members of objects are compared by identity in one flat loop, some nanoseconds
 * each; what cannot be compared so has a check of its own.
 */
export class Watch {
  private readonly objects: object[] = [];
  private readonly keys: PropertyKey[] = [];
  private readonly values: unknown[] = [];
  private readonly checks: Check[] = [];
  private readonly variables = new Map<Function, Map<string, unknown>>();

  private readonly privates = new Map<object, Map<string, unknown>>();

  constructor(private readonly engine: Pick<Engine, 'look' | 'inspector'>) {}

  /** `object[key]` was `value`. */
  member(object: object, key: PropertyKey, value: unknown): void {
    this.objects.push(object);
    this.keys.push(key);
    this.values.push(value);
  }

  /** The variable `name` in the scope of `fn`, which its script reassigns, had this value. */
  variable(fn: Function, name: string, value: unknown): void {
    let names = this.variables.get(fn);
    if (!names) this.variables.set(fn, (names = new Map<string, unknown>()));
    names.set(name, value);
  }

  /** The private field `name` of `object` had this value. */
  privateField(object: object, name: string, value: unknown): void {
    let fields = this.privates.get(object);
    if (!fields) this.privates.set(object, (fields = new Map<string, unknown>()));
    fields.set(name, value);
  }

  /** `object` had this many properties, symbols and hidden ones included. */
  keyCount(object: object, count: number): void {
    this.check(() => Reflect.ownKeys(object).length === count);
  }

  /** `object` had the prototype that it has. */
  prototypeOf(object: object): void {
    const prototype: unknown = Object.getPrototypeOf(object);
    this.check(() => Object.getPrototypeOf(object) === prototype);
  }

  /** `object` has the property `key` as it is: its value, or the functions that read and write it. Returns it. */
  property(object: object, key: PropertyKey): PropertyDescriptor {
    const property = Object.getOwnPropertyDescriptor(object, key)!;
    const { get, set, value } = property;
    if (!get && !set) this.member(object, key, value);
    else {
      this.check(() => {
        const now = Object.getOwnPropertyDescriptor(object, key);
        return now?.get === get && now?.set === set;
      });
    }
    return property;
  }

  check(check: Check): void {
    this.checks.push(check);
  }

  /** Whether all is as it was. */
  holds(): boolean {
    const { objects, keys, values } = this;
    for (let i = 0; i < objects.length; i++) {
      if (!Object.is((objects[i] as Record<PropertyKey, unknown>)[keys[i]!], values[i])) return false;
    }
    for (const [fn, names] of this.variables) if (!this.sameVariables(fn, names)) return false;
    for (const [object, fields] of this.privates) if (!this.samePrivates(object, fields)) return false;
    for (const check of this.checks) if (!check()) return false;
    return true;
  }

  private sameVariables(fn: Function, names: ReadonlyMap<string, unknown>): boolean {
    const scopes = this.engine.look(fn)?.scopes ?? [];
    for (const [name, value] of names) if (!Object.is(readVariable(scopes, name), value)) return false;
    return true;
  }

  private samePrivates(object: object, fields: ReadonlyMap<string, unknown>): boolean {
    const members = this.engine.inspector?.privateMembers(object) ?? [];
    for (const [name, value] of fields) {
      const member = members.find((other) => other.name === name);
      if (!member || !Object.is(member.value, value)) return false;
    }
    return true;
  }
}

/** Stands for a variable that is declared but has no value yet. */
export const UNINITIALISED = Symbol('uninitialised');
/** Stands for a variable that no scope has. */
export const ABSENT = Symbol('absent');

/** Value of a variable in copies of scopes, innermost first. */
export function readVariable(scopes: readonly object[], name: string): unknown {
  for (const scope of scopes) {
    if (!Object.hasOwn(scope, name)) continue;
    try {
      return (scope as Record<string, unknown>)[name];
    } catch {
      return UNINITIALISED;
    }
  }
  return ABSENT;
}
