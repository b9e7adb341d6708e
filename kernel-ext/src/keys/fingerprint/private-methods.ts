import { parseCode, type Code, type SyntaxNode } from '../code/parse';

/** A private method as the text of its class has it. */
export interface PrivateMethod {
  readonly code: Code;
  /** The class, through which the variables of its surroundings are read. */
  readonly owner: Function;
  /** What `super` begins above: the prototype, or the class for a static method. */
  readonly home: object;
}

const methods = new WeakMap<Code, Map<string, Code>>();

/** Finds a private method in the classes of an object, or in the class itself when `object` is one. */
export function findPrivateMethod(object: object, key: string): PrivateMethod | undefined {
  const isClass = typeof object === 'function';
  for (let at: object | null = object; at; at = Object.getPrototypeOf(at) as object | null) {
    const owner: unknown = isClass ? at : Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof owner !== 'function') continue;
    const code = privateMethodsOf(owner)?.get(`${isClass ? 'static ' : ''}${key}`);
    if (code) return { code, owner, home: isClass ? at : (owner.prototype as object) };
  }
  return undefined;
}

function privateMethodsOf(owner: Function): Map<string, Code> | undefined {
  const code = parseCode(Function.prototype.toString.call(owner));
  if (code?.node.type !== 'ClassExpression') return undefined;
  let found = methods.get(code);
  if (!found) {
    found = new Map<string, Code>();
    for (const member of code.node.body.body as SyntaxNode[]) {
      if (member.type !== 'MethodDefinition' || member.key.type !== 'PrivateIdentifier' || member.kind !== 'method')
        continue;
      found.set(`${member.static ? 'static ' : ''}#${member.key.name}`, {
        node: member.value as SyntaxNode,
        text: code.text,
      });
    }
    methods.set(code, found);
  }
  return found;
}
