import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeFolder } from '../../code-folder';

/** Code that is not the user's own and counts by name. */
export interface Origin {
  readonly kind: 'package' | 'builtin';
  /** `lodash@4.17.21`, `node:fs`, `tslab-memory`. */
  readonly name: string;
  /** Folder of the package; empty for the platform. */
  readonly root: string;
}

/** Name of this library as an origin: what a notebook uses of it is no dependency of a result. */
export const OWN_NAME = 'tslab-memory';

const byFile = new Map<string, Origin | undefined>();

/** Whose code a script is; undefined for the user's own. */
export function originOfUrl(url: string | undefined): Origin | undefined {
  if (!url) return undefined;
  if (url.startsWith('node:')) return { kind: 'builtin', name: url, root: '' };
  return originOfFile(pathOfUrl(url));
}

/** Path of the file that a script was read from. */
export function pathOfUrl(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url;
}

/** Whose code a file is; undefined for the user's own. */
export function originOfFile(path: string): Origin | undefined {
  if (byFile.has(path)) return byFile.get(path);
  const origin = findOrigin(path);
  byFile.set(path, origin);
  return origin;
}

/** Path of a file inside of its package, with `/` on every platform. */
export function pathInPackage(origin: Origin, path: string): string {
  return origin.root ? relative(origin.root, path).split(sep).join('/') : path;
}

function findOrigin(path: string): Origin | undefined {
  if (path.startsWith(codeFolder + sep)) return { kind: 'builtin', name: OWN_NAME, root: codeFolder };
  const marker = `${sep}node_modules${sep}`;
  const at = path.lastIndexOf(marker);
  if (at < 0) return undefined;
  const top = path.slice(0, at + marker.length - 1);
  for (let folder = dirname(path); folder.length > top.length; folder = dirname(folder)) {
    const manifest = readManifest(join(folder, 'package.json'));
    // Packages put nameless manifests into folders to say which module system their files use.
    if (manifest?.name && manifest.version) {
      return { kind: 'package', name: `${manifest.name}@${manifest.version}`, root: folder };
    }
  }
  return { kind: 'package', name: path.slice(at + marker.length), root: top };
}

function readManifest(path: string): { name?: string; version?: string } | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { name?: string; version?: string };
  } catch {
    return undefined;
  }
}
