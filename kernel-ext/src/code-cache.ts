import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { makeFolder } from './make-folder';

/** By then a notebook has made its first calls, and what those compiled is kept too. */
const KEEP_AFTER_MS = 5000;
const FORGET_AFTER_MS = 30 * 24 * 3_600_000;

type Compiled = (exports: object, load: NodeJS.Require, module: { exports: object }, file: string, dir: string) => void;

/**
 * Loads a CommonJS file like `require`, but compiles it once for many processes: V8 takes up what it compiled in an earlier
 * one from a file in `folder`. That file is named by the text and by the engine, and the engine checks it; when anything is
 * wrong with it, the text is compiled as usual.
 *
 * @example requireCached('/…/dist/library.js', require, '/home/ada/.local/share/tslab-memory/compiled')
 */
export function requireCached(file: string, load: NodeJS.Require, folder: string): object {
  const source = readFileSync(file, 'utf8');
  const name = createHash('sha256').update(source).digest('hex').slice(0, 32);
  const kept = join(folder, `${name}-${cachedDataVersionTag().toString(16)}`);
  const cachedData = read(kept);
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new Script(wrapped, { filename: file, cachedData });
  const module = { exports: {} };
  (script.runInThisContext() as Compiled)(module.exports, load, module, file, dirname(file));
  if (cachedData === undefined || script.cachedDataRejected) keepSoon(script, kept);
  return module.exports;
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function keepSoon(script: Script, file: string): void {
  const write = (): void => {
    clearTimeout(timer);
    process.off('exit', write);
    keep(script, file);
  };
  const timer = setTimeout(write, KEEP_AFTER_MS).unref();
  process.on('exit', write);
}

function keep(script: Script, file: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    makeFolder(dirname(file));
    writeFileSync(temporary, script.createCachedData(), { mode: 0o600 });
    renameSync(temporary, file);
    for (const name of readdirSync(dirname(file))) forgetOld(join(dirname(file), name));
  } catch {
    // It only makes the next start slower.
  }
}

function forgetOld(file: string): void {
  if (Date.now() - statSync(file).mtimeMs > FORGET_AFTER_MS) unlinkSync(file);
}
