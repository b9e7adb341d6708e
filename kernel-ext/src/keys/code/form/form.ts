import { withoutMirror } from '../mirrors';
import { isNode, type SyntaxNode } from '../parse';
import { type Chain, type Place, type Reference, References, chainOf, chainText } from '../references';

/** What surrounds a node. */
export interface Context extends Place {
  /** Chains that the enclosing statement replaces: what it reads of them goes back into them. */
  readonly replaced: readonly string[];
  /** Inside of a `console.log` whose answer is dropped. */
  readonly printed: boolean;
}

/** Writes the canonical form of one kind of node. */
export type Visitor = (form: Form, node: SyntaxNode, context: Context) => void;

/** Members of a node that say where it is or how it was written, not what it means. */
const NO_MEANING = new Set(['type', 'start', 'end', 'raw', 'directive']);

/** The canonical form of a piece of code while it is written: tokens, and the references that they leave open. */
export class Form {
  readonly references = new References();
  private readonly out: string[] = [];
  private locals = 0;

  constructor(
    private readonly visitors: Readonly<Record<string, Visitor>>,
    /** Whether the code may look at the names of functions. */
    readonly functionNamesMatter: boolean,
  ) {}

  get text(): string {
    return this.out.join(' ');
  }

  token(text: string): void {
    this.out.push(text);
  }

  visit(node: SyntaxNode | null, context: Context): void {
    if (node === null) return this.token('null');
    const meant = withoutMirror(node);
    const visitor = this.visitors[meant.type];
    if (visitor) visitor(this, meant, context);
    else this.generic(meant, context);
  }

  list(nodes: readonly (SyntaxNode | null)[], context: Context): void {
    this.token('[');
    for (const node of nodes) this.visit(node, context);
    this.token(']');
  }

  /** A name: the number of a local variable, or a reference. */
  identifier(node: SyntaxNode, context: Context): void {
    const local = context.scope.find(node.name as string);
    if (!local) return this.refer(chainOf(node, context)!, 'read', context);
    local.index ??= this.locals++;
    const isNamed = local.holds === 'class' || (local.holds === 'function' && this.functionNamesMatter);
    this.token(isNamed ? `%${local.index}:${local.name}` : `%${local.index}`);
  }

  /** Leaves a place open for what a chain leads to. */
  refer(chain: Chain, use: Reference['use'], context: Context): void {
    let meant = use;
    if (use !== 'write' && use !== 'mutate') {
      if (context.replaced.includes(chainText(chain))) meant = 'write';
      else if (context.printed && use === 'read') meant = 'logged';
    }
    this.references.add(chain, meant);
    this.token('@');
  }

  private generic(node: SyntaxNode, context: Context): void {
    this.token(`(${node.type}`);
    for (const key of Object.keys(node).sort()) {
      if (NO_MEANING.has(key)) continue;
      const value: unknown = node[key];
      if (isNode(value)) this.visit(value, context);
      else if (Array.isArray(value)) this.list(value, context);
      else if (value === null || typeof value !== 'object') this.token(JSON.stringify(value) ?? 'undefined');
    }
    this.token(')');
  }
}

/** The order of texts by UTF-16 units, the same in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
