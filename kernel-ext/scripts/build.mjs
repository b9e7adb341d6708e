/**
 * Compiles the library, and puts the store's schema beside the module that runs it.
 *
 * node build.mjs [folder]   into `folder`, without source maps, for the package; else into dist/
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const kernelExt = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = process.argv[2] ?? path.join(kernelExt, 'dist');
const sourcemap = process.argv[2] === undefined;
const half = `${target}.new`;
const old = `${target}.old`;
const remove = (folder) => fs.rmSync(folder, { recursive: true, force: true });

/**
 * What notebooks import becomes one file: to find and compile its 130 modules one by one takes longer than all else of a
 * cold start. The modules stay for those that use a part: the command line, the browser, tests.
 */
async function bundle() {
  const { dependencies, optionalDependencies } = JSON.parse(
    fs.readFileSync(path.join(kernelExt, 'package.json'), 'utf8'),
  );
  const packages = Object.keys({ ...dependencies, ...optionalDependencies });
  const build = await rolldown({
    input: path.join(kernelExt, 'src', 'index.ts'),
    platform: 'node',
    external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
    resolve: { tsconfigFilename: path.join(kernelExt, 'tsconfig.json') },
  });
  await build.write({ dir: half, format: 'cjs', entryFileNames: 'index.js', codeSplitting: false, sourcemap });
}

// Compiled from nothing, beside the target: no file of a removed module stays, and a running kernel never meets half of it.
remove(half);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const options = ['--outDir', half, '--composite', 'false', '--sourceMap', String(sourcemap)];
const { status } = spawnSync(process.execPath, [tsc, '-p', kernelExt, ...options], { stdio: 'inherit' });
await bundle();
fs.mkdirSync(path.join(half, 'store'), { recursive: true });
fs.copyFileSync(path.join(kernelExt, '..', 'schema', 'store.sql'), path.join(half, 'store', 'store.sql'));
fs.chmodSync(path.join(half, 'cli', 'main.js'), 0o755);

remove(old);
if (fs.existsSync(target)) fs.renameSync(target, old);
fs.renameSync(half, target);
remove(old);
process.exitCode = status ?? 1;
