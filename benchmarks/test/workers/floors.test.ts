import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { inEnvironment, workerEnvironment } from '../../src/paths.ts';

/** Runs code in a process like a worker's, below the repository, and gives what it hands to `tell`. */
function inWorker(t: TestContext, code: string): any {
  mkdirSync(inEnvironment(), { recursive: true });
  const folder = mkdtempSync(inEnvironment('floors-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const source = (name: string) => JSON.stringify(new URL(`../../src/${name}`, import.meta.url).href);
  const script = `
    const { byteFloors } = await import(${source('workers/floors/bytes.ts')});
    const { rowFloors } = await import(${source('workers/floors/rows.ts')});
    const { openWork } = await import(${source('cells.ts')});
    const tell = (value) => process.stdout.write('\\n' + JSON.stringify(value) + '\\n', () => process.exit(0));
    ${code}`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    env: workerEnvironment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  return JSON.parse(output.trim().split('\n').at(-1)!);
}

test('what plain code writes of the objects differs with each member of them', (t) => {
  const { digests, same } = inWorker(
    t,
    `const { names } = await openWork('objects-in');
    const bytes = new DataView(new ArrayBuffer(1000));
    const written = (change) => {
      const rows = structuredClone(names.calls[0][0].slice(0, 3));
      change(rows[1]);
      return Buffer.from(bytes.buffer, 0, names.write(rows, bytes)).toString('hex');
    };
    const changes = [
      () => {},
      (row) => row.id++,
      (row) => (row.name += '!'),
      (row) => row.score++,
      (row) => (row.tags[1] = 'none'),
      (row) => row.tags.push('more'),
      (row) => row.at.x++,
      (row) => row.at.y++,
    ];
    const { call } = await byteFloors['write-hash']({ work: 'objects-in', constants: {} });
    const hex = (index) => call(index).toString('hex');
    tell({ digests: changes.map(written), same: [hex(0) === hex(2), hex(0) === hex(1)] });`,
  );
  assert.equal(new Set(digests).size, digests.length);
  assert.deepEqual(same, [true, false]);
});

test('the text of a bare row is the stored one, with the few bytes that a value has around it', (t) => {
  const { isStored, most } = inWorker(
    t,
    `const { names } = await openWork('text-out');
    const floor = await rowFloors['row-text']({ work: 'text-out', constants: {} });
    const texts = names.calls.map((_, index) => floor.call(index));
    floor.close();
    const isStored = names.calls.map((args) => texts.some((text) => text.includes(names.work(...args))));
    tell({ isStored, most: Math.max(...texts.map((text) => text.length)) });`,
  );
  assert.deepEqual(isStored, new Array(20).fill(true));
  assert.ok(most < 10_100);
});

test('a file that is mapped gives an array of as many elements', (t) => {
  const { length, sum } = inWorker(
    t,
    `const { call } = await byteFloors.map({ constants: { bytes: 2 ** 26 } });
    const array = call(0);
    tell({ length: array.length, sum: array.reduce((sum, element) => sum + element) });`,
  );
  assert.deepEqual({ length, sum }, { length: 2 ** 23, sum: 0 });
});

test('the statements of a miss store an entry for each call, until the round is over', (t) => {
  const counts = inWorker(
    t,
    `const { requireAsLibrary } = await import(${JSON.stringify(new URL('../../src/workers/library.ts', import.meta.url).href)});
    const { call, settle } = await rowFloors['miss-statements']({ work: 'small', constants: {} });
    const db = requireAsLibrary('better-sqlite3')('.tslab-memory/cache.sqlite', { readonly: true });
    const count = () => db.prepare('SELECT count(*) FROM entries').pluck().get();
    const total = () => db.prepare('SELECT sum(entries) FROM live_totals').pluck().get();
    const counts = [count()];
    for (let n = 0; n < 3; n++) call(n);
    counts.push(count(), total());
    settle();
    tell([...counts, count(), total()]);`,
  );
  assert.deepEqual(counts, [6, 9, 9, 6, 6]);
});
