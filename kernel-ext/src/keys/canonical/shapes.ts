import { HashWriter } from '../hash';

/** The keys of an object in the order of the key format, with their encoding. */
export interface Shape {
  /** As the object lists them. */
  readonly listed: readonly string[];
  /** By UTF-16 code units. */
  readonly sorted: readonly string[];
  /** Where each of `sorted` is in `listed`. */
  readonly places: Uint32Array;
  /** Number of keys, then the keys. */
  readonly encoded: Uint8Array;
}

const EMPTY: Shape = { listed: [], sorted: [], places: new Uint32Array(0), encoded: Uint8Array.of(0) };

/** Objects of one shape list the same key strings, so that comparing them is comparing pointers. */
const BUCKET = 8;
/** Keys kept in all. Beyond it the cache starts anew: these are dictionaries, not records. */
const MAX_KEYS = 60_000;

let buckets = new Map<string, Shape[]>();
let kept = 0;
const scratch = new HashWriter(4096);

/**
 * The shape for a list of keys, from a cache of the shapes seen: sorting and encoding 1,000 keys takes some ten times
 * as long as recognising them.
 */
export function shapeOf(listed: readonly string[]): Shape {
  const first = listed[0];
  if (first === undefined) return EMPTY;
  const bucket = buckets.get(first);
  if (bucket !== undefined) {
    for (let i = 0; i < bucket.length; i++) {
      const shape = bucket[i]!;
      if (sameKeys(shape.listed, listed)) return shape;
    }
  }
  const shape = makeShape(listed);
  remember(first, shape);
  return shape;
}

/** Places that are told apart. Those that share a number spoil each other's memory, and nothing else. */
const PLACES = 64;
/** Shapes of more keys are not kept by place, where nothing lets go of them. */
const PLACE_KEYS = 1_000;

/** Knows the shape that was last at each place. The next object there, such as a record of the same list, mostly has it, too. */
export class ShapesByPlace {
  private readonly last = new Array<Shape>(PLACES).fill(EMPTY);

  /** The shape for a list of keys, of an object at a place. */
  shapeOf(listed: readonly string[], place: number): Shape {
    const at = place % PLACES;
    const last = this.last[at]!;
    if (sameKeys(last.listed, listed)) return last;
    const shape = shapeOf(listed);
    if (listed.length <= PLACE_KEYS) this.last[at] = shape;
    return shape;
  }
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function makeShape(listed: readonly string[]): Shape {
  const sorted = listed.slice().sort();
  const listedAt = new Map(listed.map((key, at) => [key, at]));
  const places = Uint32Array.from(sorted, (key) => listedAt.get(key)!);
  scratch.reset();
  scratch.varint(sorted.length);
  for (const key of sorted) scratch.text(key);
  return { listed, sorted, places, encoded: scratch.copyFrom(0) };
}

function remember(first: string, shape: Shape): void {
  const size = shape.listed.length;
  if (size > MAX_KEYS / 3) return;
  if (kept + size > MAX_KEYS) {
    buckets = new Map();
    kept = 0;
  }
  kept += size;
  const bucket = buckets.get(first);
  if (bucket === undefined) buckets.set(first, [shape]);
  else {
    bucket.unshift(shape);
    if (bucket.length > BUCKET) bucket.pop();
  }
}
