import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorkplace, type Workplace } from './support/notebook';

const require = createRequire(import.meta.url);
const { createConverter } = require(join(dirname(require.resolve('tslab/package.json')), 'dist/converter.js'));

const cwd = process.cwd();
let workplace: Workplace;
let converter: any;

beforeAll(() => {
  workplace = makeWorkplace();
  process.chdir(workplace.folder);
  converter = createConverter({ isJS: false, isBrowser: false });
});

afterAll(() => {
  converter.close();
  process.chdir(cwd);
  workplace.remove();
});

/** What the next cell is told of the variables after these cells, as tslab's compiler writes it down. */
function declarationsAfter(...cells: readonly string[]): string {
  let declared = '';
  for (const cell of cells) {
    const { declOutput, diagnostics } = converter.convert(declared, cell);
    expect(diagnostics).toEqual([]);
    declared = declOutput;
  }
  return declared;
}

const FIRST = `import { memory } from 'tslab-memory';`;

test('a cell that caches functions adds no import, for which TypeScript would build its whole program anew', () => {
  const declared = declarationsAfter(
    FIRST,
    `function load(year: number, debug = false) { return { year, debug }; }
     const cached = memory.cache(load, { ignore: ['debug'] });
     const later = memory.cache(async (text: string) => text.length);`,
  );
  expect(declared).toContain('declare const cached: TslabCachedFunction<typeof load>;');
  expect(declared).toContain('declare const later: TslabCachedFunction<(text: string) => Promise<number>>;');
  expect(declared).not.toContain('import("tslab-memory")');
});

test('later cells know the function, its result and its controls', () => {
  const declared = declarationsAfter(
    FIRST,
    `const load = memory.cache(async (year: number, debug = false) => ({ year, debug }));`,
    `const { year } = await load(2024);
     const isThere = load.has(2024, true);
     const why = load.explain(2024).hit;
     const again = load.refresh(2024);`,
  );
  expect(declared).toContain('declare const year: number;');
  expect(declared).toContain('declare const isThere: boolean;');
  expect(declared).toContain('declare const again: Promise<{');
});

test('the type has a name in the package, too', () => {
  const declared = declarationsAfter(
    `import { memory, type CachedFunction } from 'tslab-memory';`,
    `const double: CachedFunction<(n: number) => number> = memory.cache((n: number) => 2 * n);`,
    `const four = double(2);`,
  );
  expect(declared).toContain('declare const four: number;');
});
