import { types } from 'node:util';
import { FROZEN, Kind, SEALED, SPARSE_LENGTH } from '../format';
import { writeToken, type Manner } from './body';
import { hasForeignSlots } from './brands';
import { keysOfArray } from './element-keys';
import type { Encoder } from './encoder';
import { integrityOf } from './plain';
import { Refusal } from './refusal';

const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size')!.get!;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size')!.get!;

/** A built-in whose prototype was replaced by another's. */
export function impostor(value: object): Refusal {
  return new Refusal(value, undefined, 'is not what its prototype says');
}

/** An object with the usual prototype or none, whose properties are not all ordinary. */
export function writeObjectWithPrototype(encoder: Encoder, value: object, manner: Manner): void {
  if (types.isArgumentsObject(value)) {
    throw new Refusal(value, undefined, 'is an arguments object', 'Return [...arguments] instead.');
  }
  if (hasForeignSlots(value)) throw impostor(value);
  const isBare = Object.getPrototypeOf(value) === null;
  writeToken(encoder, value, manner, { kind: Kind.Object, shell: () => encoder.writer.number(isBare ? 1 : 0) });
}

/** An array with holes, more properties than its elements, or of a registered class. */
export function writeArray(encoder: Encoder, value: unknown[], manner: Manner): void {
  if (!Array.isArray(value)) throw impostor(value);
  const { length } = value;
  const integrity = integrityOf(value);
  if (Object.getOwnPropertyDescriptor(value, 'length')!.writable !== integrity < FROZEN) {
    throw new Refusal(value, 'length', 'is read-only, which cannot be stored of an array that is not frozen');
  }
  const indices = ownIndices(value, integrity);
  const isSparse = length >= SPARSE_LENGTH && indices.length < length / 2;
  const content = (): void => {
    encoder.writer.number(isSparse ? 1 : 0);
    if (isSparse) {
      encoder.writer.number(indices.length);
      for (const index of indices) {
        encoder.writer.number(index);
        encoder.write(value[index], value, index);
      }
      return;
    }
    let next = 0;
    for (let index = 0; index < length; index++) {
      if (indices[next] === index) {
        encoder.write(value[index], value, index);
        next++;
      } else {
        encoder.writer.kind(Kind.Constant, 1);
      }
    }
  };
  writeToken(encoder, value, manner, {
    kind: Kind.Array,
    shell: () => encoder.writer.number(length),
    content,
    keys: keysOfArray(value),
  });
}

function ownIndices(value: unknown[], integrity: number): number[] {
  const indices: number[] = [];
  const check = (index: number): void => {
    const property = Object.getOwnPropertyDescriptor(value, index);
    if (property === undefined) return;
    const isOrdinary =
      property.writable === integrity < FROZEN && property.enumerable && property.configurable === integrity < SEALED;
    if (!isOrdinary) throw new Refusal(value, index, 'is an array element that is an accessor, hidden or read-only');
    indices.push(index);
  };
  // Walking the holes of an array with room for billions would take minutes; listing its keys does not.
  if (value.length > 1_000_000) {
    for (const key of Reflect.ownKeys(value)) {
      const index = typeof key === 'string' ? Number(key) : NaN;
      if (String(index) === key && index < value.length) check(index);
    }
  } else {
    for (let index = 0; index < value.length; index++) check(index);
  }
  return indices;
}

/** A Map: its entries in order. */
export function writeMap(encoder: Encoder, value: Map<unknown, unknown>, manner: Manner): void {
  if (!types.isMap(value)) throw impostor(value);
  const content = (): void => {
    encoder.writer.number(mapSize.call(value) as number);
    let position = 0;
    Map.prototype.forEach.call(value, (member: unknown, key: unknown) => {
      encoder.write(key, value, ~position);
      encoder.write(member, value, position++);
    });
  };
  writeToken(encoder, value, manner, { kind: Kind.Map, content });
}

/** A Set: its members in order. */
export function writeSet(encoder: Encoder, value: Set<unknown>, manner: Manner): void {
  if (!types.isSet(value)) throw impostor(value);
  const content = (): void => {
    encoder.writer.number(setSize.call(value) as number);
    let position = 0;
    Set.prototype.forEach.call(value, (member: unknown) => encoder.write(member, value, position++));
  };
  writeToken(encoder, value, manner, { kind: Kind.Set, content });
}
