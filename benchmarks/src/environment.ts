import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { inBenchmarks, inEnvironment, inRepository, python } from './paths.ts';

const NPM_PACKAGES = [
  'keyv',
  '@keyv/sqlite',
  'p-memoize',
  'cacache',
  'memoize-fs',
  'lmdb',
  'ocache',
  'unstorage',
  'vega',
  'vega-lite',
];
const LIBRARY_PACKAGES = ['better-sqlite3', '@napi-rs/blake-hash', 'xxhash-addon', 'msgpackr', 'koffi'];

/** What was measured with what on which machine. */
export interface Versions {
  readonly machine: Readonly<Record<string, string>>;
  readonly library: Readonly<Record<string, string>>;
  readonly peers: Readonly<Record<string, string>>;
}

/**
 * Installs the peers and the plotting library into benchmarks/.env, unless they are there already in these versions.
 *
 * @throws Error when npm or pip fails; their output is on the terminal
 */
export function installPeers(say: (line: string) => void): void {
  const inputs = ['package.json', 'requirements.txt', 'load.mjs'].map((name) => inBenchmarks('peers', name));
  const wanted = createHash('sha256');
  for (const input of inputs) wanted.update(readFileSync(input));
  const stamp = inEnvironment('installed');
  const digest = wanted.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say('Installing the peers into benchmarks/.env (some minutes the first time; SQLite of keyv may be compiled).');
  mkdirSync(inEnvironment(), { recursive: true });
  for (const input of inputs.slice(0, 1).concat(inputs.slice(2)))
    copyFileSync(input, inEnvironment(input.split(/[\\/]/).at(-1)!));
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], inEnvironment());
  if (!existsSync(python)) run(hostPython(), ['-m', 'venv', inEnvironment('py')], inEnvironment());
  run(
    python,
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', inBenchmarks('peers', 'requirements.txt')],
    inEnvironment(),
  );
  writeFileSync(stamp, digest);
}

/** Reads the versions of everything that takes part, and what the machine is. */
export function readVersions(): Versions {
  return {
    machine: {
      processor: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
      memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
      system: `${platform()} ${release()} ${arch()}`,
      node: process.version,
      python: execFileSync(python, ['-c', 'import platform; print(platform.python_version())'], {
        encoding: 'utf8',
      }).trim(),
    },
    library: {
      'tslab-memory': packageVersion(inRepository('kernel-ext', 'package.json'), '.'),
      tslab: packageVersion(inRepository('package.json'), 'tslab'),
      ...Object.fromEntries(
        LIBRARY_PACKAGES.map((name) => [name, packageVersion(inRepository('kernel-ext', 'package.json'), name)]),
      ),
    },
    peers: {
      ...pythonVersions(),
      ...Object.fromEntries(NPM_PACKAGES.map((name) => [name, packageVersion(inEnvironment('package.json'), name)])),
    },
  };
}

/** Empties the folder where workers keep their stores. */
export function cleanWork(): void {
  rmSync(inEnvironment('work'), { recursive: true, force: true });
  mkdirSync(inEnvironment('work'), { recursive: true });
}

function run(command: string, args: readonly string[], cwd: string): void {
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], shell });
  if (status !== 0)
    throw new Error(
      `${command} ${args.slice(0, 3).join(' ')} failed in ${cwd}: ${error?.message ?? `exit code ${status}`}`,
    );
}

/** The Python that the project's own environment was made from, else the one on the PATH. */
function hostPython(): string {
  return process.env.PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3');
}

function packageVersion(from: string, name: string): string {
  if (name === '.') return (JSON.parse(readFileSync(from, 'utf8')) as { version: string }).version;
  // Not every package lets its package.json be resolved, so it is looked for where resolution would.
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    const file = join(folder, name, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return 'not installed';
}

function pythonVersions(): Record<string, string> {
  const names = readFileSync(inBenchmarks('peers', 'requirements.txt'), 'utf8').match(/^[\w-]+/gm) ?? [];
  const script =
    'import importlib.metadata as m, json, sys; print(json.dumps({n: m.version(n) for n in sys.argv[1:]}))';
  return JSON.parse(execFileSync(python, ['-c', script, ...names], { encoding: 'utf8' })) as Record<string, string>;
}
