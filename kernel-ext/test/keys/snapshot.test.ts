import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestValue } from '../../src/keys/canonical';
import { Snapshot } from '../../src/keys/fingerprint/snapshot';

type Container = Record<PropertyKey, unknown> | unknown[] | Map<unknown, unknown> | Set<unknown>;

const primitive = fc.constantFrom<unknown>(0, -0, 1, NaN, '', 'a', '0', 1n, true, null, undefined, Symbol.for('a'));
const key = fc.constantFrom('a', 'b', '0', '1', '__proto__x');
const { container } = fc.letrec<{ container: Container; member: unknown }>((tie) => ({
  member: fc.oneof({ maxDepth: 2 }, primitive, primitive, tie('container')),
  container: fc.oneof(
    fc.dictionary(key, tie('member'), { maxKeys: 3 }) as fc.Arbitrary<Container>,
    fc.array(tie('member'), { maxLength: 3 }),
    fc.array(fc.tuple(tie('member'), tie('member')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(tie('member'), { maxLength: 3 }).map((members) => new Set(members)),
  ),
}));

/** Changes one container in one of many ways, some of which change nothing. */
const mutation = fc.record({
  at: fc.nat(10),
  key,
  value: primitive,
  how: fc.constantFrom('set', 'delete', 'symbol', 'hidden', 'getter', 'prototype', 'reinsert', 'clear', 'hole'),
});

function containersIn(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== 'object' || value === null || found.has(value)) return found;
  found.add(value);
  const members = value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.values(value);
  for (const member of members) containersIn(member, found);
  return found;
}

function mutate(
  root: object,
  { at, key, value, how }: typeof mutation extends fc.Arbitrary<infer T> ? T : never,
): void {
  const all = [...containersIn(root)];
  const target = all[at % all.length] as Record<PropertyKey, unknown>;
  if (how === 'set' && target instanceof Map) target.set(key, value);
  else if (how === 'set' && target instanceof Set) target.add(value);
  else if (how === 'set') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else if (how === 'delete' && target instanceof Map) target.delete([...target.keys()][0]);
  else if (how === 'delete' && target instanceof Set) target.delete([...target][0]);
  else if (how === 'delete') delete target[Object.keys(target)[0] ?? key];
  else if (how === 'symbol') target[Symbol.for('s')] = value;
  else if (how === 'hidden') Object.defineProperty(target, `${key}h`, { value, configurable: true });
  else if (how === 'getter')
    Object.defineProperty(target, key, { get: () => value, enumerable: true, configurable: true });
  else if (how === 'prototype') Object.setPrototypeOf(target, { constructor: undefined });
  else if (how === 'reinsert' && !Array.isArray(target)) {
    const [first] = Object.keys(target);
    if (first === undefined) return;
    const kept = target[first];
    delete target[first];
    target[first] = kept;
  } else if (how === 'clear' && (target instanceof Map || target instanceof Set)) target.clear();
  else if (how === 'hole' && Array.isArray(target)) target.length += 1;
}

describe('a snapshot', () => {
  test('never holds when the content is another', () => {
    fc.assert(
      fc.property(container, fc.array(mutation, { minLength: 1, maxLength: 2 }), (value, mutations) => {
        const snapshot = Snapshot.of(value);
        const before = digestValue(value);
        expect(snapshot?.holds() ?? true).toBe(true);
        for (const each of mutations) mutate(value, each);
        if (!snapshot?.holds()) return;
        expect(digestValue(value)).toEqual(before);
      }),
      { seed: 11, numRuns: 5000 },
    );
  });

  test('is taken of plain data, cycles and functions included', () => {
    const cyclic: Record<string, unknown> = { list: [1, () => 1], map: new Map([['m', new Set([1])]]) };
    cyclic['self'] = cyclic;
    expect(Snapshot.of(cyclic)?.holds()).toBe(true);
  });

  test.each<[string, object]>([
    ['an instance', new Date()],
    ['a typed array', new Uint8Array(3)],
    ['something with a getter', { get a() { return 1; } }], // prettier-ignore
    ['an array with a hole', [1, , 2]],
    ['an array with properties', Object.assign([1], { columns: [] })],
    ['something that holds an instance', { deep: [new Date()] }],
    ['a proxy', new Proxy({ a: 1 }, {})],
    ['an object of the platform', Math],
    ['much', Array.from({ length: 300 }, (_, i) => i)],
  ])('is not taken of %s', (_, value) => {
    expect(Snapshot.of(value)).toBeUndefined();
  });
});
