import fc from 'fast-check';

/** Keys that msgpackr cannot be given; see TAKEN_KEYS in plain-check.ts. */
export const takenKeys = ['__proto__', '__keys__', 'constructor', 'hasOwnProperty', 'toJSON'];

const texts = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
  fc.string({ maxLength: 20 }),
  fc.nat(400).map((length) => 'aé€'.charAt(length % 3).repeat(length)),
);
const wholes = [0, 0x20, 0x40, 0x80, 0x100, 0x8000, 0x10000, 2 ** 31, 2 ** 32, 2 ** 53];
const numbers = fc.oneof(
  fc.integer(),
  fc.double().filter((value) => !Object.is(value, -0)),
  fc.tuple(fc.constantFrom(...wholes), fc.integer({ min: -2, max: 2 })).map(([whole, more]) => whole + more),
  fc.tuple(fc.constantFrom(...wholes.slice(1)), fc.integer({ min: -2, max: 2 })).map(([whole, more]) => more - whole),
  fc.constantFrom(NaN, Infinity, -Infinity, 5e-324),
);
const keys = fc
  .oneof(fc.constantFrom('a', 'b', 'c', '1', 'valueOf', ''), texts)
  .filter((key) => !takenKeys.includes(key));

const { plain } = fc.letrec<{ plain: unknown }>((tie) => ({
  plain: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(texts, numbers, fc.boolean(), fc.constantFrom(null, undefined)),
    fc.array(tie('plain'), { maxLength: 20 }),
    fc.array(fc.tuple(keys, tie('plain')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

/** What msgpackr carries exactly: null, undefined, booleans, numbers, strings, and arrays and objects of these. */
export const plainValue: fc.Arbitrary<unknown> = plain;
