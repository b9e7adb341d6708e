import fc from 'fast-check';
import { bufferOf, define, keep, restrict, viewOf, type Plan, type Site } from './building';
import { HttpError, List, Point, Samples, Table } from './classes';

const strings = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'length',
    'toJSON',
    '0',
    '-0',
    '\ud800',
    '\udfff\ud800x',
    '\ufeffbom',
    '\0',
    'é'.repeat(40),
    'x'.repeat(300),
  ),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    63,
    64,
    127,
    128,
    255,
    256,
    -32,
    -33,
    65535,
    65536,
    2 ** 31,
    -(2 ** 31),
    2 ** 53,
    5e-324,
  ),
);
const symbols = fc.oneof(
  strings.map((name) => Symbol.for(name)),
  fc.constantFrom(Symbol.iterator, Symbol.toStringTag, Symbol.asyncIterator),
);
const primitives = fc.oneof(
  strings,
  numbers,
  fc.bigInt(),
  fc.bigInt(-(2n ** 300n), 2n ** 300n),
  fc.boolean(),
  fc.constantFrom(null, undefined),
  symbols,
);
// An own `then`, `toJSON` and the like must not be called by anybody; an own toStringTag must not mislead.
const keys = fc.oneof(
  strings,
  strings,
  symbols,
  fc.constantFrom('stack', 'message', 'size', 'buffer', 'byteLength', 'valueOf', 'then', 'href', 'lastIndex2'),
);
const attributes = fc.oneof(
  { weight: 4, arbitrary: fc.constant(7) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 7 }) },
);
const integrities = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
);
const errorClasses = [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError];

const { plan } = fc.letrec<{ plan: Plan; member: [PropertyKey, number, Plan] }>((tie) => {
  const members = fc.array(tie('member') as fc.Arbitrary<[PropertyKey, number, Plan]>, { maxLength: 5 });
  const plans = fc.array(tie('plan') as fc.Arbitrary<Plan>, { maxLength: 6 });
  const few = fc.oneof(
    { weight: 3, arbitrary: fc.constant<[PropertyKey, number, Plan][]>([]) },
    { weight: 1, arbitrary: members },
  );
  /** A container: made first, filled later, so that members may refer to it. */
  const container = <C>(
    content: fc.Arbitrary<C>,
    make: (content: C, site: Site) => object,
    fill: (object: never, content: C, site: Site) => void,
    more = few,
  ): fc.Arbitrary<Plan> =>
    fc.tuple(content, more, integrities).map(([parts, properties, integrity]) => (site) => {
      const object = keep(site, make(parts, site));
      fill(object as never, parts, site);
      define(object, properties, site);
      return restrict(object, integrity);
    });
  const nothing = fc.constant(undefined);
  const noFill = (): void => undefined;
  return {
    member: fc.tuple(keys, attributes, tie('plan') as fc.Arbitrary<Plan>),
    plan: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      primitives.map((value) => () => value),
      fc.nat().map(
        (pick): Plan =>
          ({ objects }) =>
            objects.length === 0 ? null : objects[pick % objects.length],
      ),
      container(nothing, () => ({}), noFill, members),
      container(nothing, () => Object.create(null) as object, noFill, members),
      container(nothing, () => new Point(), noFill, members),
      container(
        plans,
        () => [],
        (array: unknown[], parts, site) => array.push(...parts.map((part) => part(site))),
      ),
      container(
        plans,
        () => new List(),
        (array: List, parts, site) => array.push(...parts.map((part) => part(site))),
      ),
      container(
        fc.array(fc.tuple(fc.nat(300), tie('plan') as fc.Arbitrary<Plan>)),
        () => [],
        (array: unknown[], parts, site) => parts.forEach(([index, part]) => (array[index] = part(site))),
      ),
      container(
        plans,
        () => new Set(),
        (set: Set<unknown>, parts, site) => parts.forEach((part) => set.add(part(site))),
      ),
      container(
        fc.array(fc.tuple(tie('plan') as fc.Arbitrary<Plan>, tie('plan') as fc.Arbitrary<Plan>), { maxLength: 4 }),
        (parts) => (parts.length % 2 === 0 ? new Map() : new Table()),
        (map: Map<unknown, unknown>, parts, site) =>
          parts.forEach(([key, value]) => Map.prototype.set.call(map, key(site), value(site))),
      ),
      container(numbers, (time) => new Date(time), noFill),
      container(
        fc.tuple(fc.constantFrom('a+', '[/]\\n', '\\p{L}', ''), fc.constantFrom('', 'giu', 'y', 'dms'), fc.nat(9)),
        ([source, flags, lastIndex]) => Object.assign(new RegExp(source, flags), { lastIndex }),
        noFill,
      ),
      container(
        fc.tuple(
          fc.constantFrom(...errorClasses, HttpError as unknown as ErrorConstructor),
          strings,
          tie('plan') as fc.Arbitrary<Plan>,
        ),
        ([Class, message, cause], site) =>
          Class === (HttpError as unknown) ? new HttpError(404, message) : new Class(message, { cause: cause(site) }),
        noFill,
      ),
      container(
        plans,
        (parts, site) =>
          new AggregateError(
            parts.map((part) => part(site)),
            'several',
          ),
        noFill,
      ),
      container(
        fc.constantFrom('AbortError', 'DataCloneError', 'Own'),
        (name) => new DOMException('interrupted', name),
        noFill,
      ),
      container(
        primitives.filter((value) => value !== null && value !== undefined),
        (value) => Object(value) as object,
        noFill,
        fc.constant([]),
      ),
      container(
        fc.constantFrom('http://a.example/?b=1&b=2#c', 'file:///x%20y', 'data:,x'),
        (href) => new URL(href),
        noFill,
      ),
      container(strings, (text) => new URLSearchParams(text.toWellFormed()), noFill),
      // Properties of a buffer are stored where it is a member itself, which is not sure here: a Map may replace it.
      fc.tuple(fc.nat(40), fc.integer({ min: -1, max: 60 })).map(
        ([length, most]): Plan =>
          (site) =>
            keep(site, bufferOf(site, length, most)),
      ),
      container(
        fc.tuple(fc.nat(), fc.nat(), fc.nat(5), fc.boolean()),
        ([pick, Class, length, tracks], site) => viewOf(site, pick, Class, length, tracks),
        noFill,
      ),
      container(fc.uint8Array({ maxLength: 50 }), (bytes) => Buffer.from(bytes), noFill),
      container(fc.array(fc.double(), { maxLength: 4 }), (elements) => Samples.from(elements), noFill),
    ),
  };
});

/** Any value that can be stored. */
export const anyValue: fc.Arbitrary<unknown> = (plan as fc.Arbitrary<Plan>).map((build) =>
  build({ objects: [], buffers: [] }),
);
