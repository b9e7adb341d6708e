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

/** Own keys of an array besides its elements and `length`. */
export function keysOfArray(array: readonly unknown[]): PropertyKey[] {
  const { length } = array;
  const bare = (): object => {
    const other: unknown[] = [];
    // A lone element far out keeps the array from allocating its whole length.
    other[length - 1] = undefined;
    return other;
  };
  return keysBesideElements(array, length, bare).filter((key) => key !== 'length');
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
