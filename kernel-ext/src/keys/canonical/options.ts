/** What the walk over a value cannot know by itself. */
export interface CanonicalOptions {
  /** 32 bytes that stand for a function: equal iff its code and what it reads are equal. Without it functions are refused. */
  readonly hashFunction?: ((fn: Function) => Buffer) | undefined;
  /** 32 bytes that stand for the class of an instance, beside its name; undefined counts the name only. */
  readonly hashClass?: ((constructor: Function) => Buffer | undefined) | undefined;
  /**
   * Values of the private fields (`#name`) of an instance. Asked only for classes that declare some; undefined means that
   * they cannot be read, and the instance is refused.
   */
  readonly privateFields?:
    ((object: object) => ReadonlyArray<readonly [name: string, value: unknown]> | undefined) | undefined;
  /** Name of the function, for messages. */
  readonly functionName?: string | undefined;
}
