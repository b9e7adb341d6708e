import { Packr } from 'msgpackr';
import { expect, test } from 'vitest';
import { ValueCodec } from '../../src/values';
import { HEAD_PREAMBLE } from '../../src/values/format';

test('plain data is MessagePack with records, which others can read', () => {
  const value = [
    { id: 1, name: 'a', tags: ['x', 'ü'], when: null },
    { id: -2, name: 'b'.repeat(300), tags: [], when: undefined },
    { deep: { list: [1.5, 70_000, -40, 2 ** 40, true, false] } },
  ];
  const { head } = new ValueCodec().encode(value);
  const tableAt = Buffer.from(head).readUIntBE(2, 6);
  expect(new Packr({ useRecords: true }).unpack(head.subarray(HEAD_PREAMBLE, tableAt))).toEqual(value);
});
