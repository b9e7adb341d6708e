import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { makeFolder } from './make-folder';

/** By then a notebook has made its first calls, and what those compiled is kept too. */
const KEEP_AFTER_MS = 5000;
const FORGET_AFTER_MS = 30 * 24 * 3_600_000;
/** What was compiled comes behind its SHA-256: rubbish behind a right head would end the process, the engine looks at the head only. */
const DIGEST_BYTES = 32;

type Compiled = (exports: object, load: NodeJS.Require, module: { exports: object }, file: string, dir: string) => void;

/**
 * Loads a CommonJS file like `require`, but compiles it once for many processes: V8 takes up what it compiled in an earlier
 * one from a file in `folder`. That file is named by the text and by the engine, and carries a checksum; when anything is
 * wrong with it, the text is compiled as usual.
 *
 * @example requireCached('/…/dist/library.js', require, '/home/ada/.local/share/tslab-memory/compiled')
 */
export function requireCached(file: string, load: NodeJS.Require, folder: string): object {
  const source = readFileSync(file, 'utf8');
  const name = digestOf(source).toString('hex', 0, 16);
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
    const kept = readFileSync(file);
    const compiled = kept.subarray(DIGEST_BYTES);
    return digestOf(compiled).equals(kept.subarray(0, DIGEST_BYTES)) ? compiled : undefined;
  } catch {
    return undefined;
  }
}

/** Not by `crypto.hash`, which a Node.js too old for the library lacks: it is to be refused in words. */
function digestOf(data: Buffer | string): Buffer {
  return createHash('sha256').update(data).digest();
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
    const compiled = script.createCachedData();
    writeFileSync(temporary, Buffer.concat([digestOf(compiled), compiled]), { mode: 0o600 });
    renameSync(temporary, file);
    for (const name of readdirSync(dirname(file))) forgetOld(join(dirname(file), name));
  } catch {
    // It only makes the next start slower.
  }
}

function forgetOld(file: string): void {
  if (Date.now() - statSync(file).mtimeMs > FORGET_AFTER_MS) unlinkSync(file);
}
