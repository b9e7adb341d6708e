import { UsageError } from '../errors';
import type { RegisteredClass } from './host';
import { isBuiltIn, privateState } from './private-state';

/** A class of the user, abstract or not; one with a private constructor is known by its prototype. */
export type AnyClass<T extends object = object> = (abstract new (...args: never[]) => T) | { readonly prototype: T };

/** How instances of a class become data and back. */
export interface ClassCodec<T extends object = object, D = unknown> {
  /** Name in the store; default: the class's own name. It must stay the same for entries to stay readable. */
  readonly name?: string;
  /** Data that stands for the instance; anything that can be stored itself. */
  encode(instance: T): D;
  /** The instance again. */
  decode(data: D): T;
}

/** Names that begin so belong to this package. */
const RESERVED = 'tslab-memory:';

/**
 * The classes whose instances may be stored.
 *
 * @example
 * registry.register(Point);                                                      // its own fields
 * registry.register(Matrix, { encode: (m) => m.toRows(), decode: (rows) => new Matrix(rows) });
 */
export class ClassRegistry {
  private readonly byName = new Map<string, RegisteredClass>();
  private readonly byPrototype = new WeakMap<object, RegisteredClass>();

  /**
   * Allows instances of exactly `Class` (not of its subclasses). Registering a name again replaces the class under it,
   * as happens when its cell runs again; instances of the class before stay known under the name, too, if that was written
   * the same. Those of another class would come back as what they are not.
   * @throws UsageError for anything but a class, an unknown or incomplete codec, a class with private state and no codec
   */
  register<T extends object, D>(Class: AnyClass<T>, codec?: ClassCodec<T, D>): void {
    const name = checkRegistration(Class, codec);
    if (name.startsWith(RESERVED))
      throw new UsageError(`memory.register: names that begin with "${RESERVED}" are taken`);
    this.add(Class, name, codec);
  }

  /** Registers a class of this package under a name that users cannot take, `tslab-memory:` and `kind`. */
  registerInternal<T extends object, D>(Class: AnyClass<T>, kind: string, codec: Omit<ClassCodec<T, D>, 'name'>): void {
    this.add(Class, RESERVED + kind, codec);
  }

  private add<T extends object, D>(Class: AnyClass<T>, name: string, codec: ClassCodec<T, D> | undefined): void {
    const { encode, decode } = codec ?? {};
    const registered = {
      name,
      Class,
      ...(encode === undefined || decode === undefined ? {} : { codec: { encode, decode } }),
    } as RegisteredClass;
    const before = this.byName.get(name)?.Class as Function | undefined;
    if (before && before !== Class && String(before) !== String(Class as Function))
      this.byPrototype.delete(before.prototype as object);
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

/** The name to register under. @throws UsageError */
function checkRegistration(Class: unknown, codec: Partial<ClassCodec> | undefined): string {
  if (typeof Class !== 'function' || typeof Class.prototype !== 'object' || Class.prototype === null) {
    throw new UsageError('memory.register expects a class as its first argument: memory.register(Point).');
  }
  if (isBuiltIn(Class)) throw new UsageError(`memory.register: ${Class.name} is built in and cannot be registered`);
  checkCodec(codec);
  const name: unknown = codec?.name ?? Class.name;
  if (typeof name !== 'string' || name === '') {
    throw new UsageError('memory.register: the class has no name; give one: memory.register(Class, { name: ... })');
  }
  const state = codec?.encode === undefined ? privateState(Class) : undefined;
  if (state !== undefined) {
    throw new UsageError(
      `memory.register: ${name} keeps ${state}, which cannot be read from outside. ` +
        `Say how it is stored: memory.register(${name}, { encode: (it) => ..., decode: (data) => new ${name}(...) })`,
    );
  }
  return name;
}

function checkCodec(codec: unknown): void {
  if (codec === undefined) return;
  if (typeof codec !== 'object' || codec === null) {
    throw new UsageError('memory.register expects { name, encode, decode } as its second argument');
  }
  for (const key of Object.keys(codec)) {
    if (!['name', 'encode', 'decode'].includes(key)) throw new UsageError(`memory.register: unknown option "${key}"`);
  }
  const { encode, decode } = codec as Record<string, unknown>;
  if ((encode === undefined) !== (decode === undefined)) {
    throw new UsageError('memory.register: encode and decode come together');
  }
  if (encode !== undefined && (typeof encode !== 'function' || typeof decode !== 'function')) {
    throw new UsageError('memory.register: encode and decode are functions');
  }
}
