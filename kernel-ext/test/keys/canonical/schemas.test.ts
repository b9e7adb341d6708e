import { expect, it } from 'vitest';
import { digestValue } from '../../../src/keys/canonical';

const digest = (value: unknown): string =>
  digestValue(value, { hashFunction: (fn) => Buffer.alloc(32, String(fn)) }).toString('hex');

/** As zod 4 makes them: what they are is hidden, and their methods become members when they are first used. */
class Schema {
  constructor(def: object) {
    Object.defineProperty(this, '_zod', { value: { def, cache: {} }, enumerable: false });
  }
  get parse(): (value: unknown) => unknown {
    const parse = (value: unknown): unknown => value;
    Object.defineProperty(this, 'parse', { value: parse, enumerable: true });
    return parse;
  }
}

/** As zod 3 makes them. */
class OldSchema {
  cached: unknown;
  constructor(readonly _def: object) {}
  safeParse = (value: unknown): unknown => (this.cached = value);
}

it('a schema of zod counts by its definition, also by that of schemas and checks within', () => {
  const text = (minimum: number): Schema => new Schema({ type: 'string', checks: [new Schema({ minimum })] });
  expect(digest(text(2))).toBe(digest(text(2)));
  expect(digest(text(2))).not.toBe(digest(text(3)));
  const object = (inner: Schema): Schema => new Schema({ type: 'object', shape: { a: inner } });
  expect(digest(object(text(2)))).not.toBe(digest(object(text(3))));
});

it('a schema of zod is the same after it was used', () => {
  const used = new Schema({ type: 'string' });
  used.parse('a');
  expect(Object.keys(used)).toEqual(['parse']);
  expect(digest(used)).toBe(digest(new Schema({ type: 'string' })));
  const lazy = (more: object): Schema => new Schema({ type: 'lazy', getter: () => used, ...more });
  expect(digest(lazy({ _cachedInner: used }))).toBe(digest(lazy({})));
  const old = new OldSchema({ typeName: 'ZodString' });
  old.safeParse('a');
  expect(digest(old)).toBe(digest(new OldSchema({ typeName: 'ZodString' })));
  expect(digest(old)).not.toBe(digest(new OldSchema({ typeName: 'ZodNumber' })));
});

it('what is said of a schema of zod counts, and functions in it do', () => {
  const said = (meta: unknown): Schema => Object.assign(new Schema({ type: 'string' }), { meta: () => meta });
  expect(digest(said({ title: 'a' }))).not.toBe(digest(said({ title: 'b' })));
  const refined = (fn: unknown): Schema => new Schema({ type: 'string', fn });
  expect(digest(refined((x: string) => x))).not.toBe(digest(refined((x: string) => x + 1)));
});

it('a schema that contains itself has an end', () => {
  const tree = (name: string): Schema => {
    const schema: Schema = new Schema({
      type: 'object',
      shape: {
        name,
        get children(): Schema {
          return schema;
        },
      },
    });
    return schema;
  };
  expect(digest(tree('a'))).toBe(digest(tree('a')));
  expect(digest(tree('a'))).not.toBe(digest(tree('b')));
});
