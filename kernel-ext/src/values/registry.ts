import { UsageError } from '../errors';
import type { RegisteredClass } from './host';

/** A class of the user, abstract or not. */
export type AnyClass<T extends object = object> = abstract new (...args: never[]) => T;

/** How instances of a class become data and back. */
export interface ClassCodec<T extends object = object, D = unknown> {
  /** Name in the store; default: the class's own name. It must stay the same for entries to stay readable. */
  readonly name?: string;
  /** Data that stands for the instance; anything that can be stored itself. */
  encode(instance: T): D;
  /** The instance again. */
  decode(data: D): T;
}

/**
 * The classes whose instances may be stored.
 *
 * @example
 * registry.register(Point);                                                      // its own fields
 * registry.register(Matrix, { encode: (m) => m.toRows(), decode: (rows) => new Matrix(rows) });
 */
export class ClassRegistry {
  private readonly byName = new Map<string, RegisteredClass>();
  private readonly byPrototype = new Map<object, RegisteredClass>();

  /**
   * Allows instances of exactly `Class` (not of its subclasses). Registering a name again replaces the class,
   * as happens when its cell runs again.
   * @throws UsageError
   */
  register<T extends object, D>(Class: AnyClass<T>, codec?: ClassCodec<T, D>): void {
    if (typeof Class !== 'function' || typeof Class.prototype !== 'object' || Class.prototype === null) {
      throw new UsageError('memory.register expects a class as its first argument');
    }
    checkCodec(codec);
    const name = codec?.name ?? Class.name;
    if (typeof name !== 'string' || name === '') {
      throw new UsageError('memory.register: the class has no name; give one: memory.register(Class, { name, encode, decode })');
    }
    const registered: RegisteredClass = {
      name,
      Class,
      ...(codec?.encode === undefined ? {} : { codec: codec as unknown as NonNullable<RegisteredClass['codec']> }),
    };
    this.byName.set(name, registered);
    this.byPrototype.set(Class.prototype as object, registered);
  }

  /** The class registered under a name. */
  named(name: string): RegisteredClass | undefined {
    return this.byName.get(name);
  }

  /** The registration of exactly this prototype. */
  ofPrototype(prototype: object): RegisteredClass | undefined {
    return this.byPrototype.get(prototype);
  }
}

function checkCodec(codec: unknown): void {
  if (codec === undefined) return;
  if (typeof codec !== 'object' || codec === null) {
    throw new UsageError('memory.register expects { name, encode, decode } as its second argument');
  }
  const { encode, decode } = codec as Record<string, unknown>;
  for (const key of Object.keys(codec)) {
    if (!['name', 'encode', 'decode'].includes(key)) throw new UsageError(`memory.register: unknown option "${key}"`);
  }
  if ((encode === undefined) !== (decode === undefined)) {
    throw new UsageError('memory.register: encode and decode come together');
  }
  if (encode !== undefined && (typeof encode !== 'function' || typeof decode !== 'function')) {
    throw new UsageError('memory.register: encode and decode are functions');
  }
}
