import { parseCode, type SyntaxNode } from '../code/parse';

const found = new WeakMap<Function, readonly string[]>();

/** Names of the private fields that a class itself gives its instances: `#rate`. Private methods hold no state. */
export function privateFieldsOf(constructor: Function): readonly string[] {
  let names = found.get(constructor);
  if (names === undefined) {
    names = find(Function.prototype.toString.call(constructor));
    found.set(constructor, names);
  }
  return names;
}

function find(source: string): readonly string[] {
  if (!source.startsWith('class') || !source.includes('#')) return [];
  const members = parseCode(source)?.node.body?.body as SyntaxNode[] | undefined;
  if (members === undefined) return ['#…'];
  return members
    .filter(
      ({ type, static: isStatic, key }) =>
        type === 'PropertyDefinition' && !isStatic && key.type === 'PrivateIdentifier',
    )
    .map(({ key }) => `#${key.name}`);
}
