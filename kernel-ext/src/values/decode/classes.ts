import { UnreadableValueError } from '../../errors';
import { placeholderClass, type DecodeHost, type RegisteredClass } from '../host';

/** The class of a stored instance that was stored by its fields. @throws UnreadableValueError if it is not registered */
export function settleClass(host: DecodeHost, name: string): RegisteredClass {
  const registered = host.classNamed(name);
  if (registered !== undefined && registered.codec === undefined) return registered;
  if (host.placeholders) return { name, Class: placeholderClass(name) };
  throw unregistered(name);
}

/** What stands for data that a codec made. @throws UnreadableValueError if the codec is not registered */
export function fromCodec(host: DecodeHost, name: string, data: unknown): object {
  const registered = host.classNamed(name);
  const value = registered?.codec === undefined ? host.adapt(name, data) : registered.codec.decode(data);
  if (typeof value === 'object' && value !== null) return value;
  if (host.placeholders)
    return Object.assign(Object.create(placeholderClass(name).prototype as object) as object, { data });
  if (registered === undefined) throw unregistered(name);
  throw new UnreadableValueError(`The codec of ${name} did not return an object`);
}

function unregistered(name: string): UnreadableValueError {
  return new UnreadableValueError(
    `The stored value holds a ${name}, and no class is registered under that name: call memory.register first`,
  );
}
