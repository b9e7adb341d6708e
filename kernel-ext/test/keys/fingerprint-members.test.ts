import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCells, type Cells } from './support/cells';

let cells: Cells;
beforeAll(() => {
  cells = openCells();
});
afterAll(() => cells.close());

/** Numbers the keys of a cell by first appearance: `[0, 0, 1]` says that the third differs from the first two. */
async function pattern(cell: string): Promise<number[]> {
  const { keys } = await cells.runQuickly(cell);
  return keys.map((key) => [...new Set(keys)].indexOf(key));
}

describe('the prototype of a class', () => {
  test('counts as it is: another one above it', async () => {
    expect(
      await pattern(
        `class P {} const f = () => new P().a; key(f); Object.setPrototypeOf(P.prototype, { a: 1 }); key(f);
         Object.setPrototypeOf(P.prototype, { a: 2 }); key(f);`,
      ),
    ).toEqual([0, 1, 2]);
  });

  test('counts as it is above the object that says `super`', async () => {
    expect(
      await pattern(
        `class A { g() { return 1; } } class B extends A { h() { return super.g(); } }
         const b = new B(); const f = () => b.h(); key(f); A.prototype.g = () => 2; key(f);`,
      ),
    ).toEqual([0, 1]);
    expect(
      await pattern(
        `const above = { g() { return 1; }, k: 1 }; const o = { __proto__: above, h() { return super.g() + super.k; } };
         const f = () => o.h(); key(f); above.g = () => 2; key(f); above.k = 2; key(f); Object.setPrototypeOf(o, { g: () => 3, k: 2 }); key(f);`,
      ),
    ).toEqual([0, 1, 2, 3]);
  });

  const cell = (change: string) =>
    pattern(
      `class Base { a() { return 0; } } class P extends Base { a() { return 1; } b() { return 2; } get c() { return 3; } }
       const f = () => new P().a(); key(f); ${change}; key(f);`,
    );

  test('counts as it is: methods swapped, added, taken away, and values', async () => {
    expect(await cell('P.prototype.a = P.prototype.b')).toEqual([0, 1]);
    expect(await cell('P.prototype.late = () => 5')).toEqual([0, 1]);
    expect(await cell('delete P.prototype.a')).toEqual([0, 1]);
    expect(await cell('P.prototype.rate = 5')).toEqual([0, 1]);
    expect(await cell(`Object.defineProperty(P.prototype, 'c', { get: () => 4, configurable: true })`)).toEqual([0, 1]);
    expect(await cell('Object.setPrototypeOf(P.prototype, { a: () => 7 }); Object.setPrototypeOf(P, Object)')).toEqual([
      0, 1,
    ]);
  });

  test('does not count twice what the class spells out', async () => {
    expect(await cell('P.prototype.a = P.prototype.a')).toEqual([0, 0]);
  });

  test('counts where a function has got another one', async () => {
    expect(
      await pattern(
        `function Shape() {} Shape.prototype = { area() { return 1; } }; const f = () => new Shape().area(); key(f);
         Shape.prototype.area = () => 2; key(f); Shape.prototype = { area() { return 3; } }; key(f);`,
      ),
    ).toEqual([0, 1, 2]);
  });

  test('counts for functions that make objects, as captured and as the class of an argument', async () => {
    const shape = `function Shape(n) { this.n = n; } Shape.prototype.area = function () { return this.n * 2; };`;
    const change = `Shape.prototype.area = function () { return this.n * 3; };`;
    expect(await pattern(`${shape} const f = (n) => new Shape(n).area(); key(f); ${change} key(f);`)).toEqual([0, 1]);
    expect(
      await pattern(
        `${shape} const f = (s) => s.area(); key(f, undefined, [new Shape(1)]); ${change} key(f, undefined, [new Shape(1)]);`,
      ),
    ).toEqual([0, 1]);
  });
});

describe('statics', () => {
  test('count where the code of the class reads them through an object', async () => {
    for (const read of ['this.constructor.rate', 'new.target.rate']) {
      expect(
        await pattern(
          `class Base { constructor() { this.x = ${read}; } } class P extends Base { static rate = 1; } const f = () => new P().x;
           key(f); P.rate = 2; key(f); P.rate = 1; key(f);`,
        ),
      ).toEqual([0, 1, 0]);
    }
    expect(
      await pattern(
        `class P { static rate = 1; static unread = 1; run() { return this.constructor.rate; } }
         const run = () => key(P.prototype.run, new P()); run(); P.rate = 2; run(); P.unread = 2; run();`,
      ),
    ).toEqual([0, 1, 1]);
  });

  test('do not count where objects are only made and counted', async () => {
    expect(
      await pattern(
        `class P { static made = 0; constructor() { P.made++; } copy() { return new this.constructor(); } }
         class Q extends P {} const f = () => new Q().copy(); key(f); P.made++; key(f);`,
      ),
    ).toEqual([0, 0]);
  });

  test('count where the class is handed on: in a call, in a list, as an argument', async () => {
    const classes = `class Base { static rate = 1; } class P extends Base { static go() { return 1; } }`;
    const change = `Base.rate = 2; go(); Base.rate = 1; P.go = () => 2; go();`;
    for (const go of [
      'const use = (c) => c.go(); const f = () => use(P); const go = () => key(f);',
      'const list = [P]; const f = () => list.map((c) => c.go()); const go = () => key(f);',
      'const f = (c) => c.go(); const go = () => key(f, undefined, [P]);',
    ]) {
      expect(await pattern(`${classes} ${go} go(); ${change}`)).toEqual([0, 1, 2]);
    }
  });

  test('decide what `instanceof` means', async () => {
    expect(
      await pattern(
        `class P {} const f = (x) => x instanceof P; key(f); Object.defineProperty(P, Symbol.hasInstance, { value: () => true }); key(f);`,
      ),
    ).toEqual([0, 1]);
  });
});

describe('properties of a function', () => {
  const make = 'const make = (rate) => Object.assign((x) => x, { rate });';

  test('count where it is handed on', async () => {
    expect(
      await pattern(
        `${make} const h = make(1); const use = (g) => g.rate; const f = () => use(h); key(f); h.rate = 2; key(f); h.late = 1; key(f);`,
      ),
    ).toEqual([0, 1, 2]);
    expect(
      await pattern(`${make} const f = (g) => g.rate; for (const rate of [1, 2, 1]) key(f, undefined, [make(rate)]);`),
    ).toEqual([0, 1, 0]);
  });

  test('do not count where it is only called', async () => {
    expect(await pattern(`${make} const h = make(1); const f = (x) => h(x); key(f); h.rate = 2; key(f);`)).toEqual([
      0, 0,
    ]);
  });
});

describe('an argument of which nothing but a name could count', () => {
  test.each([
    ['a Proxy', 'new Proxy(() => 1, {})'],
    ['a Proxy that lists nothing', 'new Proxy({}, { get: () => 1 })'],
    ['native code', '(() => { let r: any; new Promise((x) => (r = x)); return r; })()'],
    ['an arrow function with a `this`', '(function (this: any) { return () => this.k; }).call({ k: 1 })'],
  ])('%s is refused', async (_, value) => {
    const reason = /`.*` is (a Proxy|native code|an arrow function)/;
    await expect(cells.run([`key((g: any) => g, undefined, [${value}]);`])).rejects.toThrow(reason);
    await expect(cells.run([`key((g: any) => g, undefined, [[${value}]]);`])).rejects.toThrow(reason);
  });

  test('but not where its `this` is the object that holds it', async () => {
    expect(
      await pattern(
        `function Shape(n) { this.n = n; this.twice = () => this.n * 2; }
         for (const n of [1, 2, 1]) key((s) => s.twice(), undefined, [new Shape(n)]);`,
      ),
    ).toEqual([0, 1, 0]);
  });
});

describe('what `typeof` tells', () => {
  test('counts: an object becomes a function', async () => {
    expect(
      await pattern(`let it = {}; const f = () => typeof it; key(f); it = { a: 1 }; key(f); it = () => 1; key(f);`),
    ).toEqual([0, 0, 1]);
  });
});

describe('private fields', () => {
  test('of captured objects and of classes are looked at again at each call', async () => {
    expect(
      await pattern(
        `class P { #a = 1; static #s = 1; #read() { return this.#a + P.#s; } go() { return this.#read(); }
           set(a, s) { this.#a = a; P.#s = s; } }
         const p = new P(); const f = () => p.go(); key(f); p.set(2, 1); key(f); p.set(1, 2); key(f); p.set(1, 1); key(f);`,
      ),
    ).toEqual([0, 1, 2, 0]);
  });
});
