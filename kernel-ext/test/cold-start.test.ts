import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const library = join(__dirname, '../dist/index.js');
/** A cell as tslab compiles and runs it: it wraps a function of its own and calls it. */
const CELL = `
  const { memory } = require('tslab-memory');
  function work(n) { return { n, square: n * n }; }
  memory.cache(work)(7);`;

interface Loaded {
  /** Of this package. */
  readonly files: string[];
  readonly packages: string[];
  readonly inspectorCalls: string[];
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tslab-memory-cold-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a cell in a process of its own, and tells what that process loaded for it. */
function run(cell: string): Loaded {
  const program = `
    const { Session } = require('node:inspector');
    const { runInThisContext } = require('node:vm');
    const inspectorCalls = [];
    const { post } = Session.prototype;
    Session.prototype.post = function (method, ...rest) { inspectorCalls.push(method); return post.call(this, method, ...rest); };
    const load = (id) => require(id === 'tslab-memory' ? ${JSON.stringify(library)} : id);
    runInThisContext(${JSON.stringify(`(function (exports, require) {${cell}})`)})({}, load);
    const paths = Object.keys(require.cache).map((path) => path.replaceAll('\\\\', '/'));
    const packages = paths.flatMap((path) => /.*[/]node_modules[/]((@[^/]+[/])?[^/]+)/.exec(path)?.[1] ?? []);
    const files = paths.flatMap((path) => /[/]kernel-ext[/](.*)/.exec(path)?.[1] ?? []);
    console.log(JSON.stringify({ files, packages: [...new Set(packages)].sort(), inspectorCalls }));`;
  const env = { ...process.env, TSLAB_MEMORY_DATA_DIR: join(folder, 'data'), JPY_SESSION_NAME: undefined };
  const output = execFileSync(process.execPath, ['-e', program], { cwd: folder, env, encoding: 'utf8' });
  return JSON.parse(output.trim().split('\n').at(-1)!) as Loaded;
}

/** Modules that the declarations of a file lead to: paths of files, and names of packages. */
function declarations(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, module] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) [^;'"]*from ['"]([^'"]+)/gm)) {
    if (module!.startsWith('.')) declarations(`${join(dirname(file), module!)}.d.ts`, found);
    else found.add(module!);
  }
  return found;
}

test('the compiler of a notebook is led to few declarations, and to those of no package', () => {
  const found = [...declarations(library.replace('.js', '.d.ts'))];
  expect(found.length).toBeLessThan(25);
  expect(found.filter((name) => !name.endsWith('.d.ts') && !name.startsWith('node:'))).toEqual([]);
});

describe('a fresh process', () => {
  test('loads no package for an import', () => {
    expect(run(`require('tslab-memory')`)).toEqual({ files: ['dist/index.js'], packages: [], inspectorCalls: [] });
  });

  test('loads for its first hit neither what writes values nor what hashes large ones', () => {
    run(CELL);
    const { packages, files } = run(CELL);
    expect(files).toEqual(['dist/index.js']);
    expect(packages).toContain('better-sqlite3');
    expect(packages.filter((name) => /msgpackr|koffi|blake|diff/.test(name))).toEqual([]);
  });

  test('asks for no script when the function is of the cell that caches it and captures nothing', () => {
    expect(run(CELL).inspectorCalls.filter((method) => method.startsWith('Debugger'))).toEqual([]);
  });
});
