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

const { dependencies, optionalDependencies } = JSON.parse(
  fs.readFileSync(path.join(kernelExt, 'package.json'), 'utf8'),
);
// The parser is needed by the first call of each process; to find and compile it as a package takes twice as long.
const packages = Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => name !== 'acorn');

/** Makes one file of a module and all that it imports. Returns the names that it exports. */
async function bundle(module, file, footer) {
  const build = await rolldown({
    input: path.join(kernelExt, 'src', module),
    platform: 'node',
    external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
    resolve: { tsconfigFilename: path.join(kernelExt, 'tsconfig.json') },
  });
  const options = { dir: half, format: 'cjs', entryFileNames: file, codeSplitting: false, sourcemap, footer };
  const { output } = await build.write(options);
  return output[0].exports;
}

/**
 * What notebooks import becomes one file, library.js: to find and compile its 130 modules one by one takes longer than all else
 * of a cold start. index.js loads it with V8's code cache. The modules stay for those that use a part: the command line, the
 * browser, tests.
 */
async function bundleLibrary() {
  const names = await bundle('index.ts', 'library.js');
  // Never run: it tells Node's ES modules which names a `require` of the file gives.
  await bundle('start.ts', 'index.js', `0 && (module.exports = { ${names.join(', ')} });`);
}

// Compiled from nothing, beside the target: no file of a removed module stays, and a running kernel never meets half of it.
remove(half);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const options = ['--outDir', half, '--composite', 'false', '--sourceMap', String(sourcemap)];
const { status } = spawnSync(process.execPath, [tsc, '-p', kernelExt, ...options], { stdio: 'inherit' });
await bundleLibrary();
fs.mkdirSync(path.join(half, 'store'), { recursive: true });
fs.copyFileSync(path.join(kernelExt, '..', 'schema', 'store.sql'), path.join(half, 'store', 'store.sql'));
fs.chmodSync(path.join(half, 'cli', 'main.js'), 0o755);

remove(old);
if (fs.existsSync(target)) fs.renameSync(target, old);
fs.renameSync(half, target);
remove(old);
process.exitCode = status ?? 1;
