import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { exec, output } from '../lib/exec.mjs';
import { inRoot, projectNode, venvPython } from '../lib/paths.mjs';
import { printedLines, writeNotebook } from '../lib/notebook-file.mjs';
import { findServer, serverUrl } from '../lib/server.mjs';
import { newUser, packageFile } from './user.mjs';

const node = (/** @type {string} */ script, /** @type {string[]} */ args) =>
  output(projectNode, [inRoot('node_modules', script), ...args]);

const CELLS = [
  "import { memory } from 'tslab-memory';",
  `const walk = memory.cache((seed: number) => {
  console.log('computing', seed);
  return { values: Float64Array.from({ length: 4 }, (_, i) => seed + i), at: new Date(0) };
});`,
  `for (const seed of [1, 2, 1]) {
  const { values, at } = walk(seed);
  console.log('result', values.join(' '), at.toISOString());
}`,
];

/** @type {import('./user.mjs').User} */
let user;

before(async () => {
  await exec(projectNode, [inRoot('scripts', 'package.mjs')]);
  user = await newUser();
});

after(() => user?.remove());

test('the tarball holds the library, its types, its schema, README and LICENSE, and no sources', async () => {
  const files = (await output('tar', ['-tzf', packageFile('.tgz')])).split('\n').map((name) => name.trim());
  for (const name of [
    'dist/index.js',
    'dist/index.d.ts',
    'dist/store/store.sql',
    'README.md',
    'LICENSE',
    'package.json',
  ]) {
    assert.ok(files.includes(`package/${name}`), name);
  }
  const surplus = files.filter((name) => /\/(src|test|scripts)\/|\.map$|(?<!\.d)\.ts$/.test(name));
  assert.deepEqual(surplus, []);
});

test('the wheel holds the server extension and the panel once, and no tests', async () => {
  const list = 'import sys, zipfile; print("\\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))';
  const files = (await output(venvPython, ['-c', list, packageFile('.whl')])).split('\n').map((name) => name.trim());
  assert.ok(files.includes('tslab_memory/__init__.py'));
  const panels = files.filter((name) => name.endsWith('labextensions/tslab-memory-panel/package.json'));
  assert.equal(panels.length, 1);
  assert.deepEqual(
    files.filter((name) => /(^|\/)tests?\/|__pycache__/.test(name)),
    [],
  );
});

test('publint has nothing to say', async () => {
  await node('publint/src/cli.js', ['run', packageFile('.tgz'), '--strict']);
});

test('the types resolve however a project resolves modules', async () => {
  await node('@arethetypeswrong/cli/dist/index.js', [packageFile('.tgz'), '--format', 'ascii']);
});

test('the types compile with the TypeScript of tslab', async () => {
  const file = path.join(user.folder, 'types.ts');
  const code = `import { memory, Memory } from 'tslab-memory';
const f = memory.cache((a: number, b = 'x') => a + b.length, { ignore: ['b'] });
const n: number = f(1);
const g = new Memory({ location: null }).cache(async (s: string) => [s]);
const strings: Promise<string[]> = g('a');
export { n, strings };
// @ts-expect-error the parameter is a number
f('1');
`;
  fs.writeFileSync(file, code);
  const options = [
    '--noEmit',
    '--strict',
    '--target',
    'ES2022',
    '--module',
    'CommonJS',
    '--moduleResolution',
    'node10',
  ];
  await node('typescript-5.0/bin/tsc', [
    ...options,
    '--esModuleInterop',
    '--types',
    'node',
    '--typeRoots',
    path.join(user.folder, 'node_modules', '@types'),
    file,
  ]);
});

test('a notebook finds its results again in a second run', async () => {
  const notebook = 'notebook.ipynb';
  writeNotebook(path.join(user.folder, notebook), CELLS);
  const convert = [
    'nbconvert',
    '--to',
    'notebook',
    '--execute',
    '--ExecutePreprocessor.timeout=120',
    notebook,
    '--output',
  ];
  const results = ['result 1 2 3 4 1970-01-01T00:00:00.000Z', 'result 2 3 4 5 1970-01-01T00:00:00.000Z'];
  await user.run(user.program('jupyter'), [...convert, 'first']);
  const [one, two] = results;
  assert.deepEqual(printedLines(path.join(user.folder, 'first.ipynb')), ['computing 1', one, 'computing 2', two, one]);
  await user.run(user.program('jupyter'), [...convert, 'second']);
  assert.deepEqual(printedLines(path.join(user.folder, 'second.ipynb')), [one, two, one]);
});

test('JupyterLab loads the panel and serves what the notebook cached', async () => {
  const started = Date.now();
  const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const lab = spawn(user.program('jupyter-lab'), ['--no-browser', ...asRoot], {
    cwd: user.folder,
    env: user.env,
    stdio: 'ignore',
  });
  const ended = once(lab, 'exit');
  const stop = new AbortController();
  void ended.then(() => stop.abort());
  try {
    const server = await findServer(user.folder, started, stop.signal, user.env['JUPYTER_RUNTIME_DIR']);
    assert.ok(server, 'JupyterLab ended before it was ready');
    const page = await (await fetch(serverUrl(server, 'lab'))).text();
    assert.match(page, /"name": "tslab-memory-panel"/);
    /** @type {any} */
    const overview = await (await fetch(serverUrl(server, 'tslab-memory/api/overview'))).json();
    const [{ functions }] = overview.stores;
    const [{ name, entries, hits }] = functions;
    assert.deepEqual({ name, entries, hits }, { name: 'walk', entries: 2, hits: 4 });
  } finally {
    lab.kill('SIGTERM');
    await ended;
  }
});
