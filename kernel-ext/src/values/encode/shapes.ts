import { RECORD_SHAPES } from '../format';

interface Step {
  /** Number of the record whose keys end here, -1 if none does. */
  id: number;
  next: Map<string, Step> | undefined;
}

/** Numbers the key lists of plain objects, so that each list is written once. */
export class RecordShapes {
  private readonly root: Step = { id: -1, next: undefined };
  /** Key lists numbered so far. */
  count = 0;
  private lastKeys: readonly string[] = [];
  private lastId = -1;

  /**
   * The number of a key list that was seen before; -1 when it is new, and has its number from now on;
   * undefined when there are too many.
   */
  find(keys: readonly string[]): number | undefined {
    if (this.lastId >= 0 && sameKeys(keys, this.lastKeys)) return this.lastId;
    let step = this.root;
    for (const key of keys) {
      let following = step.next?.get(key);
      if (following === undefined) {
        if (this.count >= RECORD_SHAPES) return undefined;
        following = { id: -1, next: undefined };
        step.next ??= new Map();
        step.next.set(key, following);
      }
      step = following;
    }
    const known = step.id;
    if (known < 0) {
      if (this.count >= RECORD_SHAPES) return undefined;
      step.id = this.count++;
    }
    this.lastKeys = keys;
    this.lastId = step.id;
    return known;
  }
}

/** Whether two key lists are the same, order included. */
export function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
