import { DEFAULT_BY_CODE, type BoundCall } from './bind';
import { digestValue, type CanonicalOptions, type CanonicalWriter } from './canonical';
import { previewCall, previewValue } from './preview';
import type { ArgumentDigest } from './types';

/** Writes all arguments of a call: the part of its key that they make. @throws UnhashableArgumentError */
export function writeBoundCall(writer: CanonicalWriter, { slots, names, values }: BoundCall): void {
  writer.out.varint(slots.length);
  for (let i = 0; i < slots.length; i++) {
    writer.out.text(slots[i]!);
    writer.value(values[i], names[i]!);
  }
}

/** Digest and preview of each bound argument, and the given ones as a person would write them: what the store keeps of a call. */
export function describeBoundCall(
  { slots, names, values }: BoundCall,
  args: readonly unknown[],
  options: CanonicalOptions,
): { args: string; digests: ArgumentDigest[] } {
  const digests = names.map((name, at) => ({
    name,
    digest: digestValue(values[at], { ...options, path: name }).toString('hex'),
    text: values[at] === DEFAULT_BY_CODE ? '(default)' : previewValue(values[at]),
    ...positionOf(slots[at]!),
  }));
  return { args: previewCall(args), digests };
}

function positionOf(slot: string): { position?: number } {
  const index = Number.parseInt(slot, 10);
  return Number.isNaN(index) ? {} : { position: index + 1 };
}
