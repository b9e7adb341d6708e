import { Placeholder } from 'tslab-memory/dist/values/codec';

/** Names under which the library stores tables as Arrow IPC; a series of polars has it under `ipc`. */
const FRAMES = ['apache-arrow:table', 'apache-arrow:vector', 'nodejs-polars:frame', 'nodejs-polars:series'];

/** The Arrow IPC bytes of a stored table, or null when the value is none. */
export function arrowBytes(value: unknown): Uint8Array | null {
  if (!(value instanceof Placeholder) || !FRAMES.includes(value[Symbol.toStringTag])) {
    return null;
  }
  const { data } = value as { data?: unknown };
  const bytes = data instanceof Uint8Array ? data : (data as { ipc?: unknown } | null | undefined)?.ipc;
  return bytes instanceof Uint8Array ? bytes : null;
}
