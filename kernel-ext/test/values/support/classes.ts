import { ClassRegistry } from '../../../src/values';

export class Point {
  constructor(
    public x: unknown = 0,
    public y: unknown = 0,
  ) {}
}

export class HttpError extends Error {
  constructor(
    public status = 500,
    message?: string,
  ) {
    super(message);
    this.name = 'HttpError';
  }
}

export class Table extends Map<unknown, unknown> {
  label: unknown = 'none';
}

export class List extends Array<unknown> {}

export class Samples extends Float64Array {}

/** Has private state, hence a codec. */
export class Money {
  #cents: number;
  constructor(cents: number) {
    this.#cents = cents;
  }
  get cents(): number {
    return this.#cents;
  }
}

/** A registry that knows all of them, as each process makes one of its own. */
export function testClasses(): ClassRegistry {
  const classes = new ClassRegistry();
  classes.register(Point);
  classes.register(HttpError);
  classes.register(Table);
  classes.register(List);
  classes.register(Samples);
  classes.register(Money, { encode: (money) => ({ cents: money.cents }), decode: ({ cents }) => new Money(cents) });
  return classes;
}
