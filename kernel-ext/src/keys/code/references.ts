import type { SyntaxNode } from './parse';
import type { Scope } from './scopes';

/** One step from an object to a member of it whose name the code spells out. */
export interface Step {
  /** `rate`, `0`, or `#rate` for a private member. */
  readonly key: string;
  readonly isPrivate: boolean;
  /** `?.` */
  readonly optional: boolean;
}

/**
 * What the code does with what it refers to:
 * `read` takes all of it, `call` calls it, `new` makes an instance or tests for one, `test` asks only whether it is
 * there or true, `write` replaces it without looking, `mutate` calls a method that changes it and drops the answer.
 */
export type Use = 'read' | 'call' | 'new' | 'test' | 'write' | 'mutate';

/** Something outside of the code that the code names: `helper`, `config.rate`, `this.options.start`. */
export interface Reference {
  /** `name`: a free name; `self`: the class whose code this is; `module`: what `require('…')` gives. */
  readonly kind: 'name' | 'this' | 'super' | 'self' | 'module';
  /** The free name, or the name of the module. Empty for the other kinds. */
  readonly root: string;
  readonly path: readonly Step[];
  use: Use | 'logged';
}

/** Where a chain of members begins, and its steps. */
export type Chain = Pick<Reference, 'kind' | 'root' | 'path'>;

/** What the names and keywords mean at a point of the code. */
export interface Place {
  readonly scope: Scope;
  /** Whether `this` and `super` here are those of the code as a whole. */
  readonly ownThis: boolean;
  /** Name of the class whose code this is, as it calls itself. */
  readonly selfName: string | undefined;
}

/** The chain that an expression is, when it begins outside of the code and all its keys are spelt out. */
export function chainOf(node: SyntaxNode, place: Place): Chain | undefined {
  switch (node.type) {
    case 'Identifier': {
      if (place.scope.find(node.name)) return undefined;
      if (node.name === place.selfName) return { kind: 'self', root: '', path: [] };
      return { kind: 'name', root: node.name, path: [] };
    }
    case 'ThisExpression':
      return place.ownThis ? { kind: 'this', root: '', path: [] } : undefined;
    case 'Super':
      return place.ownThis ? { kind: 'super', root: '', path: [] } : undefined;
    case 'ChainExpression':
      return chainOf(node.expression, place);
    case 'CallExpression': {
      const [id, ...more] = node.arguments as SyntaxNode[];
      const isRequire = node.callee.name === 'require' && !place.scope.find('require') && more.length === 0;
      return isRequire && typeof id?.value === 'string' ? { kind: 'module', root: id.value, path: [] } : undefined;
    }
    case 'MemberExpression': {
      const key = memberKey(node);
      const base = key === undefined ? undefined : chainOf(node.object, place);
      if (base === undefined || key === undefined) return undefined;
      const step = { key, isPrivate: node.property.type === 'PrivateIdentifier', optional: node.optional === true };
      return { ...base, path: [...base.path, step] };
    }
    default:
      return undefined;
  }
}

/** Name of the member that an expression takes, when it is spelt out: `a.b`, `a['b']`, `a[0]`, `a.#b`. */
export function memberKey(node: SyntaxNode): string | undefined {
  const { property } = node;
  if (property.type === 'PrivateIdentifier') return `#${property.name}`;
  if (!node.computed) return property.name;
  return property.type === 'Literal' && !property.regex ? String(property.value) : undefined;
}

/** The chain as text, the same for a variable and for the member of `exports` that mirrors it. */
export function chainText({ kind, root, path }: Chain): string {
  const keys = path.map(({ key }) => key);
  if (kind === 'name' && !(root === 'exports' && keys.length > 0)) keys.unshift(root);
  else if (kind === 'module') keys.unshift(`import('${root}')`);
  else if (kind !== 'name') keys.unshift(kind);
  return keys.join('.');
}

/** The references of one piece of code, each once, in the order of its canonical form. */
export class References {
  readonly list: Reference[] = [];
  /** For each mention in the canonical form, the place of its reference in the list. */
  readonly mentions: number[] = [];
  private readonly places = new Map<string, number>();

  add(chain: Chain, use: Reference['use']): void {
    const steps = chain.path.map(({ key, isPrivate, optional }) => [key, isPrivate, optional]);
    const identity = JSON.stringify([chain.kind, chain.root, use, steps]);
    let place = this.places.get(identity);
    if (place === undefined) {
      place = this.list.push({ ...chain, use }) - 1;
      this.places.set(identity, place);
    }
    this.mentions.push(place);
  }

  /** Decides about what is only printed: a counter that the code itself advances says nothing about its result. */
  settle(): void {
    const written = new Set(this.list.filter(({ use }) => use === 'write').map(chainText));
    for (const reference of this.list) {
      if (reference.use === 'logged') reference.use = written.has(chainText(reference)) ? 'write' : 'read';
    }
  }
}
