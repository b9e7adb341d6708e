import { describe, expect, it } from 'vitest';
import { DEFAULT_BY_CODE, type BoundCall } from '../../src/keys/bind';
import { describeBoundCall, writeBoundCall } from '../../src/keys/bound-call';
import { CanonicalWriter, digestValue } from '../../src/keys/canonical';

function call(arguments_: Record<string, unknown>): BoundCall {
  const names = Object.keys(arguments_);
  return { slots: names.map((_, at) => String(at)), names, values: Object.values(arguments_), completed: undefined };
}

function keyOf(bound: BoundCall): string {
  const writer = new CanonicalWriter({ functionName: 'load' });
  writeBoundCall(writer, bound);
  return writer.out.digest().toString('hex');
}

describe('the arguments of a call', () => {
  it('make the key by place and content', () => {
    expect(keyOf(call({ a: 1, b: { c: 2, d: 3 } }))).toBe(keyOf(call({ a: 1, b: { d: 3, c: 2 } })));
    expect(keyOf(call({ a: 1, b: 2 }))).not.toBe(keyOf(call({ a: 2, b: 1 })));
    expect(keyOf(call({ a: [1] }))).not.toBe(keyOf(call({ a: 1 })));
    expect(keyOf(call({ a: 1 }))).not.toBe(keyOf({ ...call({ a: 1 }), slots: ['1'] }));
    expect(keyOf(call({ a: 1, b: undefined }))).not.toBe(keyOf(call({ a: 1 })));
  });

  it('make the same key whatever their names, which are for people', () => {
    expect(keyOf(call({ a: 1 }))).toBe(keyOf(call({ renamed: 1 })));
  });

  it('with a cycle in one of them leave the others as they are', () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    const shared = {};
    expect(keyOf(call({ a: cyclic, b: [shared, shared] }))).toBe(keyOf(call({ a: cyclic, b: [{}, {}] })));
  });

  it('are named when one cannot be hashed', () => {
    expect(() => keyOf(call({ start: 1, options: { db: Promise.resolve() } }))).toThrow(
      /load: `options\.db` is a promise/,
    );
  });

  it('say of a default that only the code knows that it is one', () => {
    expect(describeBoundCall(call({ a: DEFAULT_BY_CODE }), [], {}).digests[0]!.text).toBe('(default)');
  });

  it('are described one by one, with their place, and as they were written', () => {
    const bound: BoundCall = {
      slots: ['0', '1."start"', 'raw'],
      names: ['name', 'start', 'arguments'],
      values: ['AAPL', 5, []],
      completed: undefined,
    };
    expect(describeBoundCall(bound, ['AAPL', { start: 5 }], {})).toEqual({
      args: "'AAPL', {start: 5}",
      digests: [
        { name: 'name', digest: digestValue('AAPL').toString('hex'), text: "'AAPL'", position: 1 },
        { name: 'start', digest: digestValue(5).toString('hex'), text: '5', position: 2 },
        { name: 'arguments', digest: digestValue([]).toString('hex'), text: '[]' },
      ],
    });
  });
});
