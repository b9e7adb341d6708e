import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inEnvironment, workerEnvironment } from '../../src/paths.ts';
import { requireAsLibrary } from '../../src/workers/library.ts';

const ENTRIES = 7;

/** What a store holds, but for the times at which it was written. */
function contentOf(location: string): unknown[] {
  const db = requireAsLibrary('better-sqlite3')(join(location, 'cache.sqlite'), { readonly: true });
  const content = [
    `SELECT id, key, function_id, version_id, expires, duration_ms, bytes, hits, last_hit, used, args, digests, async, format,
       checksum, mac, file, notebook, value FROM entries ORDER BY id`,
    'SELECT function_id, version_id, entries, bytes FROM totals',
    'SELECT id, name, hits, misses, time_saved_ms FROM functions',
    'SELECT id, function_id, digest, source, parts FROM versions',
    'SELECT function_id, notebook FROM uses',
    'SELECT count(*) FROM running',
  ].map((sql) => db.prepare(sql).all());
  db.close();
  return content;
}

test('a store that was filled quickly holds what the library writes call by call', (t) => {
  // Below the repository, where a cell finds the library.
  mkdirSync(inEnvironment(), { recursive: true });
  const folder = mkdtempSync(inEnvironment('fill-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [quick, slow] = [join(folder, 'quick'), join(folder, 'slow')];
  const source = (name: string) => JSON.stringify(new URL(`../../src/${name}`, import.meta.url).href);
  const script = `
    const { fillStore } = await import(${source('workers/fill.ts')});
    const { cellSource, openCells } = await import(${source('cells.ts')});
    await fillStore({ location: ${JSON.stringify(quick)}, data: '', entries: ${ENTRIES} });
    const cells = openCells();
    await cells.run(cellSource('small'));
    await cells.run(\`import { Memory } from 'tslab-memory';
      const memory = new Memory({ location: ${JSON.stringify(slow)} });
      const cached = memory.cache(work);
      for (let n = 0; n < ${ENTRIES}; n++) cached.set([n], work(n));
      memory.close();\`);
    process.exit(0);`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    env: workerEnvironment(folder),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const content = contentOf(quick);
  assert.equal((content[0] as unknown[]).length, ENTRIES);
  assert.deepEqual(content, contentOf(slow));
});
