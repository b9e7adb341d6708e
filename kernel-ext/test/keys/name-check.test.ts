import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { fromScript, useMemory } from '../support/memory';

const used = useMemory();

type Any = (...args: any[]) => any;

interface Made {
  f: Any;
  /** Changes what the code holds. */
  set: Any;
}

describe('a name in ignore that is of nothing', () => {
  const refusal = (code: string, name: string): string => {
    try {
      used.memory.cache(fromScript<Any>(code), { name: 'f', ignore: [name] });
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      return (error as Error).message;
    }
    return 'none';
  };

  test('is refused with what there is, and with what may be meant', () => {
    expect(refusal('const limiter = {}; return (url, { debug: d }, ...rest) => limiter.run(url);', 'limitr')).toBe(
      "ignore: f has no parameter 'limitr', and neither it nor what it calls reads a variable of this name. " +
        "Did you mean 'limiter'? It has: 'url', 'd', 'rest'. It reads: 'limiter'.",
    );
    expect(refusal('return () => 1;', 'a')).toContain('It has no parameters.');
    expect(refusal('const help = (x) => x; return (x) => help(x);', 'n')).toContain("It reads: 'help'.");
    expect(refusal('return Math.max;', 'a')).toMatch(/names of its parameters are not known/);
  });

  test('is told at the first call where not all of the code is there before', () => {
    const { f, set } = fromScript<Made>('let help; return { set: () => { help = (x) => x; }, f: (x) => help(x) };');
    const cached = used.memory.cache(f, { name: 'f', ignore: ['limiter'] });
    expect(used.warned).toEqual([]);
    set();
    cached.keyOf(1);
    cached.keyOf(2);
    expect(used.warned).toEqual([expect.stringMatching(/^ignore: f has no parameter 'limiter'/)]);
  });

  test('is told for a field that a method does not read', () => {
    const repo = fromScript<any>(
      'return new (class Repo { cache = 1; load() { return this.help(); } help() { return this.cache; } })();',
    );
    used.memory
      .cache(repo.load as Any, { name: 'load', ignore: ['this.cache'] })
      .on(repo)
      .keyOf();
    expect(used.warned).toEqual([]);
    used.memory
      .cache(repo.load as Any, { name: 'other', ignore: ['this.cahce'] })
      .on(repo)
      .keyOf();
    expect(used.warned).toEqual([expect.stringMatching(/^ignore: other has no parameter 'this\.cahce'.*this field/)]);
  });
});
