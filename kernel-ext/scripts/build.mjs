/**
 * Compiles the library into dist/ and puts the store's schema beside the module that reads it.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const kernelExt = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(kernelExt, 'dist');

// What a removed source file once gave must not end up in the package.
fs.rmSync(dist, { recursive: true, force: true });
fs.rmSync(path.join(kernelExt, 'tsconfig.tsbuildinfo'), { force: true });

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', kernelExt], { stdio: 'inherit' });

fs.mkdirSync(path.join(dist, 'store'), { recursive: true });
fs.copyFileSync(path.join(kernelExt, '..', 'schema', 'store.sql'), path.join(dist, 'store', 'store.sql'));
process.exitCode = status ?? 1;
