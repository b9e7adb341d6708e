const generator = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as object;
const asyncGenerator = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())) as object;
const iterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;

const reasons = new Map<object, string>([
  [Promise.prototype, 'is a promise: await it first'],
  [WeakMap.prototype, 'is a WeakMap, whose content cannot be listed'],
  [WeakSet.prototype, 'is a WeakSet, whose content cannot be listed'],
  [WeakRef.prototype, 'is a WeakRef, which may lose its target'],
  [FinalizationRegistry.prototype, 'is a FinalizationRegistry, whose content cannot be listed'],
  [generator, 'is a generator, which can be read only once'],
  [asyncGenerator, 'is an async generator, which can be read only once'],
  [iterator, 'is an iterator, which can be read only once'],
]);

const readFirst = 'can be read only asynchronously: pass what it contains';
const platform: Readonly<Record<string, string>> = {
  Blob: readFirst,
  File: readFirst,
  Request: readFirst,
  Response: readFirst,
  ReadableStream: readFirst,
  WritableStream: 'is a stream',
  TransformStream: 'is a stream',
  AbortController: 'is a handle of this process',
  AbortSignal: 'is a handle of this process',
  EventTarget: 'is a handle of this process',
  Event: 'is an event of this process',
  MessageChannel: 'is a handle of this process',
  BroadcastChannel: 'is a handle of this process',
  WebSocket: 'is a connection',
  EventSource: 'is a connection',
  Performance: 'is a clock of this process',
};

/** Classes of Node's modules that hold nothing but data. */
const dataClasses = new Set([
  'EventEmitter',
  'Stats',
  'BigIntStats',
  'StatFs',
  'Dirent',
  'Url',
  'URL',
  'URLSearchParams',
]);

/** Why objects with this prototype have no content to make a key of, or undefined. */
export function refusalOfPrototype(prototype: object): string | undefined {
  return reasons.get(prototype);
}

/** Why instances of a class of the platform have no content to make a key of, or undefined. */
export function refusalOfClass(constructor: Function): string | undefined {
  const { name } = constructor;
  const reason = Object.hasOwn(platform, name) ? platform[name] : undefined;
  if (reason !== undefined && constructor === globalOf(name)) return reason;
  if (dataClasses.has(name)) return undefined;
  const module = moduleOf(constructor, name);
  return module && `belongs to Node's \`${module}\` (${name}), and its state is not in its properties`;
}

/** Whether a class is made by the engine or by a native module, so that its source cannot be seen. */
export function isNativeClass(constructor: Function): boolean {
  return Function.prototype.toString.call(constructor).endsWith('{ [native code] }');
}

/** A global by name; its getter may load a part of Node, so it is asked only when an object of that name is there. */
function globalOf(name: string): unknown {
  return (globalThis as Record<string, unknown>)[name];
}

const modules = [
  ...[
    'stream',
    'net',
    'http',
    'https',
    'http2',
    'tls',
    'dgram',
    'child_process',
    'worker_threads',
    'cluster',
    'fs',
    'zlib',
  ],
  ...[
    'readline',
    'repl',
    'crypto',
    'vm',
    'async_hooks',
    'inspector',
    'diagnostics_channel',
    'dns',
    'tty',
    'sqlite',
    'events',
  ],
];

/** Which of Node's modules exports the class. Modules that are not loaded cannot have made an instance. */
function moduleOf(constructor: Function, name: string): string | undefined {
  const loaded = (process as { moduleLoadList?: readonly string[] }).moduleLoadList;
  return modules.find((module) => {
    if (loaded?.includes(`NativeModule ${module}`) === false) return false;
    return Object.getOwnPropertyDescriptor(require(`node:${module}`), name)?.value === constructor;
  });
}
