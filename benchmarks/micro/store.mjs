// What the store alone costs, at 1,000 and at 1,000,000 entries: `node benchmarks/micro/store.mjs [entries...]`.
// Runs the built library. Prints medians of rounds, in microseconds unless it says otherwise.
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const library = path.join(import.meta.dirname, '../../kernel-ext');
const require = createRequire(path.join(library, 'package.json'));
const { Store } = require(path.join(process.env.DIST ?? path.join(library, 'dist'), 'store/index.js'));
const Database = require('better-sqlite3');

const sizes = process.argv.slice(2).map(Number);
const ROUNDS = 9;
const CALLS = 2000;
const PAYLOAD = Buffer.alloc(60, 1);

const keyOf = (n) => hash('sha256', `call ${n}`, 'buffer');
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

function entry(store, name, n) {
  const { id, generation } = store.functionRef(name);
  return {
    key: keyOf(n),
    functionId: id,
    generation,
    version: { digest: hash('sha256', name, 'buffer'), source: `function ${name}() {}`, parts: [] },
    body: { format: 1, bytes: PAYLOAD.length, checksum: Buffer.alloc(16, n), payload: PAYLOAD, file: null },
    durationMs: 5 + (n % 100),
    expires: null,
    args: `${n}, { verbose: true }`,
    digests: [{ name: 'n', digest: 'abcdef0123456789', text: String(n) }],
    async: false,
    output: null,
  };
}

/** Fills a store as `put` would, but in few transactions: the internal session joins what is inside one. */
function fill(store, from, to, functions) {
  const { session } = store;
  for (let n = from; n < to;) {
    session.write(() => {
      for (const end = Math.min(to, n + 5000); n < end; n += 1) store.put(entry(store, `f${n % functions}`, n));
    });
  }
}

/** Median time of one call of `action`, in microseconds. */
function measure(action, calls = CALLS) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) action(call, round);
    rounds.push(((performance.now() - start) * 1000) / calls);
  }
  return median(rounds);
}

function benchmark(entries) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tslab-memory-bench-'));
  process.env.TSLAB_MEMORY_DATA_DIR = path.join(folder, 'data');
  const store = Store.open({ location: path.join(folder, 'store'), maxBytes: 1e12 });
  const functions = 10;
  fill(store, 0, entries, functions);
  fill(store, entries, entries + 100_000, 1);
  const keys = Array.from({ length: CALLS }, () => keyOf(Math.floor(Math.random() * entries)));
  const bare = new Database(path.join(folder, 'store/cache.sqlite')).prepare('SELECT value FROM payloads WHERE id = ?');
  const ids = keys.map((key) => key.readUIntBE(0, 6));
  const results = {
    'bare get of the row': measure((call) => bare.get(ids[call])),
    get: measure((call) => store.get(keys[call])),
    'get + recordHit': measure((call) => store.recordHit(store.get(keys[call]), 5)),
    'get of what is not there': measure((call) => store.get(keyOf(-1 - call))),
    functionRef: measure(() => store.functionRef('f1')),
    'claim + release': measure((call) => store.claim(keyOf(-1 - call)).release(), 200),
    put: measure((call, round) => store.put(entry(store, 'f1', 1e9 + round * 500 + call)), 500),
    'claim + put': measure((call, round) => {
      const fresh = entry(store, 'f1', 2e9 + round * 500 + call);
      store.claim(fresh.key);
      store.put(fresh);
    }, 500),
    'stats (ms)': measure(() => store.stats(), 20) / 1000,
    'functions (ms)': measure(() => store.functions(), 20) / 1000,
    'page of 100 entries (ms)': measure(() => store.entries({ function: 'f1', sort: 'hits' }), 20) / 1000,
    'page of 100 of all (ms)': measure(() => store.entries(), 3) / 1000,
  };
  const clearing = performance.now();
  const cleared = store.clearFunction('f0');
  results[`clear of ${cleared.entries} entries (ms)`] = performance.now() - clearing;
  const pruning = performance.now();
  const pruned = store.prune({ maxEntries: store.stats().entries - 1000 });
  results[`prune of ${pruned.entries} entries (ms)`] = performance.now() - pruning;
  let longest = 0;
  const reclaiming = performance.now();
  for (let done = false; !done;) {
    const step = performance.now();
    done = store.reaper.tryStep(10);
    longest = Math.max(longest, performance.now() - step);
  }
  results['reclaim all of it (ms)'] = performance.now() - reclaiming;
  results['longest step of that (ms)'] = longest;
  store.close();
  rmSync(folder, { recursive: true, force: true });
  return results;
}

const columns = (sizes.length > 0 ? sizes : [1000, 1_000_000]).map((entries) => [entries, benchmark(entries)]);
for (const name of new Set(columns.flatMap(([, results]) => Object.keys(results)))) {
  const cells = columns.map(([, results]) =>
    (results[name] === undefined ? '' : results[name].toFixed(2)).padStart(12),
  );
  console.log(name.padEnd(36) + cells.join(''));
}
