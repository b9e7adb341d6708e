import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../errors';
import { hashBytes } from './hash';

/** A file whose content counts for a cached function. Made by `file(path)`. */
export class FileDependency {
  private seen: string | undefined;
  private content = '';

  constructor(
    /** Absolute path. */
    readonly path: string,
    /** As the person wrote it. */
    readonly name: string,
  ) {}

  /**
   * Hex digest of the content; `missing` when there is no such file. The content is read again when size, modification
   * time or inode have changed.
   */
  digest(): string {
    const stat = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    if (!stat) return 'missing';
    if (stat.isDirectory()) return 'folder';
    const seen = `${stat.size} ${stat.mtimeNs} ${stat.ctimeNs} ${stat.ino}`;
    if (seen !== this.seen) {
      this.content = hashBytes(readFileSync(this.path)).toString('hex');
      this.seen = seen;
    }
    return this.content;
  }
}

/**
 * A file as a dependency: when its content changes, results computed before count no more.
 *
 * @throws UsageError for what is no path, and for a folder.
 * @param path Absolute, or relative to the folder of the notebook.
 * @example memory.cache(load, { dependsOn: [file('data.csv')] })
 */
export function file(path: string): FileDependency {
  if (typeof path !== 'string' || path === '') {
    throw new UsageError(`file(path) takes the path of a file, such as file('data.csv'), not ${String(path) || "''"}.`);
  }
  if (statSync(resolve(path), { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(
      `file('${path}') is a folder. Name its files: dependsOn: readdirSync('${path}').map((name) => file('${path}/' + name)).`,
    );
  }
  return new FileDependency(resolve(path), path);
}
