import { StoreError } from './errors';

/** How a reference finds the store it came from; implemented by Memory. */
export interface Shelf {
  /** The value of the stored call, or undefined when it is gone. */
  load(key: Buffer): { value: unknown } | undefined;
  delete(key: Buffer): boolean;
}

/**
 * A small reference to a stored result: pass it around, keep it inside other cached results, and load the result
 * when it is needed. A result that could not be stored is held by its reference.
 *
 * @example
 * const table = load.shelve('2024.csv');   // computed if need be, not held in memory
 * table.get().length
 */
export class Shelved<T> {
  readonly #shelf: Shelf;
  #held: { readonly value: T } | undefined;
  /** Name of the function that made the result. */
  readonly function: string;
  /** Key of the stored call, 64 hex digits. */
  readonly key: string;

  /** @internal */
  constructor(shelf: Shelf, functionName: string, key: string, held?: { readonly value: T }) {
    this.#held = held;
    this.#shelf = shelf;
    this.function = functionName;
    this.key = key;
  }

  /** Whether the result is not in the store, but held by this reference. */
  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** Loads the result. @throws StoreError when it was cleared or evicted meanwhile. */
  get(): T {
    if (this.#held) return this.#held.value;
    const loaded = this.#shelf.load(Buffer.from(this.key, 'hex'));
    if (loaded) return loaded.value as T;
    throw new StoreError(
      'missing',
      `The shelved result of ${this.function} (${this.key.slice(0, 12)}…) is no longer in the store. Call shelve again to compute it.`,
    );
  }

  /** Forgets the result. Returns whether it was there. */
  delete(): boolean {
    if (this.#held) {
      this.#held = undefined;
      return true;
    }
    return this.#shelf.delete(Buffer.from(this.key, 'hex'));
  }
}
