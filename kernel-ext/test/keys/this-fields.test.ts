import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCells, type Cells } from './support/cells';

let cells: Cells;
beforeAll(() => {
  cells = openCells();
});
afterAll(() => cells.close());

/** Numbers the keys by first appearance: `[0, 0, 1]` says that the third differs from the first two. */
async function pattern(source: readonly string[]): Promise<number[]> {
  const { keys } = await cells.run(source);
  return keys.map((key) => [...new Set(keys)].indexOf(key));
}

describe('this', () => {
  const model = `class Base { constructor(public rate: number, public label: string) {} scale(x: number) { return x * this.rate; } }
    class Model extends Base { #hidden: number; constructor(rate: number, label: string, hidden: number) { super(rate, label); this.#hidden = hidden; }
      run(x: number) { return super.scale(x) + this.#hidden; } all() { return { ...this }; } keyed(k: 'label') { return this[k]; } }
    const run = Model.prototype.run;`;

  test('only the fields that a method reads count, through super and private ones too', async () => {
    expect(
      await pattern([
        `${model} key(run, new Model(1, 'a', 1)); key(run, new Model(1, 'b', 1)); key(run, new Model(2, 'a', 1)); key(run, new Model(1, 'a', 2));`,
      ]),
    ).toEqual([0, 0, 1, 2]);
  });

  test('a schema counts by its definition, and not by the functions that it makes when it is used', async () => {
    const loader = `class Schema { parse: any; constructor(def: object) { Object.defineProperty(this, '_zod', { value: { def } }); } }
      const used = (s: Schema, by: number) => Object.assign(s, { parse: (x: number) => x + by });
      class Loader { constructor(public schema: Schema) {} run(x: number) { return this.schema.parse(x); } }
      const run = Loader.prototype.run;`;
    expect(
      await pattern([
        `${loader} key(run, new Loader(used(new Schema({ type: 'a' }), 1))); key(run, new Loader(used(new Schema({ type: 'a' }), 2))); key(run, new Loader(used(new Schema({ type: 'b' }), 1)));`,
      ]),
    ).toEqual([0, 0, 1]);
  });

  test('all of it counts where it escapes', async () => {
    expect(
      await pattern([
        `${model} const a = new Model(1, 'a', 1), b = new Model(1, 'b', 1);
         key(Model.prototype.all, a); key(Model.prototype.all, b); key(Model.prototype.keyed, a); key(Model.prototype.keyed, b);`,
      ]),
    ).toEqual([0, 1, 2, 3]);
  });

  test('a method that a subclass overrides counts as the object has it', async () => {
    expect(
      await pattern([
        `class A { step(x: number) { return x + 1; } run(x: number) { return this.step(x); } } class B extends A { step(x: number) { return x + 2; } }
         const { run } = A.prototype; key(run, new A()); key(run, new B()); key(run, new A());`,
      ]),
    ).toEqual([0, 1, 0]);
  });

  test('a method kept on the object is read with the fields that it reads', async () => {
    expect(
      await pattern([
        `class A { go: (x: number) => number; constructor(public rate: number, public other: number) { this.go = (x) => x * this.rate; } run(x: number) { return this.go(x); } }
         const { run } = A.prototype; key(run, new A(1, 1)); key(run, new A(1, 2)); key(run, new A(2, 1));`,
      ]),
    ).toEqual([0, 0, 1]);
  });

  test('a function of an object that the object holds is read with the fields of that one', async () => {
    expect(
      await pattern([
        `const load = (url: string, retries: number) => ({ url, retries, query(sql: string) { return this.url + sql; } });
         class Db { constructor(readonly client: ReturnType<typeof load>) {} run(sql: string) { return this.client.query(sql); } }
         const { run } = Db.prototype;
         for (const db of [load('a', 1), load('a', 2), load('b', 1)]) key(run, new Db(db), ['x']);`,
      ]),
    ).toEqual([0, 0, 1]);
    expect(
      await pattern([
        `class Model { private readonly by = { rate: (x: number) => x * this.rate }; constructor(readonly rate: number, readonly other: number) {} run(x: number) { return this.by.rate(x); } }
         const { run } = Model.prototype;
         for (const model of [new Model(1, 1), new Model(1, 2), new Model(2, 1)]) key(run, model, [1]);`,
      ]),
    ).toEqual([0, 0, 1]);
  });

  const NESTED = `class Part { constructor(readonly rate: number) {} compute = (x: number) => x * this.rate; total() { return this.compute(1); } }
     class Whole { constructor(readonly part: Part) {} run() { return this.part.compute(1); } }`;

  test('an arrow function in a field of an object that the object holds reads that one', async () => {
    const { keys, warnings } = await cells.run([
      `${NESTED} for (const rate of [1, 2, 1]) key(Whole.prototype.run, new Whole(new Part(rate)));`,
    ]);
    expect([keys[0] === keys[2], keys[0] === keys[1], warnings]).toEqual([true, false, []]);
  });

  test('an arrow function further down reads the object on the way to it in whose class it is written', async () => {
    const { keys, warnings } = await cells.run([
      `class Part { constructor(readonly rate: number) {} tools = { scale: (x: number) => x * this.rate }; }
       class Whole { constructor(readonly part: Part) {} run() { return this.part.tools.scale(1); } }
       for (const rate of [1, 2, 1]) key(Whole.prototype.run, new Whole(new Part(rate)));`,
    ]);
    expect([keys[0] === keys[2], keys[0] === keys[1], warnings]).toEqual([true, false, []]);
  });

  test('a field that does not count is named as a whole, with what in it is the reason', async () => {
    const { warnings } = await cells.run([
      `class Whole { readonly part = { rate: 1, seen: new WeakMap() }; run() { return Object.keys(this.part); } } key(Whole.prototype.run, new Whole());`,
    ]);
    expect(warnings).toEqual([
      expect.stringMatching(/reads `this\.part`, which holds `this\.part\.seen`, which is a WeakMap/),
    ]);
  });

  test('what an arrow function is for one object says nothing for another', async () => {
    expect(
      await pattern([
        `${NESTED} const part: any = new Part(1);
         const holder = { compute: part.compute, run() { return this.compute(1); } };
         key(holder.run, holder); key(Part.prototype.total, part); part.rate = 2; key(Part.prototype.total, part);`,
      ]),
    ).toEqual([0, 1, 2]);
  });

  test('an arrow function that reads it is refused, except as a field called on its object', async () => {
    await expect(cells.run(['const f = (x: number) => x * (this as any).rate; key(f);'])).rejects.toThrow(
      'arrow function',
    );
    const field = `class M { constructor(public rate: number) {} load = (x: number) => x * this.rate; }`;
    expect(
      await pattern([
        `${field} const a = new M(1), b = new M(2), c = new M(1); key(a.load, a); key(b.load, b); key(c.load, c);`,
      ]),
    ).toEqual([0, 1, 0]);
    await expect(cells.run([`${field} const a = new M(1); key(a.load);`])).rejects.toThrow('call it on the object');
  });

  test('each of several paths that begin alike counts, whatever is there when the first key is made', async () => {
    expect(
      await pattern([
        `class Model { part: any = null; run() { return [this.part, this.part?.rate]; } }
         const { run } = Model.prototype; const model = new Model(); key(run, model);
         model.part = { rate: 1, label: 'a' }; key(run, model); model.part = { rate: 1, label: 'b' }; key(run, model);`,
      ]),
    ).toEqual([0, 1, 2]);
    expect(
      await pattern([
        `class Model { rate = 1; scale: any = Object.assign((x: number) => x * this.rate, { unit: 1 }); run() { return this.scale(2) + this.scale.unit; } }
         const { run } = Model.prototype; const model = new Model(); key(run, model);
         model.rate = 2; key(run, model); model.scale.unit = 2; key(run, model);`,
      ]),
    ).toEqual([0, 1, 2]);
  });
});
