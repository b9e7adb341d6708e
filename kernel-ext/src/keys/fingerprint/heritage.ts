import { types } from 'node:util';
import { findMember } from './builtins';

/** The parent of a class, also of one that is written as a function; undefined when it has none. */
export function parentOf(fn: Function): Function | undefined {
  if (isClass(fn)) {
    const parent: unknown = Object.getPrototypeOf(fn);
    return typeof parent === 'function' && parent !== Function.prototype ? parent : undefined;
  }
  const above = prototypeOf(fn) && (Object.getPrototypeOf(fn.prototype) as object | null);
  const maker: unknown = above && above !== Object.prototype && findMember(above, 'constructor')?.property.value;
  return typeof maker === 'function' && maker !== fn ? maker : undefined;
}

/** What objects that `new fn()` makes have as prototype; undefined for functions that make none. */
export function prototypeOf(fn: Function): object | undefined {
  if (types.isGeneratorFunction(fn)) return undefined;
  const prototype: unknown = Object.getOwnPropertyDescriptor(fn, 'prototype')?.value;
  return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
}

/** A class, its parent, and so on. A function that is none stands alone. */
export function heritageOf(fn: Function): Function[] {
  const found = [fn];
  for (let at = isClass(fn) ? parentOf(fn) : undefined; at; at = parentOf(at)) found.push(at);
  return found;
}

/** Whether a function was written as a class. */
export function isClass(fn: Function): boolean {
  return !types.isProxy(fn) && Function.prototype.toString.call(fn).startsWith('class');
}
