import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { digestValue, type DigestOptions } from '../../../src/keys/canonical';

const digest = (value: unknown, options?: DigestOptions): string => digestValue(value, options).toString('hex');

class Point {
  constructor(
    public x: number,
    public y: number,
  ) {}
}

describe('what does not count', () => {
  it('the order of keys, at any depth and size', () => {
    const entries = Array.from({ length: 1000 }, (_, i) => [`k${(i * 7919) % 1000}`, { b: i, a: -i }] as const);
    const turned = [...entries].reverse().map(([key, { a, b }]) => [key, { a, b }] as const);
    expect(digest(Object.fromEntries(entries))).toBe(digest(Object.fromEntries(turned)));
    expect(digest({ b: 1, a: { d: 2, c: 3 } })).toBe(digest({ a: { c: 3, d: 2 }, b: 1 }));
  });

  it('which realm a built-in comes from', () => {
    const there = vm.runInNewContext(
      '({ o: { a: 1 }, l: [1, 2], m: new Map([[1, new Set([2])]]), d: new Date(5), r: /x/g, b: Uint8Array.of(1) })',
    ) as unknown;
    const here = {
      o: { a: 1 },
      l: [1, 2],
      m: new Map([[1, new Set([2])]]),
      d: new Date(5),
      r: /x/g,
      b: Uint8Array.of(1),
    };
    expect(digest(there)).toBe(digest(here));
  });

  it('whether a member is a getter: it counts by what it gives', () => {
    expect(digest({ get a() { return 1; } })).toBe(digest({ a: 1 })); // prettier-ignore
  });

  it('whether a getter takes away what comes after it: that is then undefined', () => {
    const vanishing: Record<string, unknown> = {
      get a() {
        delete this['b'];
        return 1;
      },
      b: 2,
    };
    expect(digest(vanishing)).toBe(digest({ a: 1, b: undefined }));
  });

  it('what was read at the same place before', () => {
    const record = { id: 1, name: 'a' };
    const odd: object[] = [
      { id: 1, name: 'a', more: 2 },
      { id: 1 },
      { id: 1, more: 'a' },
      { id: 1, name: 'a', [Symbol.for('s')]: 1 },
      Object.defineProperty({ id: 1, name: 'a' }, 'id', { enumerable: false }),
      Object.assign(Object.create({ name: 'a' }) as object, { id: 1 }),
    ];
    for (const value of odd) {
      const first = digest([value, value]);
      expect(digest([record, record])).not.toBe(first);
      expect(digest([value, value])).toBe(first);
    }
    expect(digest([record, { name: 'a', id: 1 }, new Proxy(record, {})])).toBe(digest([record, record, record]));
  });

  it('whether an array shrinks or grows while it is read: its length is what it was, what is gone is missing', () => {
    const changing = (change: (array: unknown[]) => void): unknown[] => {
      const array: unknown[] = [];
      array.push({ get a() { change(array); return 1; } }, 2, 3); // prettier-ignore
      return array;
    };
    const shrunk = digest(changing((array) => (array.length = 1)));
    expect(shrunk).toBe(digest([{ a: 1 }, , ,])); // prettier-ignore
    const grown = digest(changing((array) => array.push('x'.repeat(9_000), 'y'.repeat(9_000), 4)));
    expect(grown).toBe(digest([{ a: 1 }, 2, 3]));
  });

  it('in which order an object of many keys lists them', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `key ${(i * 7919) % 1000}`);
    const object = Object.fromEntries(names.map((name, i) => [name, i % 2 === 0 ? i : [name]]));
    const sorted = Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
    const swapped = { ...object, 'key 1': object['key 2'], 'key 2': object['key 1'] };
    expect(digest(sorted)).toBe(digest(object));
    expect(digest(swapped)).not.toBe(digest(object));
  });

  it('whether an object is a Proxy that shows the same', () => {
    expect(digest(new Proxy({ a: [1] }, {}))).toBe(digest({ a: [1] }));
    expect(digest(new Proxy([1, 2], {}))).toBe(digest([1, 2]));
    expect(digest(new Proxy({}, { ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }), get: () => 1 }))).toBe(digest({ a: 1 })); // prettier-ignore
  });

  it('whether a Proxy refuses members that it does not have', () => {
    const strict = <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (from, key) => {
          if (key in from) return Reflect.get(from, key) as unknown;
          throw new Error(`no member ${String(key)}`);
        },
        has: (from, key) => {
          if (Reflect.has(from, key)) return true;
          throw new Error(`no member ${String(key)}`);
        },
      });
    expect(digest(strict({ a: strict({ b: 1 }) }))).toBe(digest({ a: { b: 1 } }));
    expect(digest(strict(new Point(1, 2)))).toBe(digest(new Point(1, 2)));
  });

  it('properties of a plain object that are not enumerable', () => {
    expect(digest(Object.defineProperty({ a: 1 }, 'hidden', { value: 2 }))).toBe(digest({ a: 1 }));
  });

  it('the environment of the process is an object like any other', () => {
    expect(digest(process.env)).toBe(digest({ ...process.env }));
  });
});

describe('what others decide', () => {
  const hashFunction = (fn: Function): Buffer => digestValue(fn.toString());

  it('functions count by the digest they are given', () => {
    const [a, b] = [(x: number) => x + 1, (x: number) => x + 2];
    expect(digest({ a }, { hashFunction })).toBe(digest({ a: (x: number) => x + 1 }, { hashFunction }));
    expect(digest({ a }, { hashFunction })).not.toBe(digest({ a: b }, { hashFunction }));
  });

  it('classes count by the digest they are given, asked for once', () => {
    let asked = 0;
    const hashClass = (version: number) => () => (asked++, digestValue(version));
    const points = [new Point(1, 2), new Point(3, 4)];
    expect(digest(points, { hashClass: hashClass(1) })).not.toBe(digest(points, { hashClass: hashClass(2) }));
    expect(asked).toBe(2);
    expect(digest(points, { hashClass: () => undefined })).toBe(digest(points));
  });

  it('private fields count by the values they are given, whatever their order', () => {
    class Account {
      #rate = 1;
      #unit = 'm';
      name = 'a';
      describe = () => `${this.#rate} ${this.#unit}`;
    }
    const account = new Account();
    const read = (...fields: Array<[string, unknown]>) => ({ hashFunction, privateFields: () => fields });
    expect(digest(account, read(['#rate', 1], ['#unit', 'm']))).toBe(
      digest(account, read(['#unit', 'm'], ['#rate', 1])),
    );
    expect(digest(account, read(['#rate', 1], ['#unit', 'm']))).not.toBe(
      digest(account, read(['#rate', 2], ['#unit', 'm'])),
    );
  });

  it('private methods and a `#` in a text are no private fields', () => {
    class Shade {
      colour = '#fff';
      static #made = 0;
      #name(): string {
        return `${this.colour} ${Shade.#made}`;
      }
      get name(): string {
        return this.#name();
      }
    }
    expect(digest(new Shade())).not.toBe(digest(Object.assign(new Shade(), { colour: '#000' })));
  });

  it('a digest may be asked for while another is in the making', () => {
    const nested = (fn: Function): Buffer => digestValue([fn.name, { deep: [1, 2, 3] }]);
    const value = { a: [1, 2], f: function named() {}, z: 'end' };
    expect(digest(value, { hashFunction: nested })).toBe(
      digest({ z: 'end', f: function named() {}, a: [1, 2] }, { hashFunction: nested }),
    );
  });
});
