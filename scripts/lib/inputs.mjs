/**
 * What a step depends on, as one hash: the content of files and folders, and plain words.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Folders that hold results, never inputs. */
const RESULTS = new Set(['node_modules', 'dist', 'lib', '__pycache__', 'coverage', '.ipynb_checkpoints']);

/**
 * Hash of files, of all files below folders, and of words. A path that does not exist counts as missing,
 * so making it later changes the hash. File times do not count.
 *
 * @param {string} base folder that the paths are relative to
 * @param {readonly string[]} paths files and folders
 * @param {readonly string[]} [words] other things that matter, for example versions
 * @returns {string} 64 hex digits
 * @example hashInputs(root, ['package.json', 'kernel-ext/src'], [process.platform])
 */
export function hashInputs(base, paths, words = []) {
  const hash = createHash('sha256');
  for (const word of words) hash.update(`word ${word.length} ${word}\n`);
  for (const name of [...paths].sort()) {
    for (const file of filesBelow(base, name)) {
      const full = path.join(base, file);
      const content = fs.existsSync(full) ? fs.readFileSync(full) : null;
      hash.update(`file ${file.split(path.sep).join('/')} ${content ? content.length : 'missing'}\n`);
      if (content) hash.update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} base
 * @param {string} name
 * @returns {string[]} files relative to base, sorted; `[name]` when it is a file or missing
 */
function filesBelow(base, name) {
  const stat = fs.statSync(path.join(base, name), { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return [name];
  return fs
    .readdirSync(path.join(base, name), { withFileTypes: true })
    .filter((entry) => !RESULTS.has(entry.name) && (entry.isFile() || entry.isDirectory()))
    .flatMap((entry) => filesBelow(base, path.join(name, entry.name)))
    .sort();
}
