/** A text in quotes, on one line, with at most `limit` of its characters. */
export function quoted(text: string, limit: number): string {
  const shown = text.length > limit ? `${text.slice(0, limit)}…` : text;
  const escaped = shown.replace(
    /[\\'\p{Cc}\p{Cs}\u2028\u2029]/gu,
    (character) => escapes[character] ?? unicodeEscape(character),
  );
  return `'${escaped}'`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Name of an object's class, read without running code; empty when there is none. */
export function classNameOf(object: object): string {
  for (let at = Object.getPrototypeOf(object) as object | null; at; at = Object.getPrototypeOf(at) as object | null) {
    const constructor: unknown = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof constructor === 'function') return nameOf(constructor);
  }
  return '';
}

/** A function or class by its name. */
export function functionText(fn: Function): string {
  const kind = /^class\b/.test(Function.prototype.toString.call(fn)) ? 'class' : 'function';
  return `${kind} ${nameOf(fn) || '(anonymous)'}`;
}

/** A member that is data; a getter is named, not called. */
export function dataOf(object: object, key: PropertyKey): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(object, key);
  return descriptor && 'value' in descriptor ? descriptor.value : GETTER;
}

/** Stands for the value of a getter. */
export const GETTER = Symbol('getter');

function nameOf(fn: Function): string {
  const name: unknown = Object.getOwnPropertyDescriptor(fn, 'name')?.value;
  return typeof name === 'string' ? name.slice(0, 60) : '';
}
