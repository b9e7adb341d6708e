import { afterAll, beforeAll, expect, test } from 'vitest';
import { startKernel, type Kernel } from './support/kernel';
import { makeWorkplace, type Workplace } from './support/notebook';

let workplace: Workplace;
let notebook: Kernel;

beforeAll(async () => {
  workplace = makeWorkplace();
  notebook = await startKernel({ cwd: workplace.folder, env: workplace.env, js: true });
});

afterAll(async () => {
  await notebook.close();
  workplace.remove();
});

const IMPORT = `import { memory } from 'tslab-memory';`;
const CELL = `
  const rate = 2;
  const scaled = (x) => x * rate;
  const load = memory.cache((n, debug = false) => { console.log('ran'); return { n: scaled(n), at: new Date(0) }; },
    { ignore: ['debug'] });
  class Model {
    offset = 1;
    @memory.cache
    fit(x) { console.log('fit'); return x + this.offset; }
  }
  const model = new Model();
  console.log(load(1), load(1, true), model.fit(2), model.fit(2));`;

test('a JavaScript notebook caches functions and methods, also after a restart, and computes again what changed', async () => {
  await notebook.run(IMPORT);
  const first = await notebook.run(CELL);
  expect(first.match(/ran|fit/g)).toEqual(['ran', 'fit']);
  await notebook.restart();
  await notebook.run(IMPORT);
  expect(await notebook.run(CELL)).toBe(first.replace(/(ran|fit)\n/g, ''));
  expect(await notebook.run(CELL.replace('rate = 2', 'rate = 3'))).toMatch(/^ran\n\{ n: 3,/);
});
