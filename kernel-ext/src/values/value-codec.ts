import { UnreadableValueError, UnstorableValueError } from '../errors';
import { frameAdapters, type ValueAdapter } from './adapters';
import { Decoder } from './decode/decoder';
import { Encoder } from './encode/encoder';
import { encodePlain } from './encode/packed';
import { pathTo } from './encode/paths';
import { Refusal } from './encode/refusal';
import type { DecodeHost } from './host';
import { ClassRegistry } from './registry';
import type { EncodedValue } from './types';

/** Turns values into bytes and back; what comes back equals what went in, or `encode` throws. */
export class ValueCodec {
  /** The classes whose instances may be stored. */
  readonly classes: ClassRegistry;
  private readonly adapters: readonly ValueAdapter[];
  private readonly host: DecodeHost = {
    classNamed: (name) => this.classes.named(name),
    adapt: (name, data) => this.adapt(name, data),
    placeholders: false,
  };

  constructor(options: { classes?: ClassRegistry; adapters?: readonly ValueAdapter[] } = {}) {
    this.classes = options.classes ?? new ClassRegistry();
    this.adapters = options.adapters ?? frameAdapters;
  }

  /**
   * Encodes a value. Large buffers are not copied: the segments alias them, so store before the value changes.
   * @throws UnstorableValueError with the path to what cannot come back as it was
   */
  encode(value: unknown): EncodedValue {
    try {
      return encodePlain(value) ?? this.encoder().encode(value);
    } catch (error) {
      if (error instanceof Refusal) {
        throw new UnstorableValueError(pathTo(value, error.holder, error.key), error.reason, error.remedy);
      }
      const message = error instanceof Error ? error.message : String(error);
      throw new UnstorableValueError('result', `could not be encoded: ${message}`, 'Return plain data instead.');
    }
  }

  private encoder(): Encoder {
    return new Encoder({
      classOf: (prototype) => this.classes.ofPrototype(prototype),
      disassemble: (object) => {
        const adapter = this.adapters.find((each) => each.recognises(object));
        return adapter === undefined ? undefined : { name: adapter.name, makeData: () => adapter.encode(object) };
      },
    });
  }

  /**
   * The value again. Large buffers are built upon the segments if the encoded value owns them, copied otherwise.
   * @throws UnreadableValueError when the bytes are damaged or a class is not registered
   */
  decode(encoded: EncodedValue): unknown {
    const decoder = new Decoder(encoded, this.host);
    try {
      return decoder.decode();
    } catch (error) {
      if (error instanceof UnreadableValueError) throw error;
      throw new UnreadableValueError(
        `The stored value cannot be rebuilt: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private adapt(name: string, data: unknown): unknown {
    const adapter = this.adapters.find((each) => each.name === name);
    const value = adapter?.decode(data);
    if (adapter !== undefined && value === undefined) {
      const packageName = name.slice(0, name.lastIndexOf(':'));
      throw new UnreadableValueError(
        `The stored value is of ${packageName}, which cannot be loaded from the notebook's folder`,
      );
    }
    return value;
  }
}
