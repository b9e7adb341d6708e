/** Instead of a value that cannot be known without running code of the user. */
export const UNKNOWN = Symbol('unknown');

/** What an expression in a parameter list can read. */
export interface Surroundings {
  /** An earlier parameter; undefined when there is none of this name. */
  parameter(name: string): { readonly value: unknown } | undefined;
  /** A captured variable; undefined when there is none, or it cannot be read. */
  captured(name: string): { readonly value: unknown } | undefined;
  /** What `this` is; undefined when that is lexical. */
  readonly receiver: { readonly self: unknown } | undefined;
  /** Set when something was asked that answers differently next time: the clock, a random number. */
  varying: boolean;
}
