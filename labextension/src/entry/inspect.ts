/** A value as the preview shows it: what it is, in a few words, and what is in it. */
export interface IInspected {
  /** Name of the type, such as 'Map' or the name of a class; empty where the words tell it. */
  type: string;
  /** The value in a few words; for what has children, how many. */
  text: string;
  /** Which colour the words get. */
  tone: 'string' | 'number' | 'keyword' | 'object';
  /** Number of children. */
  size: number;
  /** The children from one index to another. */
  children: (from: number, to: number) => IChild[];
}

/** A value in another, with what leads to it. */
export interface IChild {
  name: string;
  value: unknown;
}

const NONE = (): IChild[] => [];
const MAX_TEXT = 300;

/**
 * Tells what a value is, without running any code of it: accessors are named, not called.
 *
 * @example
 * inspect(new Map([['a', 1]])) // { type: 'Map', text: '1 pair', size: 1, … }
 */
export function inspect(value: unknown): IInspected {
  switch (typeof value) {
    case 'string':
      return leaf('', quoted(value), 'string');
    case 'number':
      return leaf('', Object.is(value, -0) ? '-0' : String(value), 'number');
    case 'bigint':
      return leaf('', `${value}n`, 'number');
    case 'symbol':
    case 'boolean':
    case 'undefined':
      return leaf('', String(value), 'keyword');
    case 'function':
      return leaf('function', value.name, 'keyword');
    default:
      return value === null ? leaf('', 'null', 'keyword') : inspectObject(value as object);
  }
}

/** Name of an object's type: that of its class, or else what it says of itself. */
export function typeName(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) {
    return 'Object: null prototype';
  }
  const constructor = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown;
  return typeof constructor === 'function' && constructor.name !== ''
    ? constructor.name
    : Object.prototype.toString.call(value).slice(8, -1);
}

function inspectObject(value: object): IInspected {
  if (Array.isArray(value)) {
    const items = value as unknown[];
    return parent(typeName(value), items.length, (from, to) =>
      range(from, Math.min(to, items.length)).map((i) => ({ name: String(i), value: items[i] })),
    );
  }
  if (value instanceof Date) {
    return leaf('Date', Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString(), 'string');
  }
  if (value instanceof RegExp || value instanceof URL) {
    return leaf(typeName(value), String(value), 'string');
  }
  if (value instanceof Map) {
    const pairs = [...(value as Map<unknown, unknown>)];
    return parent('Map', pairs.length, (from, to) =>
      pairs.slice(from, to).map(([key, item]) => ({ name: inWords(key), value: item })),
    );
  }
  if (value instanceof Set) {
    const items = [...(value as Set<unknown>)];
    return parent('Set', items.length, (from, to) =>
      items.slice(from, to).map((item, i) => ({ name: String(from + i), value: item })),
    );
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const items = value as unknown as ArrayLike<number | bigint>;
    return parent(typeName(value), items.length, (from, to) =>
      range(from, Math.min(to, items.length)).map((i) => ({ name: String(i), value: items[i] })),
    );
  }
  if (value instanceof ArrayBuffer || value instanceof DataView) {
    return leaf(typeName(value), `${value.byteLength} B`, 'number');
  }
  return inspectFields(value);
}

function inspectFields(value: object): IInspected {
  const keys = Reflect.ownKeys(value);
  const all = parent(typeName(value), keys.length, (from, to) =>
    keys.slice(from, to).map((key) => {
      const field = Object.getOwnPropertyDescriptor(value, key);
      return { name: String(key), value: field && 'value' in field ? (field.value as unknown) : Symbol('accessor') };
    }),
  );
  if (value instanceof Error) {
    const message = Object.getOwnPropertyDescriptor(value, 'message')?.value as unknown;
    return { ...all, text: typeof message === 'string' ? quoted(message) : '', tone: 'string' };
  }
  return all;
}

function inWords(value: unknown): string {
  const { type, text } = inspect(value);
  return [type, text].filter((word) => word !== '').join(' ');
}

function leaf(type: string, text: string, tone: IInspected['tone']): IInspected {
  return { type, text, tone, size: 0, children: NONE };
}

function parent(type: string, size: number, children: IInspected['children']): IInspected {
  return { type, text: `(${size})`, tone: 'object', size, children };
}

function quoted(text: string): string {
  const shown = text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
  return JSON.stringify(shown);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
