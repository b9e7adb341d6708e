// A process that stands for another kernel: it does to a store what it is told, and answers. Run by `processes.ts`.
import { hash } from 'node:crypto';
import { appendFileSync, existsSync } from 'node:fs';
import { Store } from '../../../dist/store/index.js';
import { storeBody, ValueCodec } from '../../../dist/values/index.js';

let store;
const codec = new ValueCodec();
const claims = new Map();
const sleepSync = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const keyOf = (name, argument) => hash('sha256', `${name} ${argument}`, 'buffer');

function entry(name, argument, bytes) {
  const key = keyOf(name, argument);
  const { id: functionId, generation } = store.functionRef(name);
  return {
    key,
    functionId,
    generation,
    version: { digest: hash('sha256', 'v1', 'buffer'), source: 'function', parts: [] },
    get body() {
      return storeBody(codec.encode(new Uint8Array(bytes).fill(Number(argument))), { key, folder: store.folder });
    },
    durationMs: 5,
    expires: null,
    args: String(argument),
    digests: [],
    async: false,
    output: null,
  };
}

const put = (name, argument, bytes = 10) => store.put({ ...entry(name, argument, bytes) });

/**
 * A call as the library makes it: look up (but among misses, where a call of which nothing is known is claimed first), claim,
 * compute, store. Notes each computation in `log`.
 */
function call(name, argument, ms, log, amongMisses = false) {
  const key = keyOf(name, argument);
  for (;;) {
    const likely = amongMisses ? store.claimUnknown(key, name) : undefined;
    if (!likely && store.get(key)) return 'hit';
    const claim = likely ?? store.claim(key);
    if (claim.claimed) {
      appendFileSync(log, `${name} ${argument}\n`);
      sleepSync(ms);
      put(name, argument);
      claim.release();
      return 'computed';
    }
    store.waitForClaimSync(key);
  }
}

const actions = {
  open: (location) => void (store = Store.open({ location })),
  put: (name, argument, bytes) => put(name, argument, bytes),
  putMany: (name, from, count, bytes) => {
    for (let argument = from; argument < from + count; argument += 1) put(name, argument, bytes);
  },
  has: (name, argument) => store.get(keyOf(name, argument)) !== undefined,
  clear: (name) => store.clearFunction(name),
  stats: () => store.stats(),
  call,
  claim: (name, argument) => {
    const claim = store.claim(keyOf(name, argument));
    claims.set(`${name} ${argument}`, claim);
    return claim.claimed;
  },
  wait: (name, argument) => store.waitForClaimSync(keyOf(name, argument)),
  hitAndBlockUntil: (name, argument, file) => {
    store.recordHit(store.get(keyOf(name, argument)), 4);
    while (!existsSync(file)) sleepSync(10);
  },
  close: () => store.close(),
};

process.on('message', async ({ id, action, args }) => {
  try {
    process.send({ id, result: await actions[action](...args) });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
