import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Folder of the package that holds this code: `dist`, or `src` when it runs from source. The built library is one file and
 * its source many, so that a path relative to one module would not hold for both.
 */
export const codeFolder = find(__dirname);

function find(folder: string): string {
  const parent = dirname(folder);
  return parent === folder || existsSync(join(parent, 'package.json')) ? folder : find(parent);
}
