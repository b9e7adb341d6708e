import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestValue } from '../../../src/keys/canonical';
import { anyValue } from './arbitrary';
import { reorderedCopy } from './copy';
import { sameContent } from './same-content';

const digest = (value: unknown): string => digestValue(value).toString('hex');

describe('the digest of a value', () => {
  it('is equal for two values iff their content is', () => {
    const values = fc.sample(anyValue, { seed: 1, numRuns: 400 }).map((value) => ({ value, digest: digest(value) }));
    const wrong: unknown[] = [];
    let equal = 0;
    values.forEach((a, at) => {
      for (const b of values.slice(at + 1)) {
        const same = sameContent(a.value, b.value);
        if (same) equal++;
        if (same !== (a.digest === b.digest)) wrong.push([a.value, b.value]);
      }
    });
    expect(wrong).toEqual([]);
    expect(equal).toBeGreaterThan(100);
  });

  it('tells values apart that share all but one part', () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, (shared, a, b) => {
        const same = sameContent(a, b);
        expect(digest([shared, a]) === digest([shared, b])).toBe(same);
        expect(digest({ shared, a }) === digest({ shared, a: b })).toBe(same);
        expect(digest(new Map([[a, shared]])) === digest(new Map([[b, shared]]))).toBe(same);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  it('does not depend on the order of keys, on the buffer behind a view, or on which object it is', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const copy = reorderedCopy(value);
        expect(sameContent(value, copy)).toBe(true);
        expect(digest(copy)).toBe(digest(value));
      }),
      { seed: 3, numRuns: 3000 },
    );
  });

  it('is the same for an object that is reached twice and for two equal objects', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(digest([value, { value }, value])).toBe(
          digest([value, { value: reorderedCopy(value) }, reorderedCopy(value)]),
        );
      }),
      { seed: 4, numRuns: 1000 },
    );
  });

  it('tells any two texts apart', () => {
    const text = fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      maxLength: 3,
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(digest(a) === digest(b)).toBe(a === b);
        expect(digest([a, b]) === digest([b, a])).toBe(a === b);
        expect(digest({ [a]: b }) === digest({ [b]: a })).toBe(a === b);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});
