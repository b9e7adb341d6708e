import { inspect } from 'node:util';

/** Up to this length the list of all keys is cheap enough. */
const SHORT = 128;

const INSPECT = {
  maxArrayLength: 0,
  depth: 0,
  showHidden: true,
  showProxy: true,
  customInspect: false,
  breakLength: Infinity,
  compact: true,
} as const;

/** Whether an array has no own keys but elements and `length`, given that it has no holes. */
export function hasOnlyElements(array: readonly unknown[]): boolean {
  const { length } = array;
  return length > SHORT ? !hasMoreKeys(array, bareArray(length)) : Reflect.ownKeys(array).length === length + 1;
}

/** Own keys of an array besides its elements and `length`. */
export function keysOfArray(array: readonly unknown[]): PropertyKey[] {
  const { length } = array;
  return keysBesideElements(array, length, () => bareArray(length)).filter((key) => key !== 'length');
}

function bareArray(length: number): object {
  const array: unknown[] = [];
  // A lone element far out keeps the array from allocating its whole length.
  array[length - 1] = undefined;
  return array;
}

/** Own keys of a typed array of this length besides its elements; `bare` makes one like it that has no others. */
export function keysOfView(view: object, length: number, bare: () => object): PropertyKey[] {
  return keysBesideElements(view, length, bare);
}

function keysBesideElements(value: object, length: number, bare: () => object): PropertyKey[] {
  if (length > SHORT && !hasMoreKeys(value, bare())) return [];
  return Reflect.ownKeys(value).filter((key) => typeof key === 'symbol' || !isIndex(key as string, length));
}

function isIndex(key: string, length: number): boolean {
  const index = Number(key);
  return String(index) === key && Number.isInteger(index) && index >= 0 && index < length;
}

/**
 * Asks Node's inspector, which reaches the engine's own list of keys beside the elements: listing all keys of a long
 * array would make a string of each index.
 */
function hasMoreKeys(value: object, bare: object): boolean {
  return Object.getOwnPropertySymbols(value).length > 0 || inspect(value, INSPECT) !== inspect(bare, INSPECT);
}
