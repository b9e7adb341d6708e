import { types } from 'node:util';
import type { HashWriter } from '../hash';
import { encodeContent } from './content';
import { describePolars } from './data-frames';
import { hasExtraKeys } from './extras';
import { kindOf, makeKind, PLAIN } from './kinds';
import { writeBigInt, writeNumber, writePrimitives, writeSymbol } from './leaves';
import { symbolKeys, valuesOf } from './members';
import type { CanonicalOptions } from './options';
import { Refusal } from './refusal';
import { ShapesByPlace, type Shape } from './shapes';
import { SpecialObjects } from './special';
import type { FrameStack } from './stack';
import { COLLAPSE_BYTES, Tag } from './tags';

/** Plain objects and arrays within each other that are written by recursion, which costs less than frames do. */
const MAX_LEVEL = 12;
/** Members of an object of which each is a place of its own; of more, some share one. */
const PLACES = 8;

/** Writes single values; plain objects and arrays with all that they hold, unless that is deep. Opens a frame for others. */
export class Encoder {
  /** Digests of the large parts that were walked already. */
  private readonly walked = new Map<object, Buffer>();
  private readonly special: SpecialObjects;
  private readonly shapes = new ShapesByPlace();
  /** Numbers of the objects in a value with cycles. */
  private numbers: Map<object, number> | undefined;
  /** Plain objects and arrays that are being written. */
  private level = 0;

  /** `finish` walks on until the frame on top is the one at `depth`. */
  constructor(
    private readonly out: HashWriter,
    private readonly stack: FrameStack,
    private readonly finish: (depth: number) => void,
  ) {
    this.special = new SpecialObjects(out, stack);
  }

  get options(): CanonicalOptions {
    return this.special.options;
  }

  set options(options: CanonicalOptions) {
    this.special.options = options;
  }

  /** From now on an object that comes again is written as its number. */
  numberObjects(): void {
    this.numbers = new Map();
  }

  forget(): void {
    this.numbers = undefined;
    this.level = 0;
    this.special.forget();
    if (this.walked.size > 0) this.walked.clear();
  }

  /**
   * Writes a value and all that it holds (false), or opens a frame for its members (true). `place` is a number for where the
   * value is: what is at one place is likely to have one shape.
   */
  emit(value: unknown, place: number): boolean {
    const { out } = this;
    // Comparisons, because for a switch V8 makes the name of the type first.
    if (typeof value === 'string') {
      out.byte(Tag.string);
      out.text(value);
    } else if (typeof value === 'number') writeNumber(out, value);
    else if (value === null) out.byte(Tag.null);
    else if (typeof value === 'object') return this.object(value, place);
    else if (value === undefined) out.byte(Tag.undefined);
    else if (typeof value === 'boolean') out.byte(value ? Tag.true : Tag.false);
    else if (typeof value === 'bigint') writeBigInt(out, value);
    else if (typeof value === 'function') this.function(value);
    else if (!writeSymbol(out, value as symbol)) {
      throw new Refusal('is a symbol that only this process has (use Symbol.for)');
    }
    return false;
  }

  /** Writes the content of a built-in into the frame on top, after the properties of its own. */
  continueWithContent(object: object): boolean {
    return encodeContent(this.out, object, kindOf(object), () => this.stack.top);
  }

  /** Replaces what is large by its digest: that bounds the memory, and makes a part that is shared by many cost once. */
  complete(object: object, start: number, large: boolean): void {
    const { out } = this;
    if (!large && out.length - start < COLLAPSE_BYTES) return;
    const digest = out.collapse(start, Tag.collapsed);
    if (this.numbers === undefined) this.walked.set(object, digest);
  }

  private function(value: Function): void {
    const digest = this.options.hashFunction?.(value);
    if (digest === undefined) throw new Refusal('is a function');
    this.out.byte(Tag.function);
    this.out.raw(digest);
  }

  private object(value: object, place: number): boolean {
    if (this.cameBefore(value)) return false;
    const kind = kindOf(value);
    if (kind.base === 'array' && kind.className === '' && !hasExtraKeys(value, kind)) {
      return this.array(value as unknown[]);
    }
    if (kind !== PLAIN) return this.special.write(value, kind);
    const polars = describePolars(value);
    if (polars) {
      return this.special.write(value, makeKind('described', { type: polars.name, describe: polars.describe }));
    }
    const keys = Object.keys(value);
    const symbols = symbolKeys(value);
    if (symbols.length > 0) return this.special.members(value, Tag.objectWithSymbols, { strings: keys, symbols });
    // `Math` and its like list nothing, but are not empty.
    if (keys.length === 0) {
      if (types.isProxy(value)) throw new Refusal('is a Proxy that lists nothing, whose content cannot be read');
      if (Object.getOwnPropertyNames(value).length > 0) return this.special.instance(value, kind, Tag.instance);
    }
    return this.plain(value, this.shapes.shapeOf(keys, place), valuesOf(value, keys.length));
  }

  private plain(object: object, shape: Shape, values: readonly unknown[] | undefined): boolean {
    const { out, stack, level } = this;
    const start = out.length;
    out.byte(Tag.object);
    out.raw(shape.encoded);
    const { places } = shape;
    let run = out.length;
    if (values === undefined || level >= MAX_LEVEL) {
      const frame = stack.open(object, start, shape.sorted, run);
      frame.read = values;
      frame.places = places;
      return true;
    }
    const { depth } = stack;
    let large = false;
    let next = 0;
    this.level++;
    try {
      for (; next < places.length; next++) {
        if (out.length - run >= COLLAPSE_BYTES && next > 0) {
          run = this.endRun(run);
          large = true;
        }
        if (this.emit(values[places[next]!], (level + 1) * PLACES + (next % PLACES))) this.finish(depth);
      }
    } catch (error) {
      stack.insert(depth + 1, object, shape.sorted, next);
      throw error;
    }
    this.level = level;
    this.complete(object, start, large);
    return false;
  }

  private array(array: unknown[]): boolean {
    const { out, stack, level } = this;
    const start = out.length;
    const count = array.length;
    out.byte(Tag.array);
    out.varint(count);
    const { depth } = stack;
    let run = out.length;
    let large = false;
    let next = writePrimitives(out, array, 0, count, run);
    if (next < count && level < MAX_LEVEL) {
      this.level++;
      try {
        while (next < count) {
          if (out.length - run >= COLLAPSE_BYTES && next > 0) {
            run = this.endRun(run);
            large = true;
            next = writePrimitives(out, array, next, count, run);
            continue;
          }
          const element = array[next];
          if (element === undefined && !(next in array)) break;
          if (this.emit(element, (level + 1) * PLACES)) this.finish(depth);
          next++;
        }
      } catch (error) {
        stack.insert(depth + 1, array, undefined, next);
        throw error;
      }
      this.level = level;
    }
    if (next === count) {
      this.complete(array, start, large);
      return false;
    }
    const frame = stack.open(array, start, undefined, run);
    frame.next = next;
    frame.count = count;
    frame.large = large;
    return true;
  }

  /** Replaces a run of members by its digest; returns where the next one begins. */
  endRun(run: number): number {
    this.out.collapse(run, Tag.run);
    return this.out.length;
  }

  private cameBefore(value: object): boolean {
    const { out, numbers } = this;
    if (numbers !== undefined) {
      const number = numbers.get(value);
      if (number === undefined) numbers.set(value, numbers.size);
      else {
        out.byte(Tag.reference);
        out.varint(number);
      }
      return number !== undefined;
    }
    const digest = this.walked.size > 0 ? this.walked.get(value) : undefined;
    if (digest === undefined) return false;
    out.byte(Tag.collapsed);
    out.raw(digest);
    return true;
  }
}
