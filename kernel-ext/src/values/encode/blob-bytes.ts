/** How long reading one Blob may take, in milliseconds. */
const PATIENCE_MS = 60_000;

const READER = `
const { workerData: { blob, port, done } } = require('node:worker_threads');
blob.arrayBuffer().then(
  (buffer) => port.postMessage({ buffer }, [buffer]),
  (error) => port.postMessage({ problem: String(error && error.message) }),
).finally(() => {
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
});`;

/** Reads a Blob at once. It has no synchronous reader, so another thread waits for it. @throws Error */
export function blobBytes(blob: Blob): Uint8Array {
  // Loaded here: it takes a millisecond of the start of every process, and few have Blobs.
  const threads = require('node:worker_threads') as typeof import('node:worker_threads');
  const { port1, port2 } = new threads.MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const worker = new threads.Worker(READER, {
    eval: true,
    workerData: { blob, port: port2, done },
    transferList: [port2],
  });
  worker.unref();
  try {
    if (Atomics.wait(done, 0, 0, PATIENCE_MS) === 'timed-out') throw new Error('it could not be read in time');
    const answer = threads.receiveMessageOnPort(port1)?.message as
      { buffer?: ArrayBuffer; problem?: string } | undefined;
    if (answer?.buffer === undefined) throw new Error(answer?.problem ?? 'it could not be read');
    return new Uint8Array(answer.buffer);
  } finally {
    port1.close();
    void worker.terminate();
  }
}
