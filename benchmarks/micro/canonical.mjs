/**
 * What the canonical hash of arguments costs, by kind of argument. Run it after `npm run build`:
 *
 *     node benchmarks/micro/canonical.mjs [rounds]
 *
 * Prints the fastest and the median round, in µs a call. The fastest says what the code costs, the median what the machine
 * was doing meanwhile.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const dist = process.env.TSLAB_MEMORY_DIST ?? new URL('../../kernel-ext/dist', import.meta.url).pathname;
const { digestValue } = require(`${dist}/keys/canonical.js`);
const { hashBytes } = require(`${dist}/keys/hash.js`);
const { createBinder } = require(`${dist}/keys/bind.js`);

const rounds = Number(process.argv[2] ?? 15);

class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}

const keys = Array.from({ length: 1000 }, (_, i) => `key_${(i * 7919) % 1000}`);
const dictionary = Object.fromEntries(keys.map((key, i) => [key, i * 1.5]));
const records = Array.from({ length: 10_000 }, (_, id) => ({ id, name: `name ${id}`, value: id / 3 }));
const nested = records.map(({ id }) => ({ id, at: { x: id, y: 0.5 }, tags: ['a', 'b'] }));
const points = records.map(({ id }) => new Point(id, -id));
const numbers = Float64Array.from({ length: 12_500_000 }, (_, i) => i);
const list = Array.from({ length: 1_000_000 }, (_, i) => i * 1.1);
let chain = null;
for (let i = 0; i < 100_000; i++) chain = { i, next: chain };
const simple = createBinder((start, options) => [start, options], { name: 'f' });
const destructured = createBinder((start, { step = 1, label = 'x' } = {}) => [start, step, label], { name: 'f' });

const cases = [
  ['number', 2000, () => digestValue(42)],
  ['short string', 2000, () => digestValue('AAPL')],
  ['small object', 2000, () => digestValue({ start: '2024-01-01', days: 30 })],
  ['bind two parameters', 5000, () => simple.bind(undefined, ['AAPL', undefined])],
  ['bind destructured options', 5000, () => destructured.bind(undefined, ['AAPL', { step: 2 }])],
  ['object of 1,000 keys', 50, () => digestValue(dictionary)],
  ['10,000 objects', 3, () => digestValue(records)],
  ['10,000 nested objects', 2, () => digestValue(nested)],
  ['10,000 instances', 3, () => digestValue(points)],
  ['1,000,000 numbers in an array', 1, () => digestValue(list)],
  ['chain of 100,000 objects', 1, () => digestValue(chain)],
  ['100 MB Float64Array', 1, () => digestValue(numbers)],
  ['  bare BLAKE3 of the same bytes', 1, () => hashBytes(numbers)],
];

for (const [name, calls, run] of cases) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) run();
    times.push(((performance.now() - start) * 1000) / calls);
  }
  times.sort((a, b) => a - b);
  const [fastest, median] = [times[0], times[Math.floor(rounds / 2)]].map((time) => time.toFixed(2).padStart(12));
  process.stdout.write(`${name.padEnd(34)}${fastest}${median}\n`);
}
