/** Takes objects of an outside library apart and builds them again, without this package depending on it. */
export interface ValueAdapter {
  /** Name in the format: package and kind. Frozen. */
  readonly name: string;
  /** Whether the object is one of the adapter's. Asked for objects of unknown classes only. */
  recognises(value: object): boolean;
  /** What to store. @throws Error saying why the object cannot be stored */
  encode(value: object): unknown;
  /** The object again, made by the user's own copy of the library; undefined when they have none. */
  decode(data: unknown): unknown;
}
