/** A cell whose `key(…)` reads all of it, but for the parts marked `unread`. */
export interface Scenario {
  readonly name: string;
  readonly code: string;
  /** Set when its statements need each other, so that tslab does not take them one by one. */
  readonly together?: boolean;
}

/** Code of the kinds that people write in notebooks. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'helpers at depth three and captured values',
    code: `const rate: number = 0.02;
const table = [1, 2, 3];
const config = { /* unread */ label: 'a', limits: { low: 1, /* unread */ high: 9 } };
const pick = (xs: number[], at: number): number => xs[at] ?? 0;
function scale(x: number): number { return x * rate; }
function clamp(x: number): number { return x < config.limits.low ? config.limits.low : scale(x); }
function total(x: number, y = 4): number { const local = clamp(x) + pick(table, 1); return local % y; }
/* unread */ const unused = 7;
/* unread */ function alsoUnused(x: number) { return x - unused; }
const f = (x: number) => { let sum = 0; for (let i = 0; i < 3; i++) { sum += total(x, i); } return sum; };
key(f);`,
  },
  {
    name: 'a class with everything in it',
    code: `const base = 10;
function tax(x: number): number { return x * 3; }
abstract class Shape { constructor(protected readonly k: number) {} scale(x: number): number { return x * this.k; } abstract area(): number; }
class Square extends Shape {
  #secret = 3;
  static factor = 2;
  private readonly side: number = base + 1;
  static make(n: number): Square { return new Square(n - 1); }
  constructor(k: number, public label: string = 'sq') { super(k); }
  #hidden(x: number): number { return x + this.#secret; }
  get doubled(): number { return this.side * 2; }
  set doubled(v: number) { this.#secret = v - 5; }
  area(): number { return super.scale(this.side) + this.#hidden(4); }
  *[Symbol.iterator]() { yield this.side; yield* [1, 2]; }
  async later(x: number): Promise<number> { await null; return tax(x) + Square.factor; }
}
const f = (x: number) => Square.make(x).area();
key(f);`,
  },
  {
    name: 'a method and what it reads of its object',
    code: `const offset = 5;
class Model {
  rate = 2;
  /* unread */ noise = 8;
  #hidden = 4;
  options = { depth: 3, /* unread */ verbose: true };
  helper = (x: number): number => x - this.rate;
  /* unread */ other(x: number) { return x * 99; }
  private step(x: number): number { return x + this.options.depth; }
  get bonus(): number { return this.#hidden * 2; }
  run(x: number): number { const { rate } = this; return this.step(x) * rate + this.bonus + this.helper(x) + offset; }
}
/* as is */ const model = new Model();
key(Model.prototype.run, model, [1]);`,
  },
  {
    name: 'an instance captured by a function',
    code: `class Counter { start = 3; /* unread */ name = 'n'; next(x: number) { return this.start + x; } /* unread */ reset() { this.start = 0; } }
const counter = new Counter();
const f = (x: number) => counter.next(x) + 1;
key(f);`,
  },
  {
    name: 'object literals with methods and getters',
    code: `const util = { rate: 2, /* unread */ noise: 1, compute(x: number): number { return x * this.rate; }, get dbl(): number { return this.rate * 2; }, arrow: (x: number) => x + 1, deep: { mul: (x: number) => x * 5, /* unread */ no: () => 3 } };
const f = (x: number) => util.compute(x) + util.dbl + util.arrow(x) + util.deep.mul(x);
key(f);`,
  },
  {
    name: 'an object that goes to a helper as a whole',
    code: `const config = { rate: 2, nested: { list: [1, 2], when: 'now' }, callback: (x: number) => x * 3 };
function use(c: typeof config) { return c.rate; }
const f = () => use(config);
key(f);`,
  },
  {
    name: 'enums and namespaces',
    code: `enum Color { Red = 1, Green = 5, /* unread */ Blue = 9 }
namespace Geometry { export const unit = 3; const hidden = 4; export function area(x: number) { return x * unit + hidden; } /* unread */ export function other() { return 6; } }
const f = (x: number) => Geometry.area(x) + Color.Red + Color.Green;
key(f);`,
  },
  {
    name: 'functions returned by functions, and closures in loops',
    code: `function adder(n: number) { const twice = n * 2; return (x: number) => x + twice; }
const compose = (g: (x: number) => number, h: (x: number) => number) => (x: number) => g(h(x));
const steps: ((x: number) => number)[] = [];
for (const i of [/* unread */ 1, 2, /* unread */ 3]) { steps.push((x) => x * i); }
const bound = function (this: unknown, a: number, b: number) { return a - b; }.bind(null, 7);
const f = compose(adder(5), steps[1]!);
const g = (x: number) => f(x) + bound(x);
key(g);`,
  },
  {
    name: 'recursion and mutual recursion',
    together: true,
    code: `const fact = (n: number): number => (n <= 1 ? 1 : n * fact(n - 1));
function isEven(n: number): boolean { return n === 0 ? true : isOdd(n - 1); }
function isOdd(n: number): boolean { return n === 0 ? false : isEven(n - 1); }
function f(n: number): unknown { return isEven(n) && fact(n) > 10 ? f(n - 2) : 3; }
key(f);`,
  },
  {
    name: 'generators and async code',
    code: `async function* ticks(n: number) { for (let i = 0; i < n; i += 1) { yield i * 2; } }
const wait = async (ms: number) => { await Promise.resolve(ms); return ms / 4; };
async function f(n: number) { let sum = 0; for await (const v of ticks(n)) { sum += v; } try { sum -= await wait(3); } catch (e) { sum = 0; } finally { sum *= 2; } return sum; }
key(f);`,
  },
  {
    name: 'decorated classes',
    code: `function times(k: number) { return (target: any, name: string, d: PropertyDescriptor) => { const original = d.value; d.value = function (this: any, ...args: any[]) { return original.apply(this, args) * k; }; return d; }; }
function sealed(c: any) { return c; }
@sealed class Job { weight = 2; @times(3) run(x: number) { return x + this.weight; } twice(x: number) { return this.run(x) * 2; } }
const job = new Job();
const f = (x: number) => job.twice(x) - 1;
key(f);`,
  },
  {
    name: 'destructuring, spreading, templates and patterns',
    code: `const [first, { second, ...rest }] = [1, { second: 2, third: 3 }] as [number, { second: number; third: number }];
const defaults = { unit: 'kg', digits: 2 };
const pattern = /a+/;
const f = (x: number, { scale = 2, ...more }: { scale?: number; [key: string]: unknown } = {}) => {
  const { unit, digits } = { ...defaults, ...more };
  return [\`\${x * scale}:\${unit}\${digits}\`, pattern.test('aab'), first, second, rest, ...[4, 5]];
};
key(f);`,
  },
  {
    name: 'maps, sets, dates, typed arrays and big integers',
    code: `const prices = new Map<string, { amount: number }>([['a', { amount: 3 }], ['b', { amount: 4 }]]);
const allowed = new Set(['x', 'y']);
const since = new Date(86400000);
const weights = new Float64Array([1, 2, 3]);
const f = (id: string) => (allowed.has(id) ? [prices.get(id), since, weights, 12n] : null);
key(f);`,
  },
  {
    name: 'switch, labels, exceptions and logic',
    code: `class Refused extends Error { code = 7; constructor(message: string) { super(message + '!'); } }
const f = (kind: string, n: number) => {
  outer: for (const a of [1, 2]) { for (const b of [3, 4]) { if (a * b > n) continue outer; if (a === 9) break outer; } }
  switch (kind) { case 'a': return n ** 2; case 'b': { return n << 1; } default: if (!n) throw new Refused('no'); }
  return n ? n || 5 : kind ?? 'none';
};
key(f);`,
  },
  {
    name: 'a counter that the code only advances',
    code: `/* unread */ let calls = 0;
/* unread */ const log: number[] = [];
/* unread */ const seen: Record<string, number> = { a: 1 };
function f(x: number) { calls++; log.push(x); seen[x] = (seen[x] ?? 0) + 1; console.log('call', calls); return x * 2; }
key(f);`,
  },
  {
    name: 'what a top-level await gave',
    code: `const loaded = await Promise.resolve({ rows: [1, 2], /* unread */ size: 2 });
const f = (x: number) => loaded.rows.map((row) => row * x);
key(f);`,
  },
  {
    name: 'the environment',
    code: `process.env.CELL_RATE = '5';
const f = () => Number(process.env.CELL_RATE) + 1;
key(f);`,
  },
  {
    name: 'mixins and classes made by functions',
    code: `type C = new (...args: any[]) => {};
const Mix = <T extends C>(B: T) => class extends B { z() { return 3; } };
class Root { y() { return 4; } }
class Leaf extends Mix(Root) { w() { return this.z() + this.y(); } }
const make = (n: number) => class { v() { return n; } };
const Made = make(5);
const f = () => new Leaf().w() - new Made().v();
key(f);`,
  },
  {
    name: 'state hidden in closures',
    code: `const api = (() => { let hidden = 3; class Inner { v() { return hidden; } } return { get: () => new Inner().v(), /* unread */ bump() { hidden += 1; } }; })();
function memoize(fn: (x: number) => number) { const cache = new Map<number, number>(); return (x: number) => { if (!cache.has(x)) cache.set(x, fn(x)); return cache.get(x)!; }; }
const square = memoize((x) => x * x);
const f = (x: number) => square(x) + api.get();
key(f);`,
  },
  {
    name: 'services that hold each other',
    code: `class Rows { constructor(private readonly xs: number[]) {} all() { return this.xs.slice(1); } }
class Service { /* unread */ calls = 0; constructor(private readonly rows: Rows) {} sum() { this.calls++; return this.rows.all().reduce((a, b) => a + b, 7); } }
const service = new Service(new Rows([1, 2]));
const f = () => service.sum();
key(f);`,
  },
  {
    name: 'functions kept in arrays and maps',
    code: `const steps = [(x: number) => x + 1, (x: number) => x * 2];
const registry = new Map<string, (x: number) => number>();
registry.set('a', (x) => x - 3);
const f = (x: number) => steps.reduce((value, step) => step(value), x) + registry.get('a')!(x);
key(f);`,
  },
  {
    name: 'optional members, statics that are only counted, patched prototypes',
    code: `const options: any = { a: null, b: { c: 2 }, /* unread */ z: 9 };
class Part { /* unread */ static made = 0; id = 6; constructor() { Part.made++; } go() { return this.id; } late() { return 1; } }
Part.prototype.late = function () { return 8; };
const f = () => (options.a?.x ?? (options.b?.c ?? 5)) + new Part().go();
key(f);`,
  },
  {
    name: 'what formats and parses',
    code: `const money = new Intl.NumberFormat('de', { minimumFractionDigits: 2 });
const home = new URL('http://localhost/a?b=1');
const KEY = Symbol('k');
const tagged = { [KEY]: 4, json: JSON.stringify({ a: 1 }) };
const f = (x: number) => [money.format(x), home.href, tagged[KEY], tagged.json];
key(f);`,
  },
];
