import { Kind, RECORD_KEYS } from '../format';
import { writeToken, type Manner } from './body';
import type { Encoder } from './encoder';
import { ordinaryValues } from './plain';

/** An instance of a registered class that extends no built-in: its own properties. */
export function writeInstance(encoder: Encoder, value: object, manner: Manner): void {
  const keys = Object.getOwnPropertyNames(value);
  const values =
    manner.deferred || !Object.isExtensible(value) || keys.length > RECORD_KEYS
      ? undefined
      : ordinaryValues(value, keys, 0);
  if (values === undefined) {
    return writeToken(encoder, value, manner, { kind: Kind.Object, shell: () => encoder.writer.number(0) });
  }
  encoder.writer.kind(Kind.Instance, 0);
  encoder.className(manner.className!);
  encoder.remember(value);
  if (!encoder.recordHeader(keys)) {
    encoder.writer.mapHeader(keys.length);
    for (const [i, key] of keys.entries()) {
      encoder.writer.string(key);
      encoder.write(values[i], value, key);
    }
    return;
  }
  for (let i = 0; i < keys.length; i++) encoder.write(values[i], value, keys[i]);
}
