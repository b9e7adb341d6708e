import { chainText, type Reference } from '../code/references';
import type { Unit } from './builder';
import type { Mention } from './ignored-name';
import type { Variables } from './variables';

type Named = Pick<Reference, 'kind' | 'root' | 'path'>;

/** A reference in messages: what a method reads of its object, by the name of that object where it is called. */
export function shownName(reference: Named, unit: Unit): string {
  const { kind, path } = reference;
  if (kind !== 'this' || unit.self?.name === undefined) return referenceName(reference, unit);
  return [unit.self.name, ...path.map(({ key }) => key)].join('.');
}

/** How a person would write a reference: without the names that TypeScript gives to imported modules. */
export function referenceName({ kind, root, path }: Named, unit: Unit): string {
  if (kind === 'self') return chainText({ kind: 'name', root: unit.fn.name || 'class', path });
  const module = kind === 'name' && path.length > 0 ? importedModule(root) : undefined;
  if (module === undefined) return chainText({ kind, root, path });
  const [first, ...rest] = path;
  return first!.key === 'default'
    ? chainText({ kind, root: module, path: rest })
    : chainText({ kind, root: 'exports', path });
}

/** Whether a variable is named by the object that carries it: `exports.rate`, `m_1.rate`. */
export function isMirror({ kind, root, path }: Named): boolean {
  return kind === 'name' && path.length > 0 && (root === 'exports' || importedModule(root) !== undefined);
}

function importedModule(root: string): string | undefined {
  return /^(.+)_\d+$/.exec(root)?.[1];
}

/**
 * How the user's code names something, for comparison with `ignore`; undefined for what has no name there.
 *
 * @param place Where the code of the unit is written.
 */
export function mentionOf(
  reference: Named,
  unit: Unit,
  place: string | undefined,
  variables: Variables,
): Mention | undefined {
  const { kind, root, path } = reference;
  const { self } = unit;
  if (kind === 'name' && place !== undefined) {
    const words = referenceName(reference, unit).split('.');
    const key = isMirror(reference) ? path[0]!.key : undefined;
    return { words, place, value: () => variables.peek(unit.fn, root, key) };
  }
  if (kind !== 'this' || !self) return undefined;
  const value = () => undefined;
  if (self.path) return { words: ['this', ...[...self.path, ...path].map(({ key }) => key)], place: undefined, value };
  if (self.name === undefined || self.place === undefined) return undefined;
  return { words: shownName(reference, unit).split('.'), place: self.place, value };
}
