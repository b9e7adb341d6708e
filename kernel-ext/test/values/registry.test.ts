import { runInThisContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { UnreadableValueError, UnstorableValueError, UsageError } from '../../src/errors';
import { ClassRegistry, ValueCodec } from '../../src/values';
import { HttpError, List, Money, Point, Table, testClasses } from './support/classes';
import { strictDifference } from './support/strict-difference';

const codec = new ValueCodec({ classes: testClasses() });
const again = (value: unknown): unknown => codec.decode(codec.encode(value));
/** As the runtime compiles it: the test runner would rewrite private fields. */
const compile = (source: string): new () => object => runInThisContext(`(${source})`) as new () => object;

describe('registered classes', () => {
  test('instances come back as instances, with shared and cyclic fields', () => {
    const point = new Point(1, 2);
    point.y = { back: point };
    const [a, b] = again([point, point]) as [Point, Point];
    expect(a).toBeInstanceOf(Point);
    expect(a).toBe(b);
    expect((a.y as { back: Point }).back).toBe(a);
  });

  test('many instances cost little more than records', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => new Point(index % 50, 1));
    expect(codec.encode(rows).head.byteLength).toBeLessThan(1000 * 9);
    expect(strictDifference(rows, again(rows))).toBeUndefined();
  });

  test('classes that extend built-ins keep being those', () => {
    const table = Object.assign(new Table([[1, 2]]), { label: 'x' });
    const list = List.from([1, 2, 3]);
    const error = new HttpError(404, 'gone');
    expect(strictDifference([table, list, error], again([table, list, error]))).toBeUndefined();
    expect((again(list) as List).length).toBe(3);
  });

  test('a class with a private constructor, as libraries have them, is registered like any other', () => {
    class Instant {
      private constructor(readonly ms: number) {}
      static of(ms: number): Instant {
        return new Instant(ms);
      }
    }
    const classes = new ClassRegistry();
    classes.register(Instant, { encode: (instant) => instant.ms, decode: (ms) => Instant.of(ms) });
    const own = new ValueCodec({ classes });
    expect(own.decode(own.encode(Instant.of(5)))).toEqual(Instant.of(5));
  });

  test('fields that hide an accessor of the class do not call it', () => {
    class Guarded {
      get id(): number {
        throw new Error('called');
      }
      set id(_: number) {
        throw new Error('called');
      }
    }
    const classes = new ClassRegistry();
    classes.register(Guarded);
    const own = new ValueCodec({ classes });
    const value = Object.defineProperty(new Guarded(), 'id', {
      value: 1,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    const many = Object.assign(new Guarded(), Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`k${i}`, i])));
    const copies = own.decode(own.encode([value, value, many]));
    expect(strictDifference([value, value, many], copies)).toBeUndefined();
  });

  test('a codec decides what is stored', () => {
    const money = again({ price: new Money(250), same: 1 }) as { price: Money };
    expect(money.price).toBeInstanceOf(Money);
    expect(money.price.cents).toBe(250);
  });

  test('an instance made by a codec stays one object', () => {
    const money = new Money(1);
    const [a, b] = again([money, money]) as [Money, Money];
    expect(a).toBe(b);
  });

  test('an instance that contains itself through its codec is refused', () => {
    class Node {
      children: unknown[] = [];
    }
    const classes = new ClassRegistry();
    classes.register(Node, {
      encode: ({ children }) => children,
      decode: (children) => Object.assign(new Node(), { children }),
    });
    const node = new Node();
    node.children.push({ parent: node });
    expect(() => new ValueCodec({ classes }).encode(node)).toThrow(UnstorableValueError);
    const holder = { items: [] as Node[] };
    holder.items.push(Object.assign(new Node(), { children: [holder] }));
    expect(() => new ValueCodec({ classes }).encode(holder)).toThrow(/contains itself/);
  });

  test('a codec that throws refuses the value with its reason', () => {
    const classes = new ClassRegistry();
    classes.register(Point, {
      encode: () => {
        throw new Error('no way');
      },
      decode: () => new Point(),
    });
    expect(() => new ValueCodec({ classes }).encode([new Point()])).toThrow(
      /`result\[0\]` could not be encoded: no way/,
    );
  });

  test('subclasses of a registered class need their own registration', () => {
    class Point3 extends Point {}
    expect(() => codec.encode(new Point3())).toThrow(
      /Point3, a class that is not registered. Call memory.register\(Point3\)/,
    );
  });

  test('a class that is not registered when read makes the value unreadable', () => {
    const encoded = codec.encode([new Point(), new Money(1)]);
    expect(() => new ValueCodec().decode(encoded)).toThrow(UnreadableValueError);
    expect(() => new ValueCodec().decode(encoded)).toThrow(/Point.*memory\.register/);
  });

  test('registering again, as a cell that runs again does, takes over the name', () => {
    const classes = new ClassRegistry();
    const codecOf = new ValueCodec({ classes });
    const make = (): new () => object => class Cell {};
    const [First, Second] = [make(), make()];
    classes.register(First);
    const encoded = codecOf.encode(new First());
    classes.register(Second);
    expect(Object.getPrototypeOf(codecOf.decode(encoded))).toBe(Second.prototype);
    expect(Object.getPrototypeOf(codecOf.decode(codecOf.encode(new First())))).toBe(Second.prototype);
  });
});

describe('two classes of one name', () => {
  test('that are written differently: only the later one is storable', () => {
    const classes = new ClassRegistry();
    const codecOf = new ValueCodec({ classes });
    const First = (() => class Cell {})();
    const Second = (() =>
      class Cell {
        tag = 1;
      })();
    classes.register(First);
    classes.register(Second);
    expect(() => codecOf.encode(new First())).toThrow(/Cell, a class that is not registered/);
    expect(Object.getPrototypeOf(codecOf.decode(codecOf.encode(new Second())))).toBe(Second.prototype);
  });
});

describe('misuse of register', () => {
  const register =
    (...args: unknown[]) =>
    () =>
      (new ClassRegistry().register as (...args: unknown[]) => void)(...args);

  test.each([
    ['no class', [{}]],
    ['an arrow function', [() => 1]],
    ['a built-in', [Map]],
    ['a class without a name', [(() => class {})()]],
    ['an unknown option', [Point, { encoder: 1 }]],
    ['half a codec', [Point, { encode: () => 1 }]],
    ['a codec that is no function', [Point, { encode: 1, decode: 2 }]],
    ['a codec that is no object', [Point, 'Point']],
    ['a reserved name', [Point, { name: 'tslab-memory:shelved' }]],
  ])('%s is refused', (_, args) => {
    expect(register(...args)).toThrow(UsageError);
  });

  test.each([
    ['a private field', 'class A { #x = 1; }', /#x/],
    ['an inherited private field', 'class A extends (class B { #y; }) {}', /#y/],
    ['a compiled private field', 'class A { constructor() { _A_x.set(this, 1); } }', /private fields/],
  ])('a class with %s needs a codec', (_, source, message) => {
    expect(register(compile(source))).toThrow(message);
    expect(register(compile(source), { encode: () => 1, decode: () => ({}) })).not.toThrow();
  });

  test.each([
    ['a private method', 'class A { #x() {} }'],
    ['a static private field', 'class A { static #x = 1; }'],
    ['a # in a string', 'class A { m() { return "#x = 1"; } }'],
  ])('a class with %s does not', (_, source) => {
    expect(register(compile(source))).not.toThrow();
  });
});

test('a class of this package is registered under a name that users cannot take', () => {
  class Reference {
    constructor(readonly key: string) {}
  }
  const classes = new ClassRegistry();
  classes.registerInternal(Reference, 'shelved', { encode: ({ key }) => key, decode: (key) => new Reference(key) });
  const own = new ValueCodec({ classes });
  expect(own.decode(own.encode({ lazy: new Reference('k') }))).toEqual({ lazy: new Reference('k') });
});
