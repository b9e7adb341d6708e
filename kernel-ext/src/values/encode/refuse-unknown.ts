import { types } from 'node:util';
import { Refusal } from './refusal';

/** Says why an object of a class that is neither built in nor registered is not stored, and what to do. */
export function refuseUnknown(value: object, prototype: object): Refusal {
  if (types.isPromise(value)) {
    return new Refusal(value, undefined, 'is a Promise', 'Await it before it is returned.');
  }
  if (types.isGeneratorObject(value) || Symbol.iterator in value) {
    if (isNative(constructorOf(prototype))) {
      return new Refusal(
        value,
        undefined,
        'is an iterator, which can be read only once',
        'Return an array of what it yields.',
      );
    }
  }
  const constructor = constructorOf(prototype);
  const name = constructor?.name ?? '';
  if (constructor === undefined || name === '') {
    return new Refusal(
      value,
      undefined,
      'has a prototype that belongs to no named class',
      'Return plain data instead.',
    );
  }
  if (isNative(constructor)) {
    return new Refusal(value, undefined, `is a ${name}, whose content cannot be read or built again`);
  }
  return new Refusal(
    value,
    undefined,
    `is an instance of ${name}, a class that is not registered`,
    `Call memory.register(${name}) once, or return plain data instead.`,
  );
}

function constructorOf(prototype: object): (new () => object) | undefined {
  const constructor = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown;
  return typeof constructor === 'function' ? (constructor as new () => object) : undefined;
}

function isNative(constructor: (new () => object) | undefined): boolean {
  return constructor === undefined || /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(constructor));
}
