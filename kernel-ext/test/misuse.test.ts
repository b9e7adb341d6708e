import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { file, type Memory } from '../src';
import { fromScript, useMemory } from './support/memory';

const used = useMemory();

const identity = (x: number) => x;

describe('misuse is told in words that name the remedy', () => {
  const cases: [what: string, misuse: (memory: any) => unknown, words: RegExp][] = [
    [
      'a promise instead of a function',
      (memory) => memory.cache(Promise.resolve(1)),
      /not an object of class Promise.*memory\.cache\(fn\)/,
    ],
    [
      'a blank name',
      (memory) => memory.cache(identity, { name: ' ' }),
      /"name" must be a text that is not blank, not ' '/,
    ],
    ['a text instead of options', (memory) => memory.cache(identity, 'name'), /takes an object of options, not 'name'/],
    [
      'an instance instead of options',
      (memory) => memory.cache(identity, new Map()),
      /options, not an object of class Map/,
    ],
    [
      'a level that there is not',
      (memory) => memory.cache(identity, { compress: { level: 99 } }),
      /"compress" must be .*1 to 22/,
    ],
    [
      'an unknown limit',
      (memory) => memory.prune({ maxByte: 1 }),
      /memory\.prune\(limits\): unknown option "maxByte".*maxBytes/,
    ],
    [
      'arguments that are no list',
      (memory) => memory.cache(identity).set(7, 49),
      /set takes the arguments .* as an array/,
    ],
    ['a method of nothing', (memory) => memory.method(null, 'run'), /run is not a cached method/],
    ['no class', (memory) => memory.register(3), /expects a class.*memory\.register\(Point\)/],
    ['a file that is no path', () => file(3 as never), /file\('data\.csv'\), not 3/],
    ['a cell with a misspelt option', (memory) => memory.cell('a', identity, { tll: 1 }), /unknown option "tll"/],
    [
      'a key that is not known yet',
      (memory) => memory.cache(identity, { cacheKey: async () => 1 })(1),
      /Let `cacheKey` return plain data/,
    ],
  ];
  test.each(cases)('%s', (_, misuse, words) => {
    expect(() => misuse(used.memory)).toThrow(words);
  });

  test('a folder where a file is meant', () => {
    expect(() => file(used.folder)).toThrow(/is a folder\. Name its files/);
  });

  test('a file that has become a folder is another state of it', () => {
    const path = join(used.folder, 'data.csv');
    const load = used.memory.cache(identity, { dependsOn: [file(path)] });
    load(1);
    mkdirSync(path);
    expect(load.has(1)).toBe(false);
  });

  test('a text in dependsOn that is the name of a file', () => {
    const path = join(used.folder, 'data.csv');
    writeFileSync(path, 'a');
    used.memory.cache(identity, { dependsOn: [path, 'v1', used.folder] });
    expect(used.warned).toEqual([expect.stringMatching(/counts this text, and not the file.*Write file\('/)]);
  });

  test('an instance that keeps what cannot be read, with how to register its class', () => {
    const make = fromScript<() => object>(
      'class Secret { #key = 1; } return function make() { return new Secret(); };',
    );
    used.memory.cache(make)();
    expect(used.warned).toEqual([
      expect.stringMatching(/private field #key\. Call memory\.register\(Secret, { encode:/),
    ]);
  });

  test('code that cannot be seen in the function itself, without a name of its own', () => {
    const anonymous = fromScript<() => number>('return () => eval("1");');
    used.memory.cache(anonymous, { name: 'calc' })();
    expect(used.warned).toEqual([expect.stringMatching(/^calc uses `eval`, /)]);
  });
});

describe('conditions that cannot be answered', () => {
  const cachedWith = (memory: Memory, options: object) => {
    const runs: number[] = [];
    const code = 'return (x) => { runs.push(x); return x; };';
    return { f: memory.cache(fromScript<(x: number) => number>(code, { runs }), { name: 'f', ...options }), runs };
  };

  test('a promise from shouldCache or validate is no yes', () => {
    const unwanted = cachedWith(used.memory, { shouldCache: async () => false });
    expect([unwanted.f(1), unwanted.f.has(1)]).toEqual([1, false]);
    const invalid = cachedWith(used.memory, { validate: async () => false });
    invalid.f(2);
    expect(invalid.f.has(2)).toBe(false);
    expect(used.warned).toEqual([
      expect.stringContaining('`shouldCache` must answer at once'),
      expect.stringContaining('`validate` must answer at once'),
    ]);
  });

  test('a validate that throws fails no call', () => {
    const { f, runs } = cachedWith(used.memory, {
      validate: () => {
        throw new Error('oops');
      },
    });
    expect([f(1), f(1)]).toEqual([1, 1]);
    expect(runs).toEqual([1, 1]);
    expect(used.warned).toEqual([expect.stringMatching(/validate of f failed, .*: oops/)]);
  });
});
