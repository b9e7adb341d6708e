/**
 * Kills kernels (and the server) in the middle of their work, again and again, and looks each time whether the store
 * survived: `npm run soak [-- --kills 500] [-- --python path]`. Ends with 1 when anything was lost or damaged.
 */
import { fork, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const here = path.join(import.meta.dirname, 'soak');
const root = path.join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const { Store, checkStore } = require('../dist/store/index.js');

const { values: options } = parseArgs({ options: { kills: { type: 'string' }, python: { type: 'string' } } });
const kills = Number(options.kills ?? 300);
const python = options.python ?? path.join(root, '.venv/bin/python');

const folder = mkdtempSync(path.join(tmpdir(), 'tslab-memory-soak-'));
process.env.TSLAB_MEMORY_DATA_DIR = path.join(folder, 'data');
const location = path.join(folder, 'store');
const failures = [];
const found = { kills: 0, checks: 0, entries: 0, collected: 0 };

/** A process that works on the store until it is killed. One that ends by itself has found something wrong. */
class Worker {
  constructor(kind) {
    this.kind = kind;
    this.start();
  }

  start() {
    this.child =
      this.kind === 'server'
        ? spawn(python, [path.join(here, 'server.py'), location], { stdio: ['ignore', 'inherit', 'inherit'] })
        : fork(path.join(here, 'kernel.mjs'), [this.kind, location]);
    this.gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.atWork = Promise.race([
      this.gone,
      new Promise((resolve) => this.child.once('message', resolve)),
      sleep(this.kind === 'server' ? 300 : 10_000),
    ]);
    void this.gone.then((code) => code !== null && failures.push(`a ${this.kind} ended by itself with code ${code}`));
  }

  /** Lets it work for a moment, then kills it. */
  async kill() {
    await this.atWork;
    await sleep(Math.random() * 100);
    this.child.kill('SIGKILL');
    await this.gone;
    found.kills += 1;
  }
}

/** With everybody dead: the store must be sound, hold nobody up, and keep no file that no entry names. */
async function inspect() {
  const report = await checkStore(location, { leftBehindMs: 0 });
  found.checks += 1;
  found.entries += report.entries;
  found.collected += report.collected.files;
  failures.push(...report.problems.map(({ kind, detail }) => `${kind}: ${detail}`));
  const store = Store.open({ location });
  const { session } = store;
  const claims = session.sql('SELECT count(*) FROM running').pluck().get();
  if (claims > 0) failures.push(`${claims} claims of dead processes are left`);
  const named = session.sql('SELECT count(*) FROM entries WHERE file IS NOT NULL').pluck().get();
  const waiting = session.sql('SELECT count(*) FROM trash').pluck().get();
  const files = readdirSync(path.join(location, 'values'), { recursive: true, withFileTypes: true }).filter((f) =>
    f.isFile(),
  );
  if (files.length !== named)
    failures.push(`${files.length} value files for ${named} entries, ${waiting} in the trash`);
  store.close();
}

const kinds = ['writer', 'writer', 'writer', 'clearer', ...(existsSync(python) ? ['server'] : [])];
console.log(`Killing ${[...new Set(kinds)].join(', ')} ${kills} times…`);
Store.open({ location }).close();
const workers = kinds.map((kind) => new Worker(kind));
while (found.kills < kills && failures.length === 0) {
  if (found.kills % 20 >= 20 - workers.length) {
    await Promise.all(workers.map((worker) => worker.kill()));
    await inspect();
    for (const worker of workers) worker.start();
  } else {
    const worker = workers[Math.floor(Math.random() * workers.length)];
    await worker.kill();
    worker.start();
  }
}
await Promise.all(workers.map((worker) => worker.kill()));
await inspect();
console.log(
  `${found.kills} kills, ${found.checks} checks of ${found.entries} entries in all; ` +
    `${found.collected} files left behind were collected; ${failures.length} problems.`,
);
for (const failure of failures) console.error(failure);
rmSync(folder, { recursive: true, force: true });
process.exitCode = failures.length === 0 ? 0 : 1;
