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

const kernelExt = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = process.argv[2] ?? path.join(kernelExt, 'dist');
const half = `${target}.new`;
const old = `${target}.old`;
const remove = (folder) => fs.rmSync(folder, { recursive: true, force: true });

// Compiled from nothing, beside the target: no file of a removed module stays, and a running kernel never meets half of it.
remove(half);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const options = ['--outDir', half, '--composite', 'false', '--sourceMap', String(process.argv[2] === undefined)];
const { status } = spawnSync(process.execPath, [tsc, '-p', kernelExt, ...options], { stdio: 'inherit' });
fs.mkdirSync(path.join(half, 'store'), { recursive: true });
fs.copyFileSync(path.join(kernelExt, '..', 'schema', 'store.sql'), path.join(half, 'store', 'store.sql'));
fs.chmodSync(path.join(half, 'cli', 'main.js'), 0o755);

remove(old);
if (fs.existsSync(target)) fs.renameSync(target, old);
fs.renameSync(half, target);
remove(old);
process.exitCode = status ?? 1;
