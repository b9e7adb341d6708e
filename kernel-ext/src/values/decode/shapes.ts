import { SHORT_RECORDS } from '../format';
import type { TokenReader } from './reader';

/** The keys of a record, and whether all of them can simply be assigned. */
export interface Shape {
  readonly keys: readonly string[];
  readonly isAssignable: boolean;
}

/** The key lists of one value, in the order in which they are defined. */
export class ShapeTable {
  private readonly shapes: Shape[] = [];

  /** Reads the next key list. `mark`: the byte that its records are said to begin with. */
  define(reader: TokenReader, mark: number): Shape {
    const number = this.shapes.length;
    if (mark !== (number < SHORT_RECORDS ? SHORT_RECORDS + number : 0)) reader.fail('a record is defined out of order');
    const length = reader.claim(reader.arrayHeader());
    const keys: string[] = [];
    for (let i = 0; i < length; i++) keys.push(reader.text());
    const shape = { keys, isAssignable: !keys.includes('__proto__') };
    this.shapes.push(shape);
    return shape;
  }

  /** A key list by its number. */
  at(number: number, reader: TokenReader): Shape {
    return this.shapes[number] ?? reader.fail('a record was not defined');
  }
}

/** The shape as it is for instances of a class: assigning what its prototype has too would call a setter, or fail. */
export function shapeFor(shape: Shape, prototype: object): Shape {
  return shape.isAssignable && shape.keys.some((key) => key in prototype)
    ? { keys: shape.keys, isAssignable: false }
    : shape;
}

/** The classes that one value names: in full the first time, then by number. */
export class ClassNames {
  private readonly names: string[] = [];

  /** Reads the name that comes next. */
  read(reader: TokenReader): string {
    const token = reader.peek();
    // Whole numbers begin with 0x00..0x3f, 0xcc, 0xcd or 0xce; strings with anything else.
    if (token < SHORT_RECORDS || (token >= 0xcc && token <= 0xce)) {
      return this.names[reader.count()] ?? reader.fail('a class was not named');
    }
    const name = reader.text();
    this.names.push(name);
    return name;
  }
}
