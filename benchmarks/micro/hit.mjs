/**
 * Where the time of a small hit goes, line by line. Run it after `npm run build`:
 *
 *     node benchmarks/micro/hit.mjs [rounds]
 *
 * Prints processor time in µs a call: the fastest and the median round. The steps take turns within each round, so that a slow
 * minute of the machine meets all alike.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';

const require = createRequire(import.meta.url);
const dist = process.env.TSLAB_MEMORY_DIST ?? new URL('../../kernel-ext/dist', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'tslab-memory-hit-'));
process.env.TSLAB_MEMORY_DATA_DIR = join(folder, 'data');

const { Memory } = require(`${dist}/memory.js`);
const { Store } = require(`${dist}/store/index.js`);
const { findEntry } = require(`${dist}/store/entries.js`);
const { Signer } = require(`${dist}/store/trust.js`);
const { loadBody, ValueCodec } = require(`${dist}/values/index.js`);
const { createKeyMaker } = require(`${dist}/keys/index.js`);
const { createBinder } = require(`${dist}/keys/bind.js`);
const { writeBoundCall } = require(`${dist}/keys/bound-call.js`);
const { CanonicalWriter } = require(`${dist}/keys/canonical.js`);
const { takeFingerprint } = require(`${dist}/keys/fingerprint/code-versions.js`);
const { hashBytes } = require(`${dist}/keys/hash.js`);
const { Warnings } = require(`${dist}/warnings.js`);
const Database = require(require.resolve('better-sqlite3', { paths: [dist] }));

const rounds = Number(process.argv[2] ?? 25);
const CALLS = 2000;
const ENTRIES = 100;

const plain = runInThisContext(
  '(function () { return function work(n) { return { n, square: n * n, label: `number ${n}` }; }; })()',
);
const rich = runInThisContext(`(function () {
  const offset = 1, scale = 2, prefix = 'n', limits = { low: 0, high: 10 }, weights = [1, 2], units = new Map([['m', 1]]);
  const on = true, base = { x: 1, y: 2 }, digits = 3, separator = ' ';
  function shift(n) { return on ? n + offset + base.x : n; }
  function clamp(n) { return Math.min(limits.high, Math.max(limits.low, n)); }
  function weigh(n) { return weights[0] * n * scale * units.get('m'); }
  function round(n) { return Number(n.toFixed(digits)); }
  function label(n) { return prefix + separator + n; }
  return function work(n) { return { value: round(weigh(clamp(shift(n)))), label: label(n) }; };
})()`);

const location = join(folder, 'store');
const memory = new Memory({ location });
const cached = memory.cache(plain);
const cachedRich = memory.cache(rich, { name: 'rich' });
for (let n = 0; n < ENTRIES; n++) cachedRich(n, cached(n));
memory.close();

const store = Store.open({ location });
const maker = createKeyMaker(plain, { name: 'work' }, { warnings: new Warnings() });
const keys = Array.from({ length: ENTRIES }, (_, n) => maker.keyOf(undefined, [n]).key);
const entries = keys.map((key) => store.get(key));
const codec = new ValueCodec();
const loaded = entries.map(({ body }, n) => loadBody(body, { key: keys[n], folder: location }));
const signer = new Signer();
const rows = entries.map(({ body }, n) => Buffer.concat([body.checksum, signer.sign(keys[n], body.checksum, null)]));
const checksumBytes = entries[0].body.checksum.length;
const binder = createBinder(plain, { name: 'work' });
const bound = binder.bind(undefined, [7]);
const writer = new CanonicalWriter();
const [plainPrint, richPrint] = [plain, rich].map((fn) => takeFingerprint(fn, undefined, 'work', (_, code) => code()));
const canonical = new Uint8Array(48).fill(7);
const database = new Database(join(location, 'cache.sqlite'), { readonly: true });
const bare = database.prepare(
  'SELECT key, function_id, created, expires, duration_ms, checksum FROM entries WHERE id = ?',
);
const ids = entries.map(({ id }) => id);
const digest = plainPrint.version.digest;

const steps = [
  ['a hit', (n) => cached(n)],
  ['  key', (n) => maker.keyOf(undefined, [n])],
  ['    check captures: none', () => plainPrint.holds()],
  ['    check captures: 5 helpers, 10 constants', () => richPrint.holds()],
  ['    bind', (n) => binder.bind(undefined, [n])],
  ['    walk: name, version, arguments', () => walk()],
  ['    hash', () => hashBytes(canonical)],
  ['  get, of a row that is held', (n) => store.get(keys[n])],
  ['  get, of one that is not', (n) => findEntry(store.session, signer, keys[n])],
  ['    signature', (n) => signer.verifyRow(keys[n], rows[n], checksumBytes, rows[n].length, null)],
  ['  checksum, of a row that is not held', (n) => loadUnverified(entries[n].body, keys[n])],
  ['  decode', (n) => codec.decode(loaded[n])],
  ['  count', (n) => store.recordHit(entries[n], 5)],
  ['a hit with 5 helpers, 10 constants', (n) => cachedRich(n)],
  ['bare prepared get of the row, as an object', (n) => bare.get(ids[n])],
];

function loadUnverified(body, key) {
  body.isVerified = false;
  return loadBody(body, { key, folder: location });
}

function walk() {
  writer.begin({});
  writer.out.byte(1);
  writer.out.text('work');
  writer.out.raw(digest);
  writeBoundCall(writer, bound);
  writer.out.reset();
}

const times = steps.map(() => []);
for (let round = -3; round < rounds; round++) {
  for (const [at, [, run]] of steps.entries()) {
    const before = process.cpuUsage();
    for (let call = 0; call < CALLS; call++) run(call % ENTRIES);
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) times[at].push((user + system) / CALLS);
  }
}
for (const [at, [name]] of steps.entries()) {
  const sorted = times[at].sort((a, b) => a - b);
  const [fastest, median] = [sorted[0], sorted[sorted.length >> 1]].map((time) => time.toFixed(2).padStart(8));
  process.stdout.write(`${name.padEnd(46)}${fastest}${median}\n`);
}
database.close();
store.close();
memory.close();
rmSync(folder, { recursive: true, force: true });
