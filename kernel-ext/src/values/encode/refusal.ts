/** Why a member cannot be stored. Internal: the codec finds the path and throws an UnstorableValueError. */
export class Refusal extends Error {
  constructor(
    /** The object that is refused, or that has the refused member. Undefined: the value as a whole. */
    readonly holder: object | undefined,
    /** Key of the member within the holder; its position for a member of a Map or Set, `~position` for a key of a Map. */
    readonly key: PropertyKey | undefined,
    readonly reason: string,
    readonly remedy = 'Return plain data instead.',
  ) {
    super(reason);
  }
}
