import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors';
import { createBinder, DEFAULT_BY_CODE, type BoundCall, type CapturedReader } from '../../src/keys/bind';
import type { KeyOptions } from '../../src/keys/types';

/** From source, because the test runner rewrites the functions of this file. */
function fn(source: string): Function {
  return vm.runInThisContext(`(${source})`) as Function;
}

interface Setting extends Pick<KeyOptions, 'ignore' | 'cacheKey'> {
  captured?: Record<string, unknown>;
  self?: unknown;
}

function bindCall(source: string | Function, args: readonly unknown[], setting: Setting = {}): BoundCall {
  const { captured = {}, self, ...options } = setting;
  const read: CapturedReader = (name) => (Object.hasOwn(captured, name) ? { value: captured[name] } : undefined);
  return createBinder(typeof source === 'string' ? fn(source) : source, { name: 'f', ...options }, read).bind(
    self,
    args,
  );
}

/** What counts, by name. */
function bound(source: string | Function, args: readonly unknown[], setting?: Setting): Record<string, unknown> {
  const { names, values } = bindCall(source, args, setting);
  return Object.fromEntries(names.map((name, at) => [name, values[at]]));
}

describe('parameters', () => {
  it('are bound by position; a missing one is undefined, and more than there are do not count', () => {
    expect(bound('(a, b) => 0', [1])).toEqual({ a: 1, b: undefined });
    expect(bound('(a, b) => 0', [1, undefined])).toEqual(bound('(a, b) => 0', [1]));
    expect(bound('(a, b) => 0', [1, 2, 3])).toEqual({ a: 1, b: 2 });
    expect(bound('() => 0', [1])).toEqual({});
  });

  it.each(['function named(a, b) {}', 'async (a, b) => 0', 'function* (a, b) {}', 'async function* (a, b) {}'])(
    'of %s',
    (source) => {
      expect(bound(source, [1, 2])).toEqual({ a: 1, b: 2 });
    },
  );

  it.each(['m(a, b) {}', 'async m(a, b) {}', '*m(a, b) {}', '["m"](a, b) {}', "'m'(a, b) {}", 'set(a, b) {}'])(
    'of the method %s',
    (source) => {
      const methods = vm.runInThisContext(`({ ${source} })`) as Record<string, Function>;
      expect(bound(Object.values(methods)[0]!, [1, 2])).toEqual({ a: 1, b: 2 });
    },
  );

  it('of static and private-reading methods of a class', () => {
    const type = vm.runInThisContext(
      '(class { #x; static make(a = 1) {} read(a) { return this.#x + super.toString() } })',
    ) as { make: Function; prototype: { read: Function } };
    expect(bound(type.make, [])).toEqual({ a: 1 });
    expect(bound(type.prototype.read, [2])).toEqual({ a: 2 });
  });

  it('keep their place whatever they are called, so that renaming one changes no key', () => {
    expect(bindCall('(a, { b: c }) => 0', [1, { b: 2 }]).slots).toEqual(
      bindCall('(x, { b: z }) => 0', [1, { b: 2 }]).slots,
    );
    expect(bindCall('(a, { b }) => 0', [1, {}]).slots).not.toEqual(bindCall('(a, { c }) => 0', [1, {}]).slots);
  });
});

describe('defaults', () => {
  it('fill in what is missing or undefined, and not what is null', () => {
    expect(bound('(a = 1, b = "x") => 0', [])).toEqual({ a: 1, b: 'x' });
    expect(bound('(a = 1) => 0', [undefined])).toEqual({ a: 1 });
    expect(bound('(a = 1) => 0', [null])).toEqual({ a: null });
  });

  it('may read earlier parameters and captured variables', () => {
    expect(bound('(a, b = a * 2, c = `${b}!`) => 0', [3])).toEqual({ a: 3, b: 6, c: '6!' });
    expect(bound('(a = base + 1) => 0', [], { captured: { base: 4 } })).toEqual({ a: 5 });
    expect(bound('(a = exports.config.rate) => 0', [], { captured: { exports: { config: { rate: 2 } } } })).toEqual({
      a: 2,
    });
    expect(bound('(a = (0, m_1.x)) => 0', [], { captured: { m_1: { x: 7 } } })).toEqual({ a: 7 });
    expect(bound('({ a, b = a }) => 0', [{ a: 2 }])).toEqual({ a: 2, b: 2 });
  });

  it('a parameter hides a captured variable of its name', () => {
    expect(bound('(a, b = a) => 0', [1], { captured: { a: 9 } })).toEqual({ a: 1, b: 1 });
  });

  it('may read `this`, unless it is lexical', () => {
    const { m } = vm.runInThisContext('({ m(a = this.rate) {} })') as { m: Function };
    expect(bound(m, [], { self: { rate: 3 } })).toEqual({ a: 3 });
    expect(bound('(a = this.rate) => 0', [], { self: { rate: 3 } })).toEqual({ a: DEFAULT_BY_CODE });
  });

  it.each<[string, unknown]>([
    ['-1', -1],
    ['!0', true],
    ['typeof 1', 'number'],
    ['void 0', undefined],
    ['1 + 2 * 3 ** 2', 19],
    ['"a" + 1', 'a1'],
    ['5n * 2n', 10n],
    ['null ?? 1', 1],
    ['0 || 2', 2],
    ['1 && 2', 2],
    ['true ? 1 : 2', 1],
    ['[1, , ...[2, 3]]', Object.assign(new Array<number>(4), { 0: 1, 2: 2, 3: 3 })],
    ['({ a: 1, ["b"]: 2, ...{ c: 3 } })', { a: 1, b: 2, c: 3 }],
    ['undefined', undefined],
    ['Infinity', Infinity],
    ['Math.PI', Math.PI],
    ['Math.max(1, 2)', 2],
    ['"a-b".toUpperCase()', 'A-B'],
    ['[1, 2].length', 2],
    ['({ a: 1 })?.b?.c', undefined],
    ['/x/g', /x/g],
    ['new Date(0)', new Date(0)],
    ['new Map()', new Map()],
    ['new Float64Array(2)', new Float64Array(2)],
    ['Object.freeze({ a: 1 })', { a: 1 }],
    ['Number("3")', 3],
  ])('%s', (expression, value) => {
    const { values, completed } = bindCall(`(a = ${expression}) => 0`, []);
    expect(values).toEqual([value]);
    expect(completed).toBeUndefined();
  });

  it.each([
    'load()',
    'new Thing()',
    'exports.load()',
    '(() => 1)',
    'function () {}',
    'class {}',
    'tag`x`',
    'import.meta',
    'unknownName',
    'null.x',
    '[3, 1].sort()',
    '[1].map((x) => x)',
    '"a".replace("a", () => "b")',
    '1n + 1',
    '`${{}}`',
    '({} + 1)',
    '({ get a() { return 1 } })',
    '({ __proto__: null })',
  ])('that are only known by running code count by that code: %s', (expression) => {
    let runs = 0;
    const load = (): number => ++runs;
    const source = expression === 'import.meta' ? 'import("x")' : expression;
    const captured = { load, Thing: load, exports: { load }, tag: load };
    expect(bound(`(a = ${source}) => 0`, [], { captured })).toEqual({ a: DEFAULT_BY_CODE });
    expect(bound(`(a = ${source}) => 0`, [5], { captured })).toEqual({ a: 5 });
    expect(runs).toBe(0);
  });

  it('that depend on one that is not known are not known either', () => {
    expect(bound('(a = load(), b = a + 1, c = 2) => 0', [], { captured: { load: () => 1 } })).toEqual({
      a: DEFAULT_BY_CODE,
      b: DEFAULT_BY_CODE,
      c: 2,
    });
  });
});

describe('defaults that ask the clock or chance', () => {
  it('are asked once: the function is to be called with the answer', () => {
    const { values, completed } = bindCall('(a, now = Date.now(), b = 2) => 0', [1]);
    expect(completed).toEqual([1, values[1], 2]);
    expect(typeof values[1]).toBe('number');
  });

  it.each(['Math.random()', 'new Date()', 'performance.now()', 'crypto.randomUUID()', 'process.cwd()'])(
    '%s',
    (expression) => {
      const { values, completed } = bindCall(`(a = ${expression}) => 0`, []);
      expect(completed).toEqual(values);
      expect(values).not.toContain(DEFAULT_BY_CODE);
    },
  );

  it('are not asked when the argument is there', () => {
    expect(bindCall('(a = Date.now()) => 0', [1])).toMatchObject({ values: [1], completed: undefined });
  });

  it('are completed inside of patterns and beside rest parameters', () => {
    const { values, completed } = bindCall(
      '({ a, seed = Math.random(), ...others } = {}, [x, y = Math.random()] = [], ...rest) => 0',
      [{ a: 1, z: 2 }, [3], 4, 5],
    );
    expect(completed).toEqual([{ a: 1, seed: values[1], z: 2 }, [3, values[4]], 4, 5]);
  });

  it('leave a default alone that only the code of the user can tell', () => {
    const { values, completed } = bindCall('(a = Date.now(), b = load()) => 0', [], { captured: { load: () => 1 } });
    expect(completed).toEqual([values[0], undefined]);
  });

  it('count by the code when the function sees how many arguments it got', () => {
    expect(bindCall('function (a = Date.now()) { return arguments.length }', [])).toMatchObject({
      values: [DEFAULT_BY_CODE, []],
      completed: undefined,
    });
  });
});

describe('destructured parameters', () => {
  const options = '({ start, step = 1, range: { from = 0, to } = {} } = {}) => 0';

  it('count by the members that are taken', () => {
    expect(bound(options, [])).toEqual({ start: undefined, step: 1, from: 0, to: undefined });
    expect(bound(options, [{ start: 'a', range: { to: 5 }, unused: 1 }])).toEqual({
      start: 'a',
      step: 1,
      from: 0,
      to: 5,
    });
    expect(bound(options, [{ step: undefined }])).toEqual(bound(options, [{}]));
  });

  it('read members as the function does: inherited ones and those of primitives too', () => {
    expect(bound('({ a }) => 0', [Object.create({ a: 1 })])).toEqual({ a: 1 });
    expect(bound('({ length }) => 0', ['abc'])).toEqual({ length: 3 });
  });

  it('give what is left to the rest', () => {
    expect(bound('({ a, ...others }) => 0', [{ a: 1, b: 2, c: 3 }])).toEqual({ a: 1, others: { b: 2, c: 3 } });
    expect(bound('([a, ...others]) => 0', [[1, 2, 3]])).toEqual({ a: 1, others: [2, 3] });
  });

  it('take items of anything that can be iterated twice', () => {
    expect(bound('([a, , b = 3]) => 0', [[1, 2]])).toEqual({ a: 1, b: 3 });
    expect(bound('([a, b]) => 0', ['xy'])).toEqual({ a: 'x', b: 'y' });
    expect(bound('([a, b]) => 0', [new Set([1, 2])])).toEqual({ a: 1, b: 2 });
    expect(bound('([a, b]) => 0', [Float64Array.of(1, 2)])).toEqual({ a: 1, b: 2 });
  });

  it('leave an iterator alone, which can be read only once', () => {
    const iterator = [1, 2].values();
    expect(bound('([a, b]) => 0', [iterator])['[a, b]']).toBe(iterator);
    expect([...iterator]).toEqual([1, 2]);
  });

  it('are taken as a whole when a key is computed', () => {
    expect(bound('(k, { [k]: v }) => 0', ['a', { a: 1, b: 2 }])).toEqual({ k: 'a', '{ [k]: v }': { a: 1, b: 2 } });
  });

  it('let the function throw for null and undefined', () => {
    expect(bound('({ a }) => 0', [])).toEqual({ '{ a }': undefined });
    expect(bound('({ a }) => 0', [null])).toEqual({ '{ a }': null });
  });
});

describe('rest parameters and `arguments`', () => {
  it('all further arguments count', () => {
    expect(bound('(a, ...rest) => 0', [1, 2, undefined])).toEqual({ a: 1, rest: [2, undefined] });
    expect(bound('(a, ...[b, c]) => 0', [1, 2, 3, 4])).toEqual({ a: 1, b: 2, c: 3 });
  });

  it('all arguments count when the function reads `arguments`', () => {
    const source = 'function (a) { return arguments.length }';
    expect(bound(source, [1, 2])).not.toEqual(bound(source, [1]));
    expect(bound(source, [undefined])).not.toEqual(bound(source, []));
  });

  it('missing and undefined and the default are three things for `arguments`', () => {
    const source = 'function (a = 1) { return [...arguments] }';
    const all = [bound(source, []), bound(source, [undefined]), bound(source, [1])].map((value) =>
      JSON.stringify(value),
    );
    expect(new Set(all).size).toBe(3);
  });

  it('`arguments` in an arrow function inside counts, in a function inside or as a name of a member it does not', () => {
    expect(bound('function () { return () => arguments }', [1])).toHaveProperty('arguments');
    expect(bound('function () { return eval("1") }', [1])).toHaveProperty('arguments');
    expect(bound('function () { return function () { return arguments } }', [1])).toEqual({});
    expect(bound('function (a) { return { arguments: a.arguments } }', [1])).toEqual({ a: 1 });
  });

  it('what `arguments` shows of a destructured parameter counts, unless it is ignored', () => {
    const source = 'function ({ a }) { return arguments[0].b }';
    expect(bound(source, [{ a: 1, b: 2 }])).not.toEqual(bound(source, [{ a: 1, b: 3 }]));
    expect(bound(source, [{ a: 1, b: 2 }], { ignore: ['a'] })).toEqual(
      bound(source, [{ a: 2, b: 2 }], { ignore: ['a'] }),
    );
  });
});

describe('functions without a source', () => {
  it('are bound by position, and the number of arguments counts', () => {
    const native = Math.max.bind(undefined, 1);
    expect(bound(native, [1, 2])).toEqual({ 'argument 1': 1, 'argument 2': 2 });
    expect(bindCall(native, [undefined]).slots).not.toEqual(bindCall(native, []).slots);
  });
});

describe('cacheKey', () => {
  it('decides alone what counts, called as the function is', () => {
    const cacheKey = function (this: unknown, ...args: unknown[]): unknown {
      return [this, ...args].length;
    };
    expect(bindCall('(a) => 0', [1, 2], { cacheKey })).toEqual({
      slots: ['key'],
      names: ['cacheKey'],
      values: [3],
      completed: undefined,
    });
  });

  it('beside `ignore` is a misuse', () => {
    expect(() => bindCall('(a) => 0', [], { cacheKey: () => 1, ignore: ['a'] })).toThrow(UsageError);
  });
});
