import type { HashWriter } from '../hash';
import { encodeContent } from './content';
import { hasExtraKeys } from './extras';
import type { Kind } from './kinds';
import { enumerableKeys, extraKeys, instanceKeys, writeKeys, type Keys } from './members';
import type { CanonicalOptions } from './options';
import { Refusal } from './refusal';
import type { FrameStack } from './stack';
import { Tag } from './tags';

/** Writes objects other than plain ones and bare arrays: all of them (false), or a frame is open for their members (true). */
export class SpecialObjects {
  options: CanonicalOptions = {};
  private readonly classes = new Map<Function, Buffer | undefined>();

  constructor(
    private readonly out: HashWriter,
    private readonly stack: FrameStack,
  ) {}

  forget(): void {
    if (this.classes.size > 0) this.classes.clear();
  }

  /** Writes an object by its kind, which is not that of plain objects. An array is one that has more than its elements. */
  write(value: object, kind: Kind): boolean {
    switch (kind.base) {
      case 'refused':
        throw new Refusal(kind.reason);
      case 'nullObject':
        return this.members(value, Tag.objectWithoutPrototype, enumerableKeys(value));
      case 'derived':
        this.members(value, Tag.derivedObject, enumerableKeys(value));
        this.addValues([Object.getPrototypeOf(value)], ['.__proto__']);
        return true;
      case 'object':
        return this.instance(value, kind, Tag.instance);
      case 'error':
        return this.instance(value, kind, Tag.error, instanceKeys(value, 'stack'));
      default: {
        if (kind.className !== '' || kind.base === 'array' || hasExtraKeys(value, kind)) {
          this.instance(value, kind, Tag.extended, extraKeys(value, kind));
          this.stack.top.thenBuiltin = true;
          return true;
        }
        const start = this.out.length;
        return encodeContent(this.out, value, kind, () => this.stack.push(value, start));
      }
    }
  }

  /** The class and the fields of an instance. */
  instance(value: object, kind: Kind, tag: number, keys: Keys = instanceKeys(value)): boolean {
    const { out } = this;
    const start = out.length;
    out.byte(tag);
    out.text(kind.className);
    const digest = kind.constructor && this.classDigest(kind.constructor);
    out.byte(digest === undefined ? 0 : 1);
    if (digest !== undefined) out.raw(digest);
    const fields = kind.hasPrivateFields ? this.privateFields(value) : [];
    const sorted = writeKeys(out, keys);
    out.varint(fields.length);
    for (const [name] of fields) out.text(name);
    this.stack.open(value, start, sorted, out.length);
    if (fields.length > 0) {
      this.addValues(
        fields.map(([, field]) => field),
        fields.map(([name]) => `.${name}`),
      );
    }
    return true;
  }

  /** An object with these keys and nothing else. */
  members(value: object, tag: number, keys: Keys): boolean {
    const start = this.out.length;
    this.out.byte(tag);
    const sorted = writeKeys(this.out, keys);
    this.stack.open(value, start, sorted, this.out.length);
    return true;
  }

  private addValues(values: readonly unknown[], labels: readonly string[]): void {
    const frame = this.stack.top;
    frame.values = values;
    frame.labels = labels;
    frame.count += values.length;
  }

  private privateFields(value: object): ReadonlyArray<readonly [string, unknown]> {
    const fields = this.options.privateFields?.(value);
    if (fields === undefined) throw new Refusal('has private fields, which cannot be read');
    return [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** Once for each class and value: making one may take as long as a thousand fields. */
  private classDigest(constructor: Function): Buffer | undefined {
    const { hashClass } = this.options;
    if (hashClass === undefined) return undefined;
    if (!this.classes.has(constructor)) this.classes.set(constructor, hashClass(constructor));
    return this.classes.get(constructor);
  }
}
