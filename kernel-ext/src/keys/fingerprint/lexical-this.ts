/**
 * Whether a function's text stands in a class of the object. The engine does not show the `this` of an arrow function;
 * one that an object holds and its class spells out was made by that object's own fields or constructor.
 */
export function isWrittenInClassOf(object: object, source: string): boolean {
  for (let at: object | null = object; at; at = Object.getPrototypeOf(at) as object | null) {
    const owner: unknown =
      typeof object === 'function' ? at : Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof owner === 'function' && isTextOfClass(owner, source)) return true;
  }
  return false;
}

/** Whether a function's text stands in the text of this class, or of this function that makes objects. */
export function isTextOfClass(owner: Function, source: string): boolean {
  const text = Function.prototype.toString.call(owner);
  return /^(class|function)\b/.test(text) && text !== source && text.includes(source);
}
