import { SHORT_RECORDS } from '../format';
import type { TokenReader } from './reader';

/** Objects of a shape that are made from nothing before a template is made for the rest. */
const FEW = 8;

/** So many definitions of earlier values are remembered (a power of two), of the first shapes of a value, up to so many bytes. */
const REMEMBERED = { definitions: 32, shapes: 2, bytes: 256 };

/** The keys of a record, and whether all of them can simply be assigned. */
export class Shape {
  private made = 0;
  private template: object | undefined;

  constructor(
    readonly keys: readonly string[],
    readonly isAssignable: boolean,
  ) {}

  /**
   * A plain object whose members are to be assigned, all of them, in the order of the keys. It may have them already: the
   * engine clones a template in a third less memory than an object takes that grows member by member.
   */
  make(): object {
    if (this.template !== undefined) return { ...this.template };
    // What JSON.parse makes has room for its members and no more.
    if (++this.made === FEW && this.isAssignable) {
      this.template = JSON.parse(`{${this.keys.map((key) => `${JSON.stringify(key)}:null`).join()}}`) as object;
    }
    return {};
  }
}

/** A definition as it is in the bytes, and what it defines. */
interface Definition {
  readonly bytes: Uint8Array;
  readonly shape: Shape;
}

/** Results of one function have the same keys: to read them is a third of decoding a small value. */
const remembered: Definition[] = [];

/** The key lists of one value, in the order in which they are defined. */
export class ShapeTable {
  private readonly shapes: Shape[] = [];

  /** Reads the next key list. `mark`: the byte that its records are said to begin with. */
  define(reader: TokenReader, mark: number): Shape {
    const number = this.shapes.length;
    if (mark !== (number < SHORT_RECORDS ? SHORT_RECORDS + number : 0)) reader.fail('a record is defined out of order');
    const shape = number < REMEMBERED.shapes ? recall(reader) : readShape(reader);
    this.shapes.push(shape);
    return shape;
  }

  /** A key list by its number. */
  at(number: number, reader: TokenReader): Shape {
    return this.shapes[number] ?? reader.fail('a record was not defined');
  }
}

/** As `readShape`, but reads no keys that an earlier value had. */
function recall(reader: TokenReader): Shape {
  const place = (reader.peek() + 3 * reader.peek(1) + 5 * reader.peek(2)) & (REMEMBERED.definitions - 1);
  const known = remembered[place];
  if (known !== undefined && reader.skip(known.bytes)) {
    reader.claim(known.shape.keys.length);
    return known.shape;
  }
  const start = reader.position;
  const shape = readShape(reader);
  if (reader.position - start <= REMEMBERED.bytes) {
    remembered[place] = { bytes: new Uint8Array(reader.bytes.subarray(start, reader.position)), shape };
  }
  return shape;
}

function readShape(reader: TokenReader): Shape {
  const length = reader.claim(reader.arrayHeader());
  const keys: string[] = [];
  for (let i = 0; i < length; i++) keys.push(reader.text());
  return new Shape(keys, !keys.includes('__proto__'));
}

/** The shape as it is for instances of a class: assigning what its prototype has too would call a setter, or fail. */
export function shapeFor(shape: Shape, prototype: object): Shape {
  return shape.isAssignable && shape.keys.some((key) => key in prototype) ? new Shape(shape.keys, false) : shape;
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
