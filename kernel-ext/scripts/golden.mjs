// Writes schema/golden/v<N>: a small store as this version of the library writes it, with times and names that are
// the same at each run. Committed when the schema gets a new version; later versions and the server are tested on it.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const require = createRequire(import.meta.url);
process.env.TSLAB_MEMORY_DATA_DIR = path.join(tmpdir(), `tslab-memory-golden-${process.pid}`);
const { Store } = require(path.join(root, 'dist/store/index.js'));
const { storeBody, ValueCodec } = require(path.join(root, 'dist/values/index.js'));
const Database = require('better-sqlite3');
const { hash } = require('node:crypto');

const START = 1_700_000_000_000;
const MINUTE = 60_000;
const codec = new ValueCodec();
const sha = (text) => hash('sha256', text, 'buffer');

/** What the store holds: function, argument, code, value, milliseconds of computing, hits. */
const CALLS = [
  ['loadPrices', "'AAPL'", 'v1', { symbol: 'AAPL', prices: [189.5, 190.25] }, 1200, 0],
  ['loadPrices', "'AAPL'", 'v2', { symbol: 'AAPL', prices: [189.5, 190.25, 191] }, 1300, 5],
  ['loadPrices', "'MSFT'", 'v2', new Map([['symbol', 'MSFT']]), 900, 1],
  ['simulate', '{ steps: 40000, seed: 7n }', 'v1', new Float64Array(40_000).map((_, n) => n / 2), 60_000, 2],
  ['simulate', '{ steps: 1, seed: 7n }', 'v1', [undefined, -0, NaN, 10n, new Date(START)], 3, 0],
  ['forgotten', '1', 'v1', 'cleared', 10, 0],
];

function write(folder) {
  const store = Store.open({ location: folder, notebook: '/home/ada/analysis.ipynb' });
  for (const [name, args, code, value, durationMs, hits] of CALLS) {
    const key = sha(`${name} ${args} ${code}`);
    const { id, generation } = store.functionRef(name);
    const source = `function ${name}() { /* ${code} */ }`;
    const digest = sha(`${name} ${code}`);
    store.put({
      key,
      functionId: id,
      generation,
      version: { digest, source, parts: [{ kind: 'function', name, digest: digest.toString('hex'), text: source }] },
      body: storeBody(codec.encode(value), { key, folder }),
      durationMs,
      expires: name === 'simulate' ? START + 1e13 : null,
      args,
      digests: [{ name: 'argument', digest: sha(args).toString('hex'), text: args }],
      async: name === 'loadPrices',
      output: hits === 2 ? JSON.stringify([['stdout', 'simulating\n']]) : null,
    });
    const entry = store.get(key);
    for (let n = 0; n < hits; n += 1) store.recordHit(entry, durationMs);
  }
  store.setLastMiss(store.functionRef('loadPrices').id, JSON.stringify({ reason: 'arguments', argument: 'symbol' }));
  store.close();
}

/** Times, file names and signatures differ from run to run; here they get fixed ones. */
function settle(folder) {
  const db = new Database(path.join(folder, 'cache.sqlite'));
  const entries = db.prepare('SELECT id, file FROM entries ORDER BY function_id, args, version_id').all();
  for (const [n, { id, file }] of entries.entries()) {
    const name = file && `aa/${String(n).padStart(30, '0')}`;
    if (file) {
      mkdirSync(path.join(folder, 'values/aa'), { recursive: true });
      renameSync(path.join(folder, 'values', file), path.join(folder, 'values', name));
    }
    db.prepare('UPDATE entries SET created = ?, last_hit = iif(hits > 0, ?, NULL), mac = ?, file = ? WHERE id = ?').run(
      START + n * MINUTE,
      START + (n + 60) * MINUTE,
      Buffer.alloc(32, n),
      name,
      id,
    );
  }
  db.prepare('UPDATE functions SET generation = ?1 + id, live_from = ?1 + id, created = ?1, last_used = ?1 + id').run({
    1: START,
  });
  db.prepare('UPDATE entries SET generation = ?1 + function_id').run({ 1: START });
  db.prepare('UPDATE versions SET created = ?1, last_used = ?1 + id').run({ 1: START });
  db.prepare('UPDATE activity SET hour = ?').run(Math.floor(START / 3_600_000));
  db.prepare('UPDATE uses SET last_used = ?').run(START);
  db.prepare(
    "UPDATE functions SET generation = generation + 1, live_from = generation + 1, cleared_at = ? WHERE name = 'forgotten'",
  ).run(START);
  db.exec('DELETE FROM trash; DELETE FROM meta; VACUUM');
  const version = db.pragma('user_version', { simple: true });
  db.close();
  return version;
}

const folder = path.join(root, '../schema/golden/new');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
write(folder);
const version = settle(folder);
for (const name of ['.gitignore', 'README.md']) rmSync(path.join(folder, name));
for (const name of readdirSync(path.join(folder, 'values')))
  if (name !== 'aa') rmSync(path.join(folder, 'values', name), { recursive: true });
const final = path.join(root, `../schema/golden/v${version}`);
rmSync(final, { recursive: true, force: true });
renameSync(folder, final);
rmSync(process.env.TSLAB_MEMORY_DATA_DIR, { recursive: true, force: true });
console.log(`Wrote ${path.relative(process.cwd(), final)}.`);
