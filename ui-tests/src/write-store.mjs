// Writes a store with exact figures, through the library's own store and codec. Run by `writeStore` with Node 24: what
// to write comes as JSON on stdin, what was written goes as JSON to stdout.
import { hash, randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const library = '../../kernel-ext/dist';
const { Store } = require(`${library}/store/index.js`);
const { Signer } = require(`${library}/store/trust.js`);
const { storeBody, ValueCodec } = require(`${library}/values/index.js`);
const Database = require('better-sqlite3');

const codec = new ValueCodec();
const digestOf = (word) => hash('sha256', word, 'buffer');

/** @type {{ folder: string, functions: import('./store-writer').StoredFunction[], maxBytes?: number }} */
const { folder, functions, maxBytes } = JSON.parse(await text(process.stdin));
for (const fn of functions) putFunction(fn);
const db = new Database(`${folder}/cache.sqlite`);
for (const fn of functions) {
  settle(fn);
  if (fn.generated) generate(fn);
  if (fn.copies) copy(fn);
}
db.close();
const store = Store.open({ location: folder, maxBytes });
process.stdout.write(JSON.stringify({ functions: store.functions(), stats: store.stats() }));
store.close();

/** Writes the calls of a function as a kernel would, the oldest first. */
function putFunction({ name, calls = [], notebooks = [], misses = 0 }) {
  for (const notebook of notebooks.length > 0 ? notebooks : [undefined]) {
    const store = Store.open({ location: folder, notebook, maxBytes });
    const { id } = store.functionRef(name);
    if (notebook === (notebooks.at(-1) ?? undefined)) {
      for (const call of calls) putCall(store, name, call);
      for (let n = 0; n < misses; n += 1) store.recordMiss(id);
    } else {
      store.recordMiss(id);
    }
    store.close();
  }
}

function putCall(store, name, { args, code = 'now', bytes = 10, durationMs = 1, hits = 0, value }) {
  const key = keyOf(name, args, code);
  const { id, generation } = store.functionRef(name);
  const source = `function ${name}() { /* ${code} */ }`;
  const digest = digestOf(source);
  store.put({
    key,
    functionId: id,
    generation,
    version: { digest, source, parts: [{ kind: 'function', name, digest: digest.toString('hex'), text: source }] },
    body: storeBody(codec.encode(value ?? new Uint8Array(randomBytes(bytes))), { key, folder: store.folder }),
    durationMs,
    expires: null,
    args,
    digests: [{ name: 'argument', digest: digestOf(args).toString('hex'), text: args }],
    async: false,
    output: null,
  });
  const entry = store.get(key);
  for (let n = 0; n < hits; n += 1) store.recordHit(entry, durationMs);
}

/** Gives entries and functions the times that they should have. */
function settle({ name, calls = [], usedMinutesAgo }) {
  const ago = (minutes) => Date.now() - minutes * 60_000;
  for (const { args, code = 'now', createdMinutesAgo, hitMinutesAgo, expiresInMinutes } of calls) {
    const key = keyOf(name, args, code);
    const set = (column, value) => db.prepare(`UPDATE entries SET ${column} = ? WHERE key = ?`).run(value, key);
    if (createdMinutesAgo !== undefined) set('created', ago(createdMinutesAgo));
    if (hitMinutesAgo !== undefined) set('last_hit', ago(hitMinutesAgo));
    if (expiresInMinutes !== undefined) set('expires', ago(-expiresInMinutes));
  }
  if (usedMinutesAgo !== undefined) {
    db.prepare('UPDATE functions SET last_used = ? WHERE name = ?').run(ago(usedMinutesAgo), name);
  }
}

/** Adds many small entries to the version of the function's first call: too many to be written one by one in a test. */
function generate({ name, generated }) {
  defineSign();
  const model = db.prepare('SELECT e.* FROM entries e JOIN functions f ON f.id = function_id WHERE name = ?').get(name);
  const numbers = 'WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)';
  // No two keys may begin alike.
  const key = `unhex(printf('%012x', ${model.function_id} * 4194304 + n) || printf('%052x', 0))`;
  db.pragma('synchronous = OFF');
  db.transaction(() => {
    db.prepare(
      `INSERT INTO entries (key, function_id, version_id, generation, created, duration_ms, bytes, args, digests, format,
              checksum, mac)
       SELECT key, ?, ?, ?, ? + n, n, ?, 'row ' || n, '[]', ?, ?, sign(key, ?)
         FROM (${numbers} SELECT n, ${key} AS key FROM number)`,
    ).run(
      ...[model.function_id, model.version_id, model.generation, model.created - generated - 1, model.bytes],
      ...[model.format, model.checksum, model.checksum, generated],
    );
  })();
}

/** Adds many functions with the first call of one: too many to open the store for each. */
function copy({ name, copies }) {
  defineSign();
  const model = db
    .prepare(
      'SELECT e.*, f.hits, f.misses, f.last_used FROM entries e JOIN functions f ON f.id = function_id WHERE name = ?',
    )
    .get(name);
  const version = db.prepare('SELECT * FROM versions WHERE id = ?').get(model.version_id);
  const addFunction = db.prepare(
    'INSERT INTO functions (name, created, last_used, hits, misses) VALUES (?, ?, ?, ?, ?) RETURNING id',
  );
  const addVersion = db.prepare(
    `INSERT INTO versions (function_id, digest, source, parts, created, last_used) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
  );
  const addEntry = db.prepare(
    `INSERT INTO entries (key, function_id, version_id, generation, created, duration_ms, bytes, args, digests, format,
            checksum, mac) VALUES (?, ?, ?, 1, ?, ?, ?, ?, '[]', ?, ?, sign(?, ?))`,
  );
  db.pragma('synchronous = OFF');
  db.transaction(() => {
    for (let n = 1; n <= copies; n += 1) {
      const key = keyOf(`${name} ${n}`, model.args, 'now');
      const used = model.last_used - n;
      const fn = addFunction.get(`${name} ${n}`, model.created, used, model.hits, model.misses).id;
      const { id } = addVersion.get(fn, version.digest, version.source, version.parts, version.created, used);
      addEntry.run(
        ...[key, fn, id, model.created, model.duration_ms, model.bytes + n, model.args],
        ...[model.format, model.checksum, key, model.checksum],
      );
    }
  })();
}

function defineSign() {
  const signer = new Signer();
  db.function('sign', { deterministic: true }, (key, checksum) => signer.sign(key, checksum, null));
}

function keyOf(name, args, code) {
  return digestOf(`${name} ${args} ${code}`);
}
