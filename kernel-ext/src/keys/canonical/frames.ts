/** How a frame gives its members. */
export const enum Members {
  /** `object[keys[i]]`, then `values`. */
  keyed,
  indexed,
  mapEntries,
  setValues,
}

/**
 * One object that is being walked. The walker keeps them on a stack of its own instead of recursing, so that depth
 * costs memory only, and reuses them, so that an object costs no allocation.
 */
export class Frame {
  /** The object itself; undefined for a part of an object that has a frame already. */
  identity: object | undefined;
  /** Where the members are read from. */
  object!: object;
  members = Members.keyed;
  keys: readonly PropertyKey[] = [];
  /** Members beyond `keys`, with the words for them in a path. */
  values: readonly unknown[] = [];
  labels: readonly string[] = [];
  iterator: Iterator<unknown> | undefined;
  /** The value that belongs to the key that was just written. */
  pending: unknown;
  mapKey: unknown;
  next = 0;
  count = 0;
  /** Where its encoding starts, and the run of members that is not yet collapsed. */
  start = 0;
  run = 0;
  /** Some of its members were collapsed already. */
  large = false;
  /** Continues with the content of a built-in after the properties of its own. */
  thenBuiltin = false;

  clear(): void {
    this.identity = undefined;
    this.object = undefined!;
    this.keys = [];
    this.values = [];
    this.labels = [];
    this.iterator = undefined;
    this.pending = undefined;
    this.mapKey = undefined;
    this.thenBuiltin = false;
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
  if (typeof key === 'symbol') return `[${String(key)}]`;
  const name = String(key);
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function mapSegment(key: unknown, index: number): string {
  if (typeof key === 'string') return `.get(${JSON.stringify(key)})`;
  if (typeof key === 'object' || typeof key === 'function') return `.values()[${index}]`;
  return `.get(${String(key)}${typeof key === 'bigint' ? 'n' : ''})`;
}
