import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { CpuProfile } from '../../src/profiles/call-tree.ts';
import { requireAsLibrary } from '../../src/workers/library.ts';
import { showSqliteFrames } from '../../src/workers/sqlite-frames.ts';
import { costsOf, memoryOf, profileOf } from '../../src/workers/watch.ts';

const reply = { nanoseconds: 1, calls: 1 };

test('a profile has the functions that ran, and the round comes out as without it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'watch-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'round.cpuprofile');
  const outcome = await profileOf(file, async function busyRound() {
    // As long as the profiler needs for its first samples, however slow the machine is.
    for (const end = performance.now() + 50; performance.now() < end;);
    return reply;
  });
  assert.equal(outcome, reply);
  const { nodes, samples } = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
  assert.ok(nodes.some(({ callFrame }) => callFrame.functionName === 'busyRound'));
  assert.ok(samples.length > 0);
});

test('collections of a round are counted by kind', async () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (options: { type: 'major' | 'minor' }) => void;
  const { costs } = await costsOf(async () => {
    for (const type of ['major', 'major', 'minor'] as const) gc({ type });
    return reply;
  });
  assert.deepEqual([costs.majorCollections, costs.minorCollections], [2, 1]);
  assert.ok(costs.pausedNanoseconds > 0);
});

test("memory outside of V8's heap is that of one call", () => {
  assert.equal(
    memoryOf(() => new Float64Array(100_000), 5),
    800_000,
  );
  assert.equal(
    memoryOf(() => ({ plain: true }), 5),
    0,
  );
  let calls = 0;
  assert.equal(
    memoryOf(() => new Float64Array(++calls === 3 ? 100_000 : 1000), 5),
    8000,
  );
});

test('statements answer as before once they have frames of their own', () => {
  const Database = requireAsLibrary('better-sqlite3');
  const prepared = new Database(':memory:').prepare('SELECT ? AS n');
  showSqliteFrames();
  assert.deepEqual(prepared.get(1), { n: 1 });
  assert.deepEqual(prepared.all(1), [{ n: 1 }]);
  const db = new Database(':memory:');
  assert.equal(db.prepare('CREATE TABLE t (n)').run().changes, 0);
  assert.equal(db.prepare('SELECT 1 AS n').get.toString().includes('Reflect.apply'), true);
});
