import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inRepository } from '../../src/paths.ts';
import { placeOf } from '../../src/profiles/sources.ts';

const at = (url: string, lineNumber: number) => placeOf({ functionName: 'f', url, lineNumber, columnNumber: 0 });

test('a function is told by its source, where what runs was made of it', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'made.js');
  writeFileSync(file, 'function f() {}');
  // One segment: the beginning of the first line comes from the third line of the source.
  writeFileSync(
    `${file}.map`,
    JSON.stringify({
      version: 3,
      sources: [inRepository('benchmarks', 'src', 'main.ts')],
      names: [],
      mappings: 'AAEA',
    }),
  );
  assert.equal(at(file, 0), 'benchmarks/src/main.ts:3');
  assert.equal(at(pathToFileURL(file).href, 0), 'benchmarks/src/main.ts:3');
});

test('all else is told by where it runs, and the engine has no place', () => {
  assert.equal(at(inRepository('benchmarks', 'src', 'main.ts'), 11), 'benchmarks/src/main.ts:12');
  assert.equal(at('node:fs', 11), 'node:fs:12');
  assert.equal(at('evalmachine.<anonymous>', 2), 'cell:3');
  assert.equal(at('', -1), '');
});
