// What the store alone costs, at 1,000 and at 1,000,000 entries: `node benchmarks/micro/store.mjs [entries...]`.
// Runs the built library. Prints medians of rounds (for writes the mean), in microseconds of the processor unless it says
// otherwise, so that what else runs on the machine matters little.
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const library = path.join(import.meta.dirname, '../../kernel-ext');
const require = createRequire(path.join(library, 'package.json'));
const dist = process.env.DIST ?? path.join(library, 'dist');
const { Store } = require(path.join(dist, 'store/index.js'));
const { Signer } = require(path.join(dist, 'store/trust.js'));
const Database = require('better-sqlite3');

const sizes = process.argv.slice(2).map(Number);
const ROUNDS = 9;
const CALLS = 2000;
const PAYLOAD = Buffer.alloc(60, 1);

const keyOf = (n) => hash('sha256', `call ${n}`, 'buffer');
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function entry(store, name, n) {
  const { id, generation } = store.functionRef(name);
  return {
    key: keyOf(n),
    functionId: id,
    generation,
    version: { digest: hash('sha256', name, 'buffer'), source: `function ${name}() {}`, parts: [] },
    body: { format: 1, bytes: PAYLOAD.length, checksum: Buffer.alloc(16, n), payload: PAYLOAD, file: null },
    durationMs: 5 + ((n * 7919) % 100_003) / 1000,
    expires: null,
    args: `${n}, { verbose: true }`,
    digests: [{ name: 'n', digest: 'abcdef0123456789', text: String(n) }],
    async: false,
    output: null,
  };
}

/**
 * Fills functions `f0`, `f1`… with `count` entries each. Row by row through `put` that would take minutes for a million, so
 * rows go in without triggers, and most without indexes. The others follow with indexes, so that the pages of the one by key
 * are as full as random keys leave them: into full ones each entry would have to split one.
 */
function fill(file, counts) {
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -200000');
  const derived = db
    .prepare("SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql NOT NULL")
    .all();
  for (const { type, name } of derived) db.exec(`DROP ${type} ${name}`);
  const now = Date.now();
  const rows = [];
  db.exec('BEGIN');
  let n = 0;
  for (const [f, count] of counts.entries()) {
    const name = `f${f}`;
    const add = 'INSERT INTO functions (id, name, created, generation, live_from, last_used) VALUES (?, ?, ?, ?, ?, ?)';
    db.prepare(add).run(f + 1, name, now, now, now, now);
    db.prepare(
      'INSERT INTO versions (id, function_id, digest, source, parts, created, last_used) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(...[f + 1, f + 1, hash('sha256', name, 'buffer'), `function ${name}() {}`, '[]', now, now]);
    for (const end = n + count; n < end; n += 1) rows.push([n, f + 1]);
  }
  const entryRow = db.prepare(
    `INSERT INTO entries (key, function_id, version_id, generation, created, duration_ms, bytes, hits, args, digests, format,
       checksum, mac, last_hit, used, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const signer = new Signer();
  const insert = ([n, f]) => {
    const key = keyOf(n);
    const checksum = Buffer.alloc(16, n);
    const digests = JSON.stringify([{ name: 'n', digest: 'abcdef0123456789', text: String(n) }]);
    const mac = signer.sign(key, checksum, null);
    const args = `${n}, { verbose: true }`;
    const hits = n % 50;
    const used = hits > 0 ? 1 : 0;
    const about = [now, now - n, 5 + (n % 100_003) / 1000, PAYLOAD.length, hits];
    entryRow.run(key, f, f, ...about, args, digests, 1, checksum, mac, used ? now - n : null, used, PAYLOAD);
  };
  const make = (wanted) => derived.filter(({ type }) => type === wanted).forEach(({ sql }) => db.exec(sql));
  const most = Math.floor(rows.length * 0.6);
  rows.slice(0, most).forEach(insert);
  make('index');
  rows.slice(most).forEach(insert);
  make('trigger');
  for (const [f, count] of counts.entries()) {
    db.prepare('INSERT INTO totals VALUES (?, ?, ?, ?, ?)').run(f + 1, now, f + 1, count, count * PAYLOAD.length);
  }
  db.exec('COMMIT');
  db.close();
}

/** Processor time of one call of `action`, in microseconds: `summary` of the rounds. */
function measure(action, calls = CALLS, summary = median) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = process.cpuUsage();
    for (let call = 0; call < calls; call += 1) action(call, round);
    const { user, system } = process.cpuUsage(start);
    rounds.push((user + system) / calls);
  }
  return summary(rounds);
}

function* benchmark(entries) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tslab-memory-bench-'));
  process.env.TSLAB_MEMORY_DATA_DIR = path.join(folder, 'data');
  const location = path.join(folder, 'store');
  Store.open({ location }).close();
  const cleared = Math.min(entries, 100_000);
  fill(path.join(location, 'cache.sqlite'), [cleared, ...Array.from({ length: 9 }, () => Math.floor(entries / 9))]);
  const store = Store.open({ location, maxBytes: 1e12 });
  const keys = Array.from({ length: CALLS }, () => keyOf(Math.floor(Math.random() * entries)));
  const bare = new Database(path.join(location, 'cache.sqlite')).prepare('SELECT value FROM entries WHERE id = ?');
  const ids = keys.map((key) => store.get(key).id);
  yield ['bare get of the payload', measure((call) => bare.get(ids[call]))];
  yield ['get', measure((call) => store.get(keys[call]))];
  yield ['get + recordHit', measure((call) => store.recordHit(store.get(keys[call]), 5))];
  yield ['get of what is not there', measure((call) => store.get(keyOf(-1 - call)))];
  yield ['functionRef', measure(() => store.functionRef('f1'))];
  yield ['claim + release', measure((call) => store.claim(keyOf(-1 - call)).release(), 200)];
  // Means: the log goes into the file in every second round.
  yield ['put', measure((call, round) => store.put(entry(store, 'f1', 1e9 + round * 200 + call)), 200, mean)];
  const claimAndPut = (call, round) => {
    const fresh = entry(store, 'f1', 2e9 + round * 200 + call);
    store.claim(fresh.key);
    store.put(fresh);
  };
  yield ['claim + put', measure(claimAndPut, 200, mean)];
  yield ['stats (ms)', measure(() => store.stats(), 20) / 1000];
  yield ['functions (ms)', measure(() => store.functions(), 20) / 1000];
  yield ['page of 100 entries (ms)', measure(() => store.entries({ function: 'f1', sort: 'hits' }), 20) / 1000];
  yield ['page of 100 of all (ms)', measure(() => store.entries({ sort: 'bytes' }), 20) / 1000];
  yield ['clear of the largest tenth (ms)', once(() => store.clearFunction('f0'))];
  yield ['prune of 1,000 entries (ms)', once(() => store.prune({ maxEntries: store.stats().entries - 1000 }))];
  yield* reclaim(store);
  store.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds of the processor that `action` takes. */
function once(action) {
  const start = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function* reclaim(store) {
  const steps = [];
  for (let done = false; !done;) steps.push(once(() => (done = store.reaper.tryStep(10))));
  yield ['reclaim all of it (ms)', steps.reduce((sum, ms) => sum + ms, 0)];
  yield ['median step of that (ms)', median(steps)];
  yield ['99 % of the steps are below (ms)', steps.at(Math.floor(0.99 * steps.length))];
  yield ['longest step of that (ms)', steps.at(-1)];
}

for (const entries of sizes.length > 0 ? sizes : [1000, 1_000_000]) {
  console.log(`\n${entries.toLocaleString('en')} entries`);
  for (const [name, value] of benchmark(entries)) console.log(name.padEnd(36) + value.toFixed(2).padStart(10));
}
