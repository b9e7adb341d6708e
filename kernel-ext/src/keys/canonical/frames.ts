/** How a frame gives its members. */
export const enum Members {
  /** `object[keys[i]]`, then `values`. */
  keyed,
  indexed,
  mapEntries,
  setValues,
}

const NOTHING: readonly never[] = [];

/**
 * One object that is being walked. The walk keeps them on a stack of its own instead of recursing, so that depth costs
 * memory only, and reuses them, so that an object costs no allocation.
 */
export class Frame {
  object!: object;
  members = Members.keyed;
  keys: readonly PropertyKey[] = NOTHING;
  /** Values that were read at once, and where the value of each key is among them; else members are read one by one. */
  read: readonly unknown[] | undefined;
  places: Uint32Array | undefined;
  /** Members beyond `keys`, and the words for them in a path. */
  values: readonly unknown[] = NOTHING;
  labels: readonly string[] = NOTHING;
  iterator: Iterator<unknown> | undefined;
  /** Of a map: the last key, and the value that belongs to it. */
  mapKey: unknown;
  mapValue: unknown;
  /** Of an array with long gaps: its keys, and where the next one is looked for. */
  present: readonly string[] | undefined;
  presentAt = 0;
  /** The member that comes next, and their number. */
  next = 0;
  count = 0;
  /** Where its encoding starts, and the run of members that is not collapsed yet. */
  start = 0;
  run = 0;
  /** Some of its members were collapsed. */
  large = false;
  /** Continues with the content of a built-in after the properties of its own. */
  thenBuiltin = false;

  /** Starts on another object. */
  begin(object: object, start: number): void {
    this.object = object;
    this.members = Members.keyed;
    this.next = 0;
    this.start = start;
    this.large = false;
    this.thenBuiltin = false;
  }

  /** Its members are those with these keys; without keys, elements. */
  membersOf(keys: readonly PropertyKey[] | undefined): void {
    if (keys === undefined) this.members = Members.indexed;
    else {
      this.keys = keys;
      this.count = keys.length;
    }
  }

  /** Lets go of everything that belongs to the user. */
  clear(): void {
    this.object = undefined!;
    this.read = undefined;
    this.keys = NOTHING;
    this.values = NOTHING;
    this.labels = NOTHING;
    if (this.members === Members.keyed) return;
    this.iterator = undefined;
    this.mapKey = undefined;
    this.mapValue = undefined;
    this.present = undefined;
    this.presentAt = 0;
  }

  /** The next member. Holes of arrays read as undefined. */
  take(): unknown {
    const at = this.next++;
    switch (this.members) {
      case Members.keyed:
        if (this.read !== undefined) return this.read[this.places![at]!];
        if (at >= this.keys.length) return this.values[at - this.keys.length];
        return (this.object as Record<PropertyKey, unknown>)[this.keys[at]!];
      case Members.indexed:
        return (this.object as unknown[])[at];
      case Members.setValues:
        return this.iterator!.next().value;
      case Members.mapEntries: {
        if (at % 2 === 1) return this.mapValue;
        const [key, value] = this.iterator!.next().value as [unknown, unknown];
        this.mapValue = value;
        return (this.mapKey = key);
      }
    }
  }

  /** Of the member being read, the same for all that are likely to be alike. */
  get place(): number {
    return this.members === Members.keyed ? this.next % 8 : 0;
  }

  /** The first index from `from` on that an array has, or its length. A long gap is not walked through. */
  nextPresent(from: number): number {
    const near = Math.min(this.count, from + 100);
    for (let at = from; at < near; at++) if (at in this.object) return at;
    this.present ??= Object.keys(this.object);
    for (; this.presentAt < this.present.length; this.presentAt++) {
      const index = Number(this.present[this.presentAt]);
      if (index >= near) return index;
    }
    return this.count;
  }

  /** Whether the member being read has a symbol for a key. */
  atSymbol(): boolean {
    return this.members === Members.keyed && typeof this.keys[this.next - 1] === 'symbol';
  }

  /** The member being read, as code would reach it: `.rows`, `[3]`, `.get("a")`. */
  segment(): string {
    const at = this.next - 1;
    if (at < 0) return '';
    switch (this.members) {
      case Members.keyed:
        return at < this.keys.length ? propertySegment(this.keys[at]!) : (this.labels[at - this.keys.length] ?? '');
      case Members.indexed:
        return `[${at}]`;
      case Members.mapEntries:
        return at % 2 === 0 ? `.keys()[${at >> 1}]` : mapSegment(this.mapKey, at >> 1);
      case Members.setValues:
        return `.values()[${at}]`;
    }
  }
}

function propertySegment(key: PropertyKey): string {
  const name = String(key);
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function mapSegment(key: unknown, index: number): string {
  if (typeof key === 'string') return `.get(${JSON.stringify(key)})`;
  if (typeof key === 'bigint') return `.get(${key}n)`;
  const isSimple = key === null || typeof key === 'number' || typeof key === 'boolean';
  return isSimple ? `.get(${key})` : `.values()[${index}]`;
}
