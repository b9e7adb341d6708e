/** A class that was registered, as the codec sees it. */
export interface RegisteredClass {
  readonly name: string;
  readonly Class: abstract new (...args: never[]) => object;
  /** Absent: the instance is stored as its own properties. */
  readonly codec?: {
    encode(instance: object): unknown;
    decode(data: unknown): object;
  };
}

/** What the decoder asks of its surroundings; Node and the browser answer differently. */
export interface DecodeHost {
  /** The class registered under a name. */
  classNamed(name: string): RegisteredClass | undefined;
  /** Rebuilds a value of an outside library from its parts; undefined when no such adapter is known. */
  adapt(name: string, data: unknown): unknown;
  /** Stand-ins for what cannot be built here, instead of a failure. */
  readonly placeholders: boolean;
}

/** Stands for a value whose class is not known where it is previewed. */
export class Placeholder {
  constructor(
    /** Name under which the class was registered, or the built-in that is missing here. */
    readonly className: string,
    /** Its fields, or what its codec made of it. */
    readonly data: unknown,
  ) {}
}
