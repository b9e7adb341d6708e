import { type SyntaxNode } from '../code/parse';

/** A parameter, or a part of a destructured one. */
export type Target = NameTarget | ObjectTarget | ArrayTarget;

interface Part {
  /** Where it is, whatever its name is: `0`, `1.start`, `1.*`. Part of the key. */
  readonly slot: string;
  /** What people call it. */
  readonly label: string;
  /** Expression for a missing value. */
  readonly fallback: SyntaxNode | undefined;
}

/** A variable of the function. */
export interface NameTarget extends Part {
  readonly kind: 'name';
  /** The property that it takes, when that has another name: `start` in `{start: from}`. */
  readonly property: string | undefined;
}

/** `{start, end: {day}, ...others}` */
export interface ObjectTarget extends Part {
  readonly kind: 'object';
  readonly members: ReadonlyArray<{ readonly key: string; readonly target: Target }>;
  readonly rest: NameTarget | undefined;
}

/** `[first, , third = 3, ...others]` */
export interface ArrayTarget extends Part {
  readonly kind: 'array';
  readonly items: ReadonlyArray<Target | undefined>;
  readonly rest: Target | undefined;
}

/** The parameters of a function. */
export interface Parameters {
  readonly targets: readonly Target[];
  readonly rest: Target | undefined;
}

/** Reads the parameter list of a function node. `text` is what its positions refer to. */
export function readParameters(node: SyntaxNode, text: string): Parameters {
  const params = node.params as SyntaxNode[];
  const last = params[params.length - 1];
  const restNode = last?.type === 'RestElement' ? last : undefined;
  const plain = restNode ? params.slice(0, -1) : params;
  return {
    targets: plain.map((param, at) => readTarget(param, String(at), text)),
    rest: restNode && readTarget(restNode.argument as SyntaxNode, `${plain.length}+`, text),
  };
}

function readTarget(node: SyntaxNode, slot: string, text: string, property?: string): Target {
  if (node.type === 'AssignmentPattern') {
    return { ...readTarget(node.left as SyntaxNode, slot, text, property), fallback: node.right as SyntaxNode };
  }
  const label = text.slice(node.start, node.end).replace(/\s+/g, ' ');
  const part = { slot, label, fallback: undefined };
  switch (node.type) {
    case 'ObjectPattern':
      return readObject(node, part, text);
    case 'ArrayPattern':
      return readArray(node, part, text);
    default:
      return { ...part, kind: 'name', property: property === label ? undefined : property };
  }
}

/** A pattern with a computed key is taken as a whole: which members it takes is known when it runs only. */
function readObject(node: SyntaxNode, part: Part, text: string): Target {
  const members: Array<{ key: string; target: Target }> = [];
  let rest: NameTarget | undefined;
  for (const property of node.properties as SyntaxNode[]) {
    if (property.type === 'RestElement') {
      rest = readTarget(property.argument as SyntaxNode, `${part.slot}.*`, text) as NameTarget;
      continue;
    }
    const key = keyOf(property);
    if (key === undefined) return { ...part, kind: 'name', property: undefined };
    const slot = `${part.slot}.${JSON.stringify(key)}`;
    members.push({ key, target: readTarget(property.value as SyntaxNode, slot, text, key) });
  }
  return { ...part, kind: 'object', members, rest };
}

function readArray(node: SyntaxNode, part: Part, text: string): ArrayTarget {
  const elements = node.elements as Array<SyntaxNode | null>;
  const last = elements[elements.length - 1];
  const restNode = last?.type === 'RestElement' ? last : undefined;
  const plain = restNode ? elements.slice(0, -1) : elements;
  return {
    ...part,
    kind: 'array',
    items: plain.map((item, at) => (item ? readTarget(item, `${part.slot}.${at}`, text) : undefined)),
    rest: restNode && readTarget(restNode.argument as SyntaxNode, `${part.slot}.+`, text),
  };
}

function keyOf(property: SyntaxNode): string | undefined {
  const key = property.key as SyntaxNode;
  if (key.type === 'Literal') return String(key.value);
  return property.computed ? undefined : (key.name as string);
}

/** All variables of the parameters, in their order. */
export function namesOf({ targets, rest }: Parameters): NameTarget[] {
  return [...targets, ...(rest ? [rest] : [])].flatMap(namesIn);
}

/** The variables of one parameter. */
export function namesIn(target: Target): NameTarget[] {
  switch (target.kind) {
    case 'name':
      return [target];
    case 'object':
      return [...target.members.flatMap((member) => namesIn(member.target)), ...(target.rest ? [target.rest] : [])];
    case 'array':
      return [
        ...target.items.flatMap((item) => (item ? namesIn(item) : [])),
        ...(target.rest ? namesIn(target.rest) : []),
      ];
  }
}
