import type { Decoder } from './decoder';

/** Arrays up to this length can be made at once. */
const SHORT = 4;
/** Elements of a stretch: as many as the engine still keeps among the young. */
const STRETCH = 8192;
/** Longer arrays are joined element by element, which costs more than it saves. */
const LONGEST = 2 ** 24;

/** An array that nothing refers to while it is read, so that it can be made after its elements. */
export function readWholeArray(decoder: Decoder, length: number): unknown[] {
  if (length <= SHORT) return readShortArray(decoder, length);
  return length <= STRETCH || length > LONGEST ? readElements(decoder, [], length) : readLongArray(decoder, length);
}

/** Reads elements to the end of an array. */
export function readElements(decoder: Decoder, array: unknown[], length: number): unknown[] {
  for (let i = 0; i < length; i++) array.push(decoder.read());
  return array;
}

/** A short array in as much memory as it takes: one that grows begins with room for many more elements. */
function readShortArray(decoder: Decoder, length: number): unknown[] {
  switch (length) {
    case 0:
      return [];
    case 1:
      return [decoder.read()];
    case 2:
      return [decoder.read(), decoder.read()];
    case 3:
      return [decoder.read(), decoder.read(), decoder.read()];
    default:
      return [decoder.read(), decoder.read(), decoder.read(), decoder.read()];
  }
}

/**
 * A long array, made when its elements are there. The engine counts one that survives a collection of the young among the
 * old, and from then on keeps all that it holds until it next collects the old, even when the array itself is garbage: who
 * calls a cached function again and again would pay for copying each result twice.
 */
function readLongArray(decoder: Decoder, length: number): unknown[] {
  const stretches: unknown[][] = [];
  for (let at = 0; at < length; at += STRETCH) {
    stretches.push(readElements(decoder, [], Math.min(STRETCH, length - at)));
  }
  return ([] as unknown[]).concat(...stretches);
}
