// Compiles the library into dist/ and puts the schema beside the module that runs it.
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

execFileSync(process.execPath, [tsc, '--build', root], { stdio: 'inherit' });
copyFileSync(path.join(root, '../schema/store.sql'), path.join(root, 'dist/store/store.sql'));
