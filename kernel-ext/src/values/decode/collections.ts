import { SPARSE_LENGTH } from '../format';
import { HOLE, type Decoder } from './decoder';
import type { Shell } from './kinds';

/** An object with or without the usual prototype. */
export function readObject(decoder: Decoder): Shell {
  const isBare = decoder.reader.count(1) === 1;
  const value = isBare ? (Object.create(null) as object) : {};
  decoder.remember(value);
  return { value };
}

/** An array that has holes or more properties than elements. */
export function readArray(decoder: Decoder): Shell {
  const length = decoder.reader.count(2 ** 32 - 1);
  const array: unknown[] = [];
  decoder.remember(array);
  return { value: array, fill: () => fillArray(decoder, array, length) };
}

function fillArray(decoder: Decoder, array: unknown[], length: number): void {
  const { reader } = decoder;
  const isSparse = reader.count(1) === 1;
  if (!isSparse) {
    reader.claim(length);
    for (let index = 0; index < length; index++) {
      const element = decoder.read();
      if (element !== HOLE) array[index] = element;
      else array.length = index + 1;
    }
    return;
  }
  // A shorter one would allocate its holes, of which a few bytes could claim many.
  if (length < SPARSE_LENGTH) reader.fail('an array is too short to be sparse');
  // A lone element far out makes the engine keep a table instead.
  array[length - 1] = undefined;
  delete array[length - 1];
  const count = reader.claim(reader.count());
  for (let i = 0; i < count; i++) array[reader.count(length - 1)] = decoder.read();
}

/** A Map. */
export function readMap(decoder: Decoder): Shell {
  const map = new Map<unknown, unknown>();
  decoder.remember(map);
  const fill = (): void => {
    const size = decoder.reader.claim(decoder.reader.count());
    for (let i = 0; i < size; i++) {
      const key = decoder.read();
      Map.prototype.set.call(map, key, decoder.read());
    }
  };
  return { value: map, fill };
}

/** A Set. */
export function readSet(decoder: Decoder): Shell {
  const set = new Set<unknown>();
  decoder.remember(set);
  const fill = (): void => {
    const size = decoder.reader.claim(decoder.reader.count());
    for (let i = 0; i < size; i++) Set.prototype.add.call(set, decoder.read());
  };
  return { value: set, fill };
}
