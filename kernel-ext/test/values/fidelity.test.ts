import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ValueCodec } from '../../src/values';
import { anyValue } from './support/any-value';
import { testClasses } from './support/classes';
import { plainValue } from './support/plain-value';
import { strictDifference } from './support/strict-difference';

test('any value comes back exactly as it was', () => {
  const codec = new ValueCodec({ classes: testClasses() });
  fc.assert(
    fc.property(fc.oneof(anyValue, plainValue, fc.tuple(plainValue, anyValue)), (value) => {
      expect(strictDifference(value, codec.decode(codec.encode(value)))).toBeUndefined();
    }),
    { numRuns: Number(process.env['VALUE_RUNS'] ?? 300) },
  );
});
