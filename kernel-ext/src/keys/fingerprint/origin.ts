import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Code that is not the user's and counts by name. */
export interface Origin {
  readonly kind: 'package' | 'builtin';
  /** `lodash@4.17.21`, `node:fs`, `tslab-memory`. */
  readonly name: string;
}

const ownRoot = dirname(dirname(__dirname));
const byFile = new Map<string, Origin | undefined>();

/** Whose code a script is; undefined for the user's own. */
export function originOfUrl(url: string | undefined): Origin | undefined {
  if (!url) return undefined;
  if (url.startsWith('node:')) return { kind: 'builtin', name: url };
  return originOfFile(url.startsWith('file:') ? fileURLToPath(url) : url);
}

/** Whose code a file is; undefined for the user's own. */
export function originOfFile(path: string): Origin | undefined {
  if (byFile.has(path)) return byFile.get(path);
  const origin = findOrigin(path);
  byFile.set(path, origin);
  return origin;
}

function findOrigin(path: string): Origin | undefined {
  if (path.startsWith(ownRoot + sep)) return { kind: 'builtin', name: 'tslab-memory' };
  if (!path.includes(`${sep}node_modules${sep}`)) return undefined;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = readManifest(join(folder, 'package.json'));
    // Packages put nameless manifests into folders to say which module system their files use.
    if (manifest?.name) return { kind: 'package', name: `${manifest.name}@${manifest.version ?? '?'}` };
    if (folder.endsWith(`${sep}node_modules`)) break;
  }
  return { kind: 'package', name: path.slice(path.lastIndexOf(`${sep}node_modules${sep}`) + 14) };
}

function readManifest(path: string): { name?: string; version?: string } | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { name?: string; version?: string };
  } catch {
    return undefined;
  }
}

let modules = new Map<unknown, string>();
let modulesKnown = -1;

/** Whose module an object is, when it is what `require` of a package or a built-in module gives. */
export function originOfModule(value: object): Origin | undefined {
  const found = moduleName(value) ?? (Object.hasOwn(value, 'default') ? moduleName(defaultOf(value)) : undefined);
  if (found === undefined) return undefined;
  return found.startsWith('node:') ? { kind: 'builtin', name: found } : originOfFile(found);
}

/** `import * as m` of a CommonJS module makes a new object whose `default` is the module. */
function defaultOf(value: object): unknown {
  return Object.getOwnPropertyDescriptor(value, 'default')?.value;
}

function moduleName(value: unknown): string | undefined {
  if (typeof value !== 'object' && typeof value !== 'function') return undefined;
  const loaded = (Module as unknown as { _cache: Record<string, { exports: unknown }> })._cache;
  const builtins = (process as unknown as { moduleLoadList: string[] }).moduleLoadList;
  const count = builtins.length + Object.keys(loaded).length;
  if (count !== modulesKnown) {
    modulesKnown = count;
    modules = new Map();
    for (const [file, module] of Object.entries(loaded)) modules.set(module.exports, file);
    for (const entry of builtins) {
      const name = entry.replace(/^NativeModule /, '');
      if (!name.startsWith('internal/')) modules.set(builtinModule(name), `node:${name}`);
    }
    modules.delete(undefined);
  }
  return modules.get(value);
}

function builtinModule(name: string): unknown {
  return (process as unknown as { getBuiltinModule(name: string): unknown }).getBuiltinModule(name);
}
