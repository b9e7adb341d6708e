import { describe, expect, it } from 'vitest';
import { digestValue } from '../../../src/keys/canonical';

const digest = (value: unknown): string => digestValue(value).toString('hex');

interface Node {
  name: string;
  links: Node[];
}

function ring(...names: string[]): Node {
  const nodes: Node[] = names.map((name) => ({ name, links: [] }));
  nodes.forEach((node, at) => node.links.push(nodes[(at + 1) % nodes.length]!));
  return nodes[0]!;
}

describe('cycles', () => {
  it('end, and equal graphs are equal', () => {
    expect(digest(ring('a', 'b', 'c'))).toBe(digest(ring('a', 'b', 'c')));
    expect(digest(ring('a', 'b', 'c'))).not.toBe(digest(ring('a', 'c', 'b')));
    expect(digest(ring('a'))).not.toBe(digest(ring('a', 'a')));
  });

  it('are told apart by where they lead back to', () => {
    const make = (back: (outer: object, inner: object) => object): object => {
      const inner: Record<string, unknown> = {};
      const outer: Record<string, unknown> = { inner };
      inner['back'] = back(outer, inner);
      return outer;
    };
    expect(digest(make((outer) => outer))).not.toBe(digest(make((_, inner) => inner)));
  });

  it('go through Maps, Sets, arrays, instances and errors', () => {
    class Holder {
      constructor(public held: unknown) {}
    }
    const makers = [
      () => { const map = new Map<string, unknown>(); return map.set('self', map); },
      () => { const set = new Set<unknown>(); return set.add([set]); },
      () => { const array: unknown[] = [1]; array.push(array); return array; },
      () => { const holder = new Holder(undefined); holder.held = { holder }; return holder; },
      () => { const error = new Error('a'); error.cause = [error]; return error; },
    ]; // prettier-ignore
    const digests = makers.map((make) => digest(make()));
    expect(makers.map((make) => digest(make()))).toEqual(digests);
    expect(new Set(digests).size).toBe(makers.length);
  });

  it('do not depend on the order of keys', () => {
    const a: Record<string, unknown> = { x: 1, y: { z: 2 } };
    a['self'] = a;
    const b: Record<string, unknown> = {};
    b['self'] = b;
    b['y'] = { z: 2 };
    b['x'] = 1;
    expect(digest(a)).toBe(digest(b));
  });

  it('in a graph where everything leads everywhere take no longer than its links', () => {
    const all = Array.from({ length: 60 }, (_, i) => ({ name: String(i), links: [] as Node[] }));
    for (const node of all) node.links.push(...all);
    expect(digest(all[0])).not.toBe(digest(all[1]));
  });

  it('leave the arguments beside them alone', () => {
    const shared = { a: 1 };
    expect(digest([ring('a'), shared, shared])).toBe(digest([ring('a'), shared, shared]));
    expect(digest([shared, shared])).toBe(digest([{ a: 1 }, { a: 1 }]));
  });
});

describe('size', () => {
  it('a chain of 100,000 objects, arrays and Maps', () => {
    let objects: unknown = null;
    let arrays: unknown = [];
    let maps: unknown = new Map();
    for (let i = 0; i < 100_000; i++) {
      objects = { i, next: objects };
      arrays = [arrays];
      maps = new Map([[i, maps]]);
    }
    const digests = [objects, arrays, maps].map(digest);
    expect(new Set(digests).size).toBe(3);
    expect(digest({ next: objects })).not.toBe(digests[0]);
  });

  it('parts that are shared by many, level upon level, are walked once', () => {
    let value: unknown = ['x'];
    for (let i = 0; i < 300; i++) value = [value, value, { value }];
    expect(digest(value)).toBe(digest(value));
  });

  it('a large part counts the same when it is shared and when it is there twice', () => {
    const make = (): object[] => Array.from({ length: 5_000 }, (_, id) => ({ id, name: `n${id}` }));
    const shared = make();
    expect(digest({ a: shared, b: [shared] })).toBe(digest({ a: make(), b: [make()] }));
    const other = make();
    other[4_999] = { id: 0 };
    expect(digest({ a: shared, b: [shared] })).not.toBe(digest({ a: shared, b: [other] }));
  });

  it('each element of a long array counts', () => {
    const make = (at: number): number[] => Array.from({ length: 20_000 }, (_, i) => (i === at ? -1 : i));
    const digests = [0, 1, 2_700, 9_999, 19_998, 19_999].map((at) => digest(make(at)));
    expect(new Set(digests).size).toBe(digests.length);
  });
});
