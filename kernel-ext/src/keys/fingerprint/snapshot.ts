import { types } from 'node:util';

/** Captured data of more members than this is compared by its digest. */
const MOST_MEMBERS = 256;

/** Keys and values of one container, in the order in which it lists them. */
interface Part {
  readonly container: object;
  readonly keys: readonly unknown[];
  readonly values: readonly unknown[];
}

const entriesOf = Object.getOwnPropertyDescriptor(Map.prototype, 'entries')!.value as Map<unknown, unknown>['entries'];
const valuesOf = Object.getOwnPropertyDescriptor(Set.prototype, 'values')!.value as Set<unknown>['values'];

/**
 * Remembers plain data member by member: plain objects, arrays, Maps and Sets that hold primitives, functions and each
 * other. To see that nothing has changed then takes a tenth of what a digest does.
 */
export class Snapshot {
  private constructor(private readonly parts: readonly Part[]) {}

  /** Undefined for data that is large, or not plain. */
  static of(value: object): Snapshot | undefined {
    const parts: Part[] = [];
    const found = new Set([value]);
    let members = 0;
    for (const container of found) {
      const part = partOf(container);
      if (part === undefined || (members += part.values.length) > MOST_MEMBERS) return undefined;
      parts.push(part);
      for (const member of [...part.keys, ...part.values]) {
        if (typeof member === 'object' && member !== null) found.add(member);
      }
    }
    return new Snapshot(parts);
  }

  /** True only if the content is what it was; false may also mean that equal content is in another place. */
  holds(): boolean {
    for (const part of this.parts) if (!isSame(part)) return false;
    return true;
  }
}

function partOf(container: object): Part | undefined {
  if (types.isProxy(container)) return undefined;
  switch (Object.getPrototypeOf(container)) {
    case Object.prototype:
      return isPlain(container) ? memberPart(container) : undefined;
    case Array.prototype:
      return Array.isArray(container) && isPlain(container) && Object.keys(container).length === container.length
        ? memberPart(container)
        : undefined;
    case Map.prototype: {
      if (!types.isMap(container) || hasProperties(container)) return undefined;
      const entries = [...entriesOf.call(container)];
      return { container, keys: entries.map(([key]) => key), values: entries.map(([, value]) => value) };
    }
    case Set.prototype:
      if (!types.isSet(container) || hasProperties(container)) return undefined;
      return { container, keys: [], values: [...valuesOf.call(container)] };
    default:
      return undefined;
  }
}

function memberPart(container: object): Part {
  return { container, keys: Object.keys(container), values: Object.values(container) as unknown[] };
}

/** Whether all it has is a value behind an enumerable name. What is empty may be more than it shows, like `Math`. */
function isPlain(container: object): boolean {
  const isArray = Array.isArray(container);
  if (!isArray && types.isBoxedPrimitive(container)) return false;
  const all = Object.entries(Object.getOwnPropertyDescriptors(container));
  const listed = isArray ? all.filter(([name]) => name !== 'length') : all;
  return (
    (isArray || listed.length > 0) &&
    Object.getOwnPropertySymbols(container).length === 0 &&
    listed.every(([, property]) => property.enumerable && 'value' in property)
  );
}

function hasProperties(container: object): boolean {
  return Object.keys(container).length > 0 || Object.getOwnPropertySymbols(container).length > 0;
}

function isSame(part: Part): boolean {
  const { container } = part;
  switch (Object.getPrototypeOf(container)) {
    case Object.prototype:
      return isSameObject(part);
    case Array.prototype:
      return isSameArray(part);
    case Map.prototype:
      return !hasProperties(container) && isSameMap(part);
    case Set.prototype:
      return !hasProperties(container) && isSameSet(part);
    default:
      return false;
  }
}

function isSameObject({ container, keys, values }: Part): boolean {
  const now = Object.keys(container);
  if (now.length !== keys.length || Object.getOwnPropertySymbols(container).length > 0) return false;
  for (let i = 0; i < now.length; i++) {
    if (now[i] !== keys[i] || !Object.is((container as Record<string, unknown>)[now[i]!], values[i])) return false;
  }
  return true;
}

function isSameArray({ container, values }: Part): boolean {
  const array = container as unknown[];
  if (array.length !== values.length || Object.getOwnPropertySymbols(array).length > 0) return false;
  // As many names as elements: there are no holes, and nothing but elements.
  if (Object.keys(array).length !== values.length) return false;
  for (let i = 0; i < values.length; i++) if (!(i in array) || !Object.is(array[i], values[i])) return false;
  return true;
}

function isSameMap({ container, keys, values }: Part): boolean {
  let at = 0;
  for (const [key, value] of entriesOf.call(container as Map<unknown, unknown>)) {
    if (!Object.is(key, keys[at]) || !Object.is(value, values[at])) return false;
    at++;
  }
  return at === values.length;
}

function isSameSet({ container, values }: Part): boolean {
  let at = 0;
  for (const value of valuesOf.call(container as Set<unknown>)) if (!Object.is(value, values[at++])) return false;
  return at === values.length;
}
