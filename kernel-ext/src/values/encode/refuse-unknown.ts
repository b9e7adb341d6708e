import { Stream } from 'node:stream';
import { types } from 'node:util';
import { privateState } from '../private-state';
import { Refusal } from './refusal';

const STREAM: Advice = [
  'is a stream, which can be read only once',
  'Return what it yields: a string, a Buffer or an array.',
];

type Advice = [what: string, remedy: string];

/** Classes of the platform that calls often return and that registering would not make storable. */
const PLATFORM: Readonly<Record<string, Advice>> = {
  Response: [
    'is a Response, whose body can be read only once',
    'Return what it holds: await response.json(), response.text() or response.arrayBuffer().',
  ],
  Request: ['is a Request, whose body can be read only once', 'Return its URL and what else matters of it.'],
  Headers: ['is a Headers object', 'Return Object.fromEntries(headers).'],
  FormData: ['is a FormData object', 'Return its entries: [...form].'],
  ReadableStream: STREAM,
  WritableStream: STREAM,
  TransformStream: STREAM,
};

/** Says why an object of a class that is neither built in nor registered is not stored, and what to do. */
export function refuseUnknown(value: object, prototype: object): Refusal {
  if (types.isPromise(value)) {
    return new Refusal(value, undefined, 'is a Promise', 'Await it before it is returned.');
  }
  if (isMethod(value, 'then')) {
    return new Refusal(
      value,
      undefined,
      'is awaited like a promise, but is none',
      'Cache an async function that returns what it gives: async () => await ….',
    );
  }
  if (types.isGeneratorObject(value) || (Symbol.iterator in value && isMethod(value, 'next'))) {
    if (isNative(constructorOf(prototype))) {
      return new Refusal(
        value,
        undefined,
        'is an iterator, which can be read only once',
        'Return an array of what it yields.',
      );
    }
  }
  if (Object.prototype.toString.call(value) === '[object AxiosHeaders]') {
    return new Refusal(
      value,
      undefined,
      'are headers of axios',
      'Of a response return `data`, and of its headers { ...response.headers }.',
    );
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
  const advice = platformAdvice(value, constructor);
  if (advice) return new Refusal(value, undefined, ...advice);
  if (isNative(constructor)) {
    const article = /^[AEIOU]/.test(name) ? 'an' : 'a';
    return new Refusal(value, undefined, `is ${article} ${name}, whose content cannot be read or built again`);
  }
  if (constructor === (globalThis as Record<string, unknown>)[name]) {
    return new Refusal(value, undefined, `is an instance of ${name}, which belongs to the platform`);
  }
  // Minified, or called like something else: no name by which a person has the class.
  if (name.length === 1 || name in globalThis) {
    return new Refusal(
      value,
      undefined,
      `is an instance of a class that calls itself ${name} and is not registered`,
      `Call memory.register(Class, { name: '…', encode: (it) => ..., decode: (data) => ... }) once, or return plain data instead.`,
    );
  }
  const state = privateState(constructor);
  const codec = state === undefined ? '' : `, { encode: (it) => ..., decode: (data) => new ${name}(...) }`;
  return new Refusal(
    value,
    undefined,
    `is an instance of ${name}, a class that is not registered` + (state === undefined ? '' : ` and keeps ${state}`),
    `Call memory.register(${name}${codec}) once, or return plain data instead.`,
  );
}

function platformAdvice(value: object, constructor: { name: string }): Advice | undefined {
  const { name } = constructor;
  if (value instanceof Stream) return [`is an instance of ${name}: a stream, which can be read only once`, STREAM[1]];
  // The name first: to look at one of these globals loads it.
  if (!Object.hasOwn(PLATFORM, name) || constructor !== (globalThis as Record<string, unknown>)[name]) return undefined;
  return PLATFORM[name];
}

function isMethod(value: object, name: string): boolean {
  return name in value && typeof (value as Record<string, unknown>)[name] === 'function';
}

function constructorOf(prototype: object): (new () => object) | undefined {
  const constructor = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown;
  return typeof constructor === 'function' ? (constructor as new () => object) : undefined;
}

function isNative(constructor: (new () => object) | undefined): boolean {
  return constructor === undefined || /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(constructor));
}
