/** A class that was registered, as the codec sees it. */
export interface RegisteredClass {
  /** Name in the store. */
  readonly name: string;
  readonly Class: abstract new (...args: never[]) => object;
  /** Absent: the instance is stored as its own properties. */
  readonly codec?: {
    encode(instance: object): unknown;
    decode(data: unknown): object;
  };
}

/** What the decoder asks of its surroundings; Node and the browser answer differently. */
export interface DecodeHost {
  /** The class registered under a name. */
  classNamed(name: string): RegisteredClass | undefined;
  /** Rebuilds a value of an outside library from its parts; undefined when no such adapter is known. */
  adapt(name: string, data: unknown): unknown;
  /** Stand-ins for what cannot be built here, instead of a failure. */
  readonly placeholders: boolean;
  /** Buffers may lack their ends: views end where their buffer does. */
  readonly truncated?: boolean;
}

/**
 * Stands for an instance of a class that is not known where it is previewed. It has the instance's fields, or `data`
 * with what its codec made of it, and tells the name of the class.
 */
export class Placeholder {
  /** Name under which the class was registered. */
  declare readonly [Symbol.toStringTag]: string;
}

/** A subclass of Placeholder that tells this name. */
export function placeholderClass(name: string): typeof Placeholder {
  const Class = class extends Placeholder {};
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name });
  Object.defineProperty(Class, 'name', { value: name });
  return Class;
}
