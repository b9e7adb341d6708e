import { describe, expect, test } from 'vitest';
import { decodeStart } from '../../../src/values/codec';
import { ValueCodec } from '../../../src/values';
import { strictDifference } from '../support/strict-difference';

const codec = new ValueCodec();
/** More than any of the counts from which on the decoder goes another way. */
const MANY = 300;

function comesBack(value: unknown): void {
  expect(strictDifference(codec.decode(codec.encode(value)), value)).toBeUndefined();
}

describe('many records of a shape', () => {
  test.each([
    ['of few keys', ['id', 'name']],
    ['without keys', []],
    ['of an empty key', ['', 'x']],
    ['of keys that are numbers', ['10', '2', 'x', '-1', '4294967295']],
    ['of keys with quotes and other letters', ['"', '\\', 'é', '\u2028', '😀']],
    ['of keys that objects have anyway', ['toString', 'valueOf', 'hasOwnProperty', 'constructor']],
    ['of a key that names the prototype', ['a', '__proto__']],
    ['of many keys', Array.from({ length: 64 }, (_, number) => `key ${number}`)],
  ])('%s come back with their own values', (_, keys) => {
    const make = (number: number): object => {
      const record = {};
      for (const [place, key] of keys.entries()) {
        const value = [number, `text ${number}`, { number }, number * 0.5, undefined][place % 5];
        Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
      }
      return record;
    };
    comesBack(Array.from({ length: MANY }, (__, number) => make(number)));
  });

  test('do not share what they hold', () => {
    const value = Array.from({ length: MANY }, (_, n) => ({ list: [n], at: { n } }));
    const loaded = codec.decode(codec.encode(value)) as typeof value;
    loaded[100]!.list.push(0);
    loaded[100]!.at.n = -1;
    expect(loaded[101]).toEqual({ list: [101], at: { n: 101 } });
  });

  test('refer to themselves and each other', () => {
    interface Node {
      id: number;
      self?: Node;
      pair: (Node | undefined)[];
    }
    const nodes = Array.from({ length: MANY }, (_, id): Node => ({ id, self: undefined, pair: [] }));
    for (const [id, node] of nodes.entries()) {
      node.self = node;
      node.pair = [nodes[(id + 1) % MANY], nodes[(id + 7) % MANY]];
    }
    comesBack(nodes);
  });

  test('show only the members that are there when their end is missing', () => {
    const value = Array.from({ length: MANY }, (_, id) => ({ id, list: [id, 'x'], last: true }));
    const { head } = codec.encode(value);
    for (let cut = head.byteLength - 60; cut < head.byteLength; cut++) {
      const shown = decodeStart(head.subarray(0, cut), head.byteLength) as typeof value;
      for (const [id, record] of shown.entries()) {
        expect([undefined, id]).toContain(record.id);
        for (const key of Object.keys(record)) expect(record[key as 'id']).not.toBeNull();
        if ('last' in record) expect(record).toEqual(value[id]);
      }
    }
  });
});

describe('many texts', () => {
  const texts = Array.from(
    { length: MANY * 20 },
    (_, n) =>
      [
        '',
        'a',
        'ab',
        'all',
        `tag ${n % 7}`,
        `row ${n}`,
        'x'.repeat(12),
        'y'.repeat(13),
        `é${n}`,
        'ÿ'.repeat(6),
        `${n}\u0000`,
        'Zürich',
      ][n % 12]!,
  );

  test('of all lengths, repeated and not, come back', () => comesBack(texts));

  test('of one length that are all different, then repeat, come back', () => {
    comesBack(Array.from({ length: 6000 }, (_, n) => `id ${1000 + (n < 3000 ? n : n % 7)}`));
    comesBack(Array.from({ length: 6000 }, (_, n) => `é ${1000 + n}`));
  });

  test('between long ones come back', () => {
    comesBack(Array.from({ length: MANY }, (_, n) => (n % 9 === 8 ? 'long '.repeat(n * 40) : `text ${n}`)));
  });

  test('that differ by little are not taken for each other', () => {
    comesBack(Array.from({ length: 36 ** 3 }, (_, n) => n.toString(36)));
  });
});
