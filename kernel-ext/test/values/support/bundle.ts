import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';

/** Compiles a module and all that it imports of this repository into one file, and returns its path. */
export async function bundle(
  input: string,
  options: { platform: 'node' | 'browser'; format: 'cjs' | 'iife' },
): Promise<string> {
  // Within the repository, where the packages that it leaves out are found.
  const parent = join(import.meta.dirname, '../../../.tmp');
  mkdirSync(parent, { recursive: true });
  const file = join(mkdtempSync(join(parent, 'bundle-')), options.format === 'cjs' ? 'bundle.cjs' : 'bundle.js');
  await build({
    input,
    platform: options.platform,
    external: options.platform === 'node' ? [/^[a-z@]/] : [],
    logLevel: 'silent',
    output: { file, format: options.format, name: 'bundle' },
  });
  return file;
}
