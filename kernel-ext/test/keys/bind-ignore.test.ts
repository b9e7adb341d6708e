import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors';
import { createBinder, DEFAULT_BY_CODE } from '../../src/keys/bind';

function values(source: string, ignore: string[], ...args: unknown[]): readonly unknown[] {
  return createBinder(vm.runInThisContext(`(${source})`) as Function, { name: 'f', ignore }).bind(undefined, args)
    .values;
}

describe('ignore', () => {
  it('leaves out a parameter', () => {
    expect(values('(a, debug) => 0', ['debug'], 1, true)).toEqual([1]);
  });

  it('leaves out a destructured member, by either of its names, at any depth', () => {
    const source = '(a, { debug = false, log: { level } = {}, trace: t } = {}) => 0';
    expect(values(source, ['debug', 'level', 'trace'], 1, { debug: true, log: { level: 3 }, trace: 1 })).toEqual([1]);
    expect(values(source, ['t', 'debug', 'level'], 1)).toEqual([1]);
  });

  it('leaves out a rest parameter', () => {
    expect(values('(a, ...rest) => 0', ['rest'], 1, 2, 3)).toEqual([1]);
  });

  it('leaves out a member of a parameter, and the parameter itself stays as it was', () => {
    const options = { debug: true, start: 1 };
    expect(values('(a, options) => 0', ['options.debug'], 1, options)).toEqual([1, { start: 1 }]);
    expect(options).toEqual({ debug: true, start: 1 });
  });

  it('a deep member, also in an array', () => {
    expect(values('(o) => 0', ['o.log.level'], { log: { level: 1, file: 'a' } })).toEqual([{ log: { file: 'a' } }]);
    expect(values('(o) => 0', ['o.rows.0.debug'], { rows: [{ debug: 1, a: 2 }, { debug: 1 }] })).toEqual([
      { rows: [{ a: 2 }, { debug: 1 }] },
    ]);
  });

  it('an ignored member that is missing, false or true is one call, also without the object', () => {
    const all = [[0], [0, {}], [0, { debug: false }], [0, { debug: true }], [0, undefined]];
    for (const source of ['(i, options) => 0', '(i, options = {}) => 0']) {
      const keys = all.map((args) => JSON.stringify(values(source, ['options.debug'], ...args)));
      expect(new Set(keys).size).toBe(1);
    }
    const destructured = all.map((args) =>
      JSON.stringify(values('(i, { debug = false } = {}) => 0', ['debug'], ...args)),
    );
    expect(new Set(destructured).size).toBe(1);
  });

  it('keeps the class of an object that loses a member, and covers what it inherits', () => {
    class Settings {
      debug = true;
      rate = 1;
    }
    const [settings] = values('(s) => 0', ['s.debug'], new Settings());
    expect(settings).toBeInstanceOf(Settings);
    expect(settings).toEqual(Object.assign(Object.create(Settings.prototype) as object, { rate: 1 }));
    const inheriting = (debug: boolean): unknown => values('(s) => 0', ['s.debug'], Object.create({ debug }))[0];
    expect(Reflect.get(inheriting(true) as object, 'debug')).toBe(undefined);
  });

  it('leaves built-ins whole, which a copy would empty', () => {
    const all = [new Map([[1, 2]]), new Set([1]), new Date(5), new Uint8Array(2), /a/g];
    for (const value of all) expect(values('(o) => 0', ['o.size', 'o.length', 'o.flags'], value)[0]).toBe(value);
  });

  it('does not disturb values that have no such member', () => {
    expect(values('(o) => 0', ['o.debug'], 5)).toEqual([5]);
    expect(values('(o) => 0', ['o.debug'], null)).toEqual([null]);
    expect(values('(o) => 0', ['o.a.b'], { a: 1 })).toEqual([{ a: 1 }]);
  });

  it('a default may still read an ignored parameter', () => {
    expect(values('(a, b = a + 1) => 0', ['a'], 1)).toEqual([2]);
  });

  it('leaves what is no parameter to others: variables, and fields of the object', () => {
    const made = createBinder(vm.runInThisContext('((a) => 0)') as Function, {
      name: 'f',
      ignore: ['a', 'limiter', 'config.debug', 'this.cache'],
    });
    expect(made.beyond).toEqual([['limiter'], ['config', 'debug'], ['this', 'cache']]);
    expect(made.ignoresArguments).toBe(true);
    const ignoring = (...ignore: string[]) => createBinder(() => 0, { name: 'f', ignore }).ignoresArguments;
    expect([ignoring('limiter'), ignoring('this.signal')]).toEqual([false, true]);
  });

  it('a default that reads an ignored variable counts as the default, whatever it is', () => {
    const wrap = (source: string, ignore: string[]) =>
      createBinder(vm.runInThisContext(`(${source})`) as Function, { name: 'f', ignore }, (name) =>
        name === 'exports' ? { value: { rate: 1 } } : { value: 1 },
      );
    const self = { rate: 1 };
    expect(wrap('(a = rate) => 0', ['other']).bind(undefined, []).values).toEqual([1]);
    expect(wrap('(a = rate) => 0', ['rate']).bind(undefined, []).values).toEqual([DEFAULT_BY_CODE]);
    expect(wrap('(a = exports.rate) => 0', ['rate']).bind(undefined, []).values).toEqual([DEFAULT_BY_CODE]);
    expect(wrap('(a = rate) => 0', ['rate']).bind(undefined, [2]).values).toEqual([2]);
    expect(wrap('function (a = this.rate) {}', ['x']).bind(self, []).values).toEqual([1]);
    expect(wrap('function (a = this.rate) {}', ['this.rate']).bind(self, []).values).toEqual([DEFAULT_BY_CODE]);
  });

  it.each([['options.'], ['.a'], [''], ['this'], ['this.'], [5 as unknown as string]])(
    'refuses %j, which is no name',
    (name) => {
      const wrap = (): unknown => values('(i, { start, debug: d }, ...rest) => 0', [name]);
      expect(wrap).toThrow(UsageError);
      expect(wrap).toThrow(/is no name\. .*parameter or variable of f, 'name\.member'.*'this\.field'/);
    },
  );
});
