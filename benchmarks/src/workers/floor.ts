import {
  closeSync,
  constants as fsConstants,
  fdatasyncSync,
  openSync,
  readSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cellSource, openCells } from '../cells.ts';
import { inRepository } from '../paths.ts';
import { serve, type Subject } from './serve.ts';
import type { Job } from './protocol.ts';

// The very modules that the library uses.
const require = createRequire(inRepository('kernel-ext', 'package.json'));

/** Most bytes of one system call. */
const CHUNK = 64 * 1024 * 1024;

const nothing = () => {};

/** The least that any implementation would have to do; none of them is a cache. */
const floors: Record<string, (job: Job) => Promise<Pick<Subject, 'call'> & Partial<Subject>>> = {
  /** One prepared statement that gets the row of a stored result, as better-sqlite3 does it. */
  async 'row-get'({ work, constants }) {
    const cells = openCells();
    for (const [name, value] of Object.entries(constants)) await cells.run(`const ${name} = ${value};`);
    await cells.run(cellSource(work));
    await cells.run(`import { memory } from 'tslab-memory';\nconst cached = memory.cache(work);`);
    const { cached, memory, calls } = cells.names;
    for (const args of calls) cached(...args);
    const file = join(memory.location, 'cache.sqlite');
    memory.close();
    const db = require('better-sqlite3')(file, { readonly: true });
    // The sign keeps SQLite from preparing the join anew for each value.
    const get = db.prepare(
      `SELECT e.key, e.function_id, e.created, e.expires, e.duration_ms, e.checksum, coalesce(e.value, p.value)
         FROM entries e LEFT JOIN payloads p ON p.id = iif(e.value IS NULL, e.id, NULL) WHERE e.id = +?`,
    );
    const ids = db.prepare('SELECT id FROM entries').pluck().all() as number[];
    return { call: (index) => get.get(ids[index % ids.length]!), close: () => db.close() };
  },

  /** BLAKE3 of as many bytes as the argument has. */
  async hash({ constants }) {
    const { blake3 } = require('@napi-rs/blake-hash');
    const inputs = [0, 1].map((seed) =>
      Buffer.from(Float64Array.from({ length: constants.bytes! / 8 }, (_, i) => i * 0.5 + seed).buffer),
    );
    return { call: (index) => blake3(inputs[index % 2]!) };
  },

  /** A file of as many bytes, read into a fresh buffer. */
  async read({ constants }) {
    const bytes = constants.bytes!;
    const file = join(process.cwd(), 'floor');
    writeFileSync(file, Buffer.alloc(bytes, 7));
    return {
      call() {
        const fd = openSync(file, fsConstants.O_RDONLY);
        const buffer = new Uint8Array(bytes);
        for (let at = 0; at < bytes;) at += readSync(fd, buffer, at, Math.min(CHUNK, bytes - at), at);
        closeSync(fd);
        return buffer;
      },
    };
  },

  /** As many bytes, written to a new file and synced. */
  async write({ constants }) {
    const bytes = Buffer.alloc(constants.bytes!, 7);
    let written = 0;
    let removed = 0;
    const name = (index: number) => join(process.cwd(), `floor-${index}`);
    return {
      call() {
        const fd = openSync(name(written++), fsConstants.O_WRONLY | fsConstants.O_CREAT | fsConstants.O_EXCL, 0o600);
        for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, Math.min(CHUNK, bytes.length - at));
        fdatasyncSync(fd);
        closeSync(fd);
      },
      settle() {
        for (; removed < written; removed++) unlinkSync(name(removed));
      },
    };
  },
};

/** Bare operations run beside a kernel's heap, like everything else: collecting it is a part of what large buffers cost. */
async function prepare(job: Job): Promise<Subject> {
  if (job.participant !== 'row-get') openCells();
  return { asynchronous: false, settle: nothing, close: nothing, ...(await floors[job.participant]!(job)) };
}

await serve(prepare);
