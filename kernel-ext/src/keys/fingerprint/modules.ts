import Module from 'node:module';
import { originOfFile, pathInPackage, type Origin } from './origin';

/** A thing that a package or a built-in module gives to everyone who asks for it. */
export interface Exported {
  readonly origin: Origin;
  /** `lodash.js#add`, `promises.readFile`; the same in every process that has the same version. */
  readonly member: string;
}

const loaded = (Module as unknown as { _cache: Record<string, { exports: unknown }> })._cache;
const { moduleLoadList } = process as unknown as { moduleLoadList: string[] };

let files = new Map<unknown, string>();
let filesCounted = -1;
const members = new Map<string, { modules: number; names: Map<unknown, string> }>();

/** What a value is the whole of: the module of a package, or of the platform. Undefined for the user's own modules. */
export function moduleOf(value: unknown): Exported | undefined {
  const file = moduleFiles().get(value);
  if (file === undefined) return undefined;
  if (file.startsWith('node:')) return { origin: { kind: 'builtin', name: file, root: '' }, member: '' };
  const origin = originOfFile(file);
  return origin && { origin, member: `${pathInPackage(origin, file)}#` };
}

/** Name under which a package or built-in module gives out a function; undefined for what it keeps or makes on demand. */
export function exportedName(value: unknown, origin: Origin): string | undefined {
  const count = moduleFiles().size;
  const id = origin.root || origin.name;
  let known = members.get(id);
  if (!known || known.modules !== count) {
    known = { modules: count, names: collect(origin) };
    members.set(id, known);
  }
  return known.names.get(value);
}

/** A module that code loads when it runs. */
export interface LoadedLater {
  /** Whose it is, when it is not the user's own. */
  readonly origin: Exported | undefined;
  load(): unknown;
}

/** What `require(id)` means in the place where `load` comes from; undefined when there is no such module. */
export function resolveModule(id: string, load: NodeJS.Require): LoadedLater | undefined {
  if (Module.isBuiltin(id)) {
    const name = id.startsWith('node:') ? id : `node:${id}`;
    return { origin: { origin: { kind: 'builtin', name, root: '' }, member: '' }, load: () => undefined };
  }
  try {
    // Modules that tslab compiled itself are known to its own `require` only, and cannot be resolved to a path.
    const file = /^\.{0,2}\//.test(id) ? '' : load.resolve(id);
    const origin = originOfFile(file);
    if (origin) return { origin: { origin, member: `${pathInPackage(origin, file)}#` }, load: () => undefined };
    load(id);
    return { origin: undefined, load: () => load(id) as unknown };
  } catch {
    return undefined;
  }
}

function moduleFiles(): Map<unknown, string> {
  const paths = Object.keys(loaded);
  const count = paths.length + moduleLoadList.length;
  if (count === filesCounted) return files;
  filesCounted = count;
  files = new Map<unknown, string>();
  for (const path of paths) files.set(loaded[path]?.exports, path);
  for (const entry of moduleLoadList) {
    const name = entry.replace(/^NativeModule /, '');
    if (entry !== name && !name.startsWith('internal/')) files.set(platformModule(`node:${name}`), `node:${name}`);
  }
  for (const nothing of [undefined, null, true, false, '']) files.delete(nothing);
  return files;
}

function platformModule(name: string): unknown {
  try {
    return Module.createRequire(__filename)(name);
  } catch {
    return undefined;
  }
}

/** Names of all members of a package's loaded modules, two levels deep. Of several names the first in order is taken. */
function collect(origin: Origin): Map<unknown, string> {
  const names = new Map<unknown, string>();
  for (const [exports, file] of moduleFiles()) {
    const own = file.startsWith('node:') ? file === origin.name : originOfFile(file)?.root === origin.root;
    if (!own) continue;
    const prefix = file.startsWith('node:') ? '' : `${pathInPackage(origin, file)}#`;
    name(names, exports, prefix);
    for (const [key, value] of dataMembers(exports)) {
      name(names, value, `${prefix}${key}`);
      for (const [inner, deep] of dataMembers(value)) name(names, deep, `${prefix}${key}.${inner}`);
    }
  }
  return names;
}

function name(names: Map<unknown, string>, value: unknown, candidate: string): void {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return;
  const known = names.get(value);
  if (known === undefined || rank(candidate) < rank(known)) names.set(value, candidate);
}

/** Fewer dots first, then by text: an order that does not depend on which module was loaded first. */
function rank(candidate: string): string {
  const member = candidate.slice(candidate.indexOf('#') + 1);
  return `${member === '' ? 0 : member.split('.').length}${candidate}`;
}

function dataMembers(value: unknown): [string, unknown][] {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return [];
  const found: [string, unknown][] = [];
  for (const key of Object.getOwnPropertyNames(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    // Getters of an ES module give what it exports; other getters may do anything.
    if (property?.get && Object.hasOwn(value, '__esModule')) found.push([key, (value as Record<string, unknown>)[key]]);
    else if (property && 'value' in property) found.push([key, property.value]);
  }
  return found;
}
