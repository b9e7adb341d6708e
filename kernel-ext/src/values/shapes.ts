interface Step {
  /** Number of the record whose keys end here, -1 if none does. */
  id: number;
  next: Map<string, Step> | undefined;
}

/** Most records of one value; later shapes carry their keys with them. */
const MOST_SHAPES = 0x10000;

/** Numbers the key lists of plain objects, so that each list is written once. */
export class RecordShapes {
  private readonly root: Step = { id: -1, next: undefined };
  private count = 0;
  private lastKeys: readonly string[] = [];
  private lastId = -1;

  /** The number of a key list that was seen before; -1 when it is new, and has its number from now on. */
  find(keys: readonly string[]): number {
    if (this.lastId >= 0 && sameKeys(keys, this.lastKeys)) return this.lastId;
    let step = this.root;
    for (const key of keys) {
      step.next ??= new Map();
      let following = step.next.get(key);
      if (following === undefined) step.next.set(key, (following = { id: -1, next: undefined }));
      step = following;
    }
    const known = step.id;
    if (known < 0) step.id = this.count++;
    this.lastKeys = keys;
    this.lastId = step.id;
    return known;
  }

  /** Whether no more key lists can be numbered. */
  get full(): boolean {
    return this.count >= MOST_SHAPES;
  }
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
