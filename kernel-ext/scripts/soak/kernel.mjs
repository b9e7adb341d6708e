// One kernel of the soak: calls cached functions, or clears them, until it is killed. Ends with 1 on a wrong value.
import { hash } from 'node:crypto';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const require = createRequire(import.meta.url);
const { Store } = require('../../dist/store/index.js');
const { loadBody, storeBody, ValueCodec } = require('../../dist/values/index.js');

const [kind, location] = process.argv.slice(2);
const FUNCTIONS = 4;
const ARGUMENTS = 40;
const codec = new ValueCodec();
const store = Store.open({ location, maxEntries: 120, busyTimeoutMs: 60_000 });
const random = (n) => Math.floor(Math.random() * n);

/** Every third value is large enough for a file of its own. */
const valueOf = (n) => new Uint8Array(n % 3 === 0 ? 200_000 + n : 100 + n).fill(n);

function call(name, n) {
  const key = hash('sha256', `${name} ${n}`, 'buffer');
  for (;;) {
    const entry = store.get(key);
    if (entry) return hit(entry, key, n);
    const claim = store.claim(key);
    if (claim.claimed) return compute(name, n, key, claim);
    store.waitForClaimSync(key);
  }
}

function hit(entry, key, n) {
  let value;
  try {
    value = codec.decode(loadBody(entry.body, { key, folder: location }));
  } catch (error) {
    // Cleared between the look-up and the reading of its file: as in the library, a miss.
    if (store.get(key)?.body.file === entry.body.file) throw error;
    return;
  }
  if (!Buffer.from(value).equals(valueOf(n))) throw new Error(`The value of ${n} is another one.`);
  store.recordHit(entry, 1);
}

function compute(name, n, key, claim) {
  const { id: functionId, generation } = store.functionRef(name);
  store.put({
    key,
    functionId,
    generation,
    version: { digest: hash('sha256', `v${n % 2}`, 'buffer'), source: 'function', parts: [] },
    body: storeBody(codec.encode(valueOf(n)), { key, folder: location }),
    durationMs: 1 + random(100),
    expires: null,
    args: String(n),
    digests: [],
    async: false,
    output: null,
  });
  claim.release();
}

const turns = {
  writer: () => call(`f${random(FUNCTIONS)}`, random(ARGUMENTS)),
  clearer: () => {
    const choice = random(40);
    if (choice === 0) store.clearAll();
    else if (choice < 4) store.clearFunction(`f${random(FUNCTIONS)}`);
    else if (choice < 8) store.prune({ maxEntries: 20 });
    else store.delete(hash('sha256', `f${random(FUNCTIONS)} ${random(ARGUMENTS)}`, 'buffer'));
  },
};

for (let turn = 0; ; turn += 1) {
  turns[kind]();
  if (turn === 0) process.send('at work');
  // Timers (flushing, reaping) get their turn, as between the cells of a notebook; and a person clears now and then.
  if (kind === 'clearer') await sleep(20);
  else if (random(10) === 0) await sleep(1);
}
