import type { HashWriter } from '../hash';
import { isIndexBelow, isTemplate } from './extras';
import type { Kind } from './kinds';
import { writeSymbolKey } from './leaves';
import { shapeOf } from './shapes';

/** Keys of an object. The symbols are in the order of the key format, the strings are not yet. */
export interface Keys {
  readonly strings: readonly string[];
  readonly symbols: readonly symbol[];
}

const isEnumerable = Object.prototype.propertyIsEnumerable;

/** Own enumerable symbols. */
export function symbolKeys(object: object): readonly symbol[] {
  const all = Object.getOwnPropertySymbols(object);
  if (all.length === 0) return all;
  return sortSymbols(all.filter((symbol) => isEnumerable.call(object, symbol)));
}

/** Own enumerable keys. */
export function enumerableKeys(object: object): Keys {
  return { strings: Object.keys(object), symbols: symbolKeys(object) };
}

/** Own keys of an instance, those that are not enumerable too: a class may hide state there. */
export function instanceKeys(object: object, except?: string): Keys {
  const all = Reflect.ownKeys(object);
  let strings = all.length;
  while (strings > 0 && typeof all[strings - 1] === 'symbol') strings--;
  const symbols = strings === all.length ? [] : sortSymbols(all.splice(strings) as symbol[]);
  const names = all as string[];
  return { strings: except === undefined ? names : names.filter((name) => name !== except), symbols };
}

/** Own enumerable keys of a built-in that are not elements of it. */
export function extraKeys(object: object, { base }: Kind): Keys {
  const hasElements = base === 'array' || base === 'view' || object instanceof String;
  const { length } = object as ArrayLike<unknown>;
  const strings = Object.keys(object).filter((key) => !(hasElements && isIndexBelow(length, key)));
  if (base === 'array' && isTemplate(object) && !strings.includes('raw')) strings.push('raw');
  return { strings, symbols: symbolKeys(object) };
}

/** All values at once, several times as fast as one by one; undefined where a getter throws, which is to be told by its path. */
export function valuesOf(value: object, count: number): readonly unknown[] | undefined {
  try {
    const values = Object.values(value) as unknown[];
    // A getter may have removed what comes after it.
    return values.length === count ? values : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the keys; returns them in the order in which their values are to follow. */
export function writeKeys(out: HashWriter, { strings, symbols }: Keys): readonly PropertyKey[] {
  const shape = shapeOf(strings);
  out.raw(shape.encoded);
  out.varint(symbols.length);
  for (const symbol of symbols) writeSymbolKey(out, symbol);
  return symbols.length === 0 ? shape.sorted : [...shape.sorted, ...symbols];
}

/** By description; symbols of the same description keep their order. */
function sortSymbols(symbols: symbol[]): symbol[] {
  if (symbols.length < 2) return symbols;
  const name = (symbol: symbol): string => symbol.description ?? '';
  return symbols.sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}
