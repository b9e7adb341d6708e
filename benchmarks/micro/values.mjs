// The codec alone against msgpackr and v8.serialize: `node benchmarks/micro/values.mjs [path of dist]`, after a build.
// Lowest of interleaved rounds, in milliseconds. `own`: the own encoder also for plain data. `noEval`: the build of
// msgpackr that compiles nothing. msgpackr and v8 lose or change much of what ours keeps exactly.
import { createRequire } from 'node:module';
import { deserialize, serialize } from 'node:v8';

const require = createRequire(import.meta.url);
const dist = process.argv[2] ?? new URL('../../kernel-ext/dist/', import.meta.url).pathname;
const { ValueCodec } = require(`${dist}/values/index.js`);
const { Encoder } = require(`${dist}/values/encode/encoder.js`);
const { Packr } = require('msgpackr');
const { Packr: NoEvalPackr } = require('msgpackr/index-no-eval');

const ROUNDS = 15;
const count = 100_000;
const rows = (make) => Array.from({ length: count }, (_, index) => make(index));
const cases = {
  '100,000 small objects': rows((id) => ({ id, name: `row ${id}`, score: id * 1.5, active: id % 2 === 0, tag: 'abc' })),
  '100,000 objects of text': rows((id) => ({
    id: `id-${id}-${id * 7}`,
    city: ['Berlin', 'Lagos', 'São Paulo'][id % 3],
    note: `a somewhat longer note number ${id}`,
  })),
  '100,000 nested objects': rows((id) => ({ id, at: { x: id, y: 1 - id }, tags: ['a', 'b', String(id % 9)] })),
  '1,000,000 numbers': Array.from({ length: 1_000_000 }, (_, index) => index * 0.25),
  '100,000 dates in objects': rows((id) => ({ id, when: new Date(id * 1e6) })),
  'Map of 100,000': new Map(rows((id) => [`key ${id}`, id])),
  'small result': { ok: true, value: 42, name: 'result' },
  'Float64Array of 1 MB': new Float64Array(131_072).fill(1.5),
};

const codec = new ValueCodec();
const settings = { structuredClone: true, moreTypes: true, useRecords: true };
const packr = new Packr(settings);
const noEval = new NoEvalPackr(settings);
const host = { classOf: () => undefined, disassemble: () => undefined };
const contenders = {
  ours: [(value) => codec.encode(value), (data) => codec.decode(data)],
  own: [(value) => new Encoder(host).encode(value), (data) => codec.decode(data)],
  noEval: [(value) => noEval.pack(value), (data) => noEval.unpack(data)],
  msgpackr: [(value) => packr.pack(value), (data) => packr.unpack(data)],
  v8: [serialize, deserialize],
};

const repeats = { 'small result': 2000 };

function time(action, times) {
  const start = performance.now();
  for (let i = 0; i < times; i++) action();
  return (performance.now() - start) / times;
}

for (const [name, value] of Object.entries(cases)) {
  const times = Object.fromEntries(Object.keys(contenders).map((contender) => [contender, [[], []]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [contender, [encode, decode]] of Object.entries(contenders)) {
      const data = encode(value);
      times[contender][0].push(time(() => encode(value), repeats[name] ?? 1));
      times[contender][1].push(time(() => decode(data), repeats[name] ?? 1));
    }
  }
  const cells = Object.entries(times).map(
    ([contender, [encode, decode]]) =>
      `${contender} ${Math.min(...encode).toPrecision(3)} / ${Math.min(...decode).toPrecision(3)}`,
  );
  process.stdout.write(`${name.padEnd(26)} encode / decode ms: ${cells.join('   ')}\n`);
}
