import { withoutMirror } from './mirrors';
import { type SyntaxNode, isFunctionNode, isNode, isOwnThisFunction } from './parse';
import { type Chain, type Place, type Reference, References, chainOf, chainText, memberKey } from './references';
import { Scope, blockScope, functionScope, namesInPattern } from './scopes';

/** Methods of built-in collections that change them; as a statement of their own they read nothing into a result. */
const MUTATORS = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear append'.split(' '),
);
/** Members of a node that say where it is or how it was written, not what it means. */
const NO_MEANING = new Set(['type', 'start', 'end', 'raw', 'directive']);

interface Context extends Place {
  /** Chains that the enclosing statement replaces: what it reads of them goes back into them. */
  readonly replaced: readonly string[];
  /** Inside of a `console.log` whose answer is dropped. */
  readonly printed: boolean;
}

/**
 * Writes the meaning of a syntax tree as text: two pieces of code with equal text and equal references do the same.
 * Comments, formatting, quotes, names of local variables, and the order of methods and hoisted functions do not show.
 */
export class CanonicalForm {
  readonly references = new References();
  private readonly out: string[] = [];
  private locals = 0;

  constructor(private readonly functionNamesMatter: boolean) {}

  get text(): string {
    return this.out.join(' ');
  }

  /** The code of a function or a class, as a whole. */
  root(node: SyntaxNode): void {
    const scope = new Scope(undefined);
    const context: Context = { scope, ownThis: true, selfName: undefined, replaced: [], printed: false };
    if (node.type === 'ClassExpression') {
      this.classBody(node, { ...context, ownThis: false, selfName: node.id?.name }, true);
    } else {
      // Its own name is left free: only the engine knows whether someone has assigned to it since.
      this.functionBody(node, context);
    }
    this.references.settle();
  }

  private visit(node: SyntaxNode | null, context: Context): void {
    if (node === null) return this.token('null');
    const meant = withoutMirror(node);
    const visitor = this.visitors[meant.type];
    if (visitor) visitor(meant, context);
    else this.generic(meant, context);
  }

  private token(text: string): void {
    this.out.push(text);
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

  private list(nodes: readonly (SyntaxNode | null)[], context: Context): void {
    this.token('[');
    for (const node of nodes) this.visit(node, context);
    this.token(']');
  }

  private readonly visitors: Record<string, (node: SyntaxNode, context: Context) => void> = {
    Identifier: (node, context) => this.identifier(node, context),
    ThisExpression: (node, context) => this.reference(node, 'read', context),
    Super: (node, context) => this.reference(node, 'read', context),
    MemberExpression: (node, context) => this.reference(node, 'read', context),
    ChainExpression: (node, context) => this.visit(node.expression, context),
    CallExpression: (node, context) => this.call(node, context),
    NewExpression: (node, context) => this.creation(node, context),
    TaggedTemplateExpression: (node, context) => {
      this.token('(Tagged');
      this.reference(node.tag, 'call', context);
      this.token(JSON.stringify(node.quasi.quasis.map(({ value }: SyntaxNode) => [value.raw, value.cooked ?? null])));
      this.list(node.quasi.expressions, context);
      this.token(')');
    },
    TemplateElement: (node) => this.token(JSON.stringify(node.value.cooked ?? node.value.raw)),
    Literal: (node) => this.literal(node),
    UnaryExpression: (node, context) => this.unary(node, context),
    BinaryExpression: (node, context) => this.binary(node, context),
    LogicalExpression: (node, context) => this.logical(node, context, false),
    ConditionalExpression: (node, context) => {
      this.token('(?');
      this.condition(node.test, context);
      this.visit(node.consequent, context);
      this.visit(node.alternate, context);
      this.token(')');
    },
    SequenceExpression: (node, context) => {
      this.token('(,');
      node.expressions.forEach((item: SyntaxNode, at: number, all: unknown[]) => {
        if (at < all.length - 1) this.dropped(item, context);
        else this.visit(item, context);
      });
      this.token(')');
    },
    AssignmentExpression: (node, context) => this.assignment(node, context, false),
    UpdateExpression: (node, context) => this.update(node, context, false),
    Property: (node, context) => this.property(node, context),
    ObjectExpression: (node, context) => {
      this.token('(Object');
      for (const member of node.properties) this.visit(member, context);
      this.token(')');
    },
    FunctionExpression: (node, context) => this.innerFunction(node, context),
    FunctionDeclaration: (node, context) => this.innerFunction(node, context),
    ArrowFunctionExpression: (node, context) => this.innerFunction(node, context),
    ClassExpression: (node, context) => this.innerClass(node, context),
    ClassDeclaration: (node, context) => this.innerClass(node, context),
    VariableDeclaration: (node, context) => this.declaration(node, context),
    ExpressionStatement: (node, context) => {
      if (node.directive) return this.token(`(directive ${JSON.stringify(node.directive)})`);
      this.token('(do');
      this.dropped(node.expression, context);
      this.token(')');
    },
    EmptyStatement: () => {},
    BlockStatement: (node, context) => this.block(node.body, context),
    IfStatement: (node, context) => {
      this.token('(if');
      this.condition(node.test, context);
      this.body(node.consequent, context);
      if (node.alternate) this.body(node.alternate, context);
      this.token(')');
    },
    WhileStatement: (node, context) => {
      this.token('(while');
      this.condition(node.test, context);
      this.body(node.body, context);
      this.token(')');
    },
    DoWhileStatement: (node, context) => {
      this.token('(do-while');
      this.body(node.body, context);
      this.condition(node.test, context);
      this.token(')');
    },
    ForStatement: (node, context) => this.forLoop(node, context),
    ForInStatement: (node, context) => this.forEach(node, context),
    ForOfStatement: (node, context) => this.forEach(node, context),
    SwitchStatement: (node, context) => {
      this.token('(switch');
      this.visit(node.discriminant, context);
      const statements = node.cases.flatMap(({ consequent }: SyntaxNode) => consequent as SyntaxNode[]);
      const inner = { ...context, scope: blockScope(statements, context.scope) };
      for (const { test, consequent } of node.cases) {
        this.token('(case');
        this.visit(test, inner);
        this.statements(consequent, inner);
        this.token(')');
      }
      this.token(')');
    },
    CatchClause: (node, context) => {
      const scope = new Scope(context.scope);
      for (const name of namesInPattern(node.param)) scope.declare(name);
      this.token('(catch');
      if (node.param) this.visit(node.param, { ...context, scope });
      this.visit(node.body, { ...context, scope });
      this.token(')');
    },
    LabeledStatement: (node, context) => {
      this.token(`(label ${node.label.name}`);
      this.body(node.body, context);
      this.token(')');
    },
    BreakStatement: (node) => this.token(`(break ${node.label?.name ?? ''})`),
    ContinueStatement: (node) => this.token(`(continue ${node.label?.name ?? ''})`),
    MetaProperty: (node) => this.token(`(${node.meta.name}.${node.property.name})`),
    PrivateIdentifier: (node) => this.token(`#${node.name}`),
  };

  private identifier(node: SyntaxNode, context: Context): void {
    const local = context.scope.find(node.name);
    if (!local) return this.reference(node, 'read', context);
    local.index ??= this.locals++;
    const isNamed = local.holds === 'class' || (local.holds === 'function' && this.functionNamesMatter);
    this.token(isNamed ? `%${local.index}:${local.name}` : `%${local.index}`);
  }

  /** A chain that begins outside becomes one reference; of other expressions, what they are made of. */
  private reference(node: SyntaxNode, use: Reference['use'], context: Context): void {
    const chain = chainOf(node, context);
    if (chain) return this.refer(chain, use, context);
    if (node.type === 'ThisExpression' || node.type === 'Super') return this.token(node.type);
    if (node.type !== 'MemberExpression') return this.visit(node, context);
    this.token(node.optional ? '(?.' : '(.');
    this.visit(node.object, context);
    const key = memberKey(node);
    if (key === undefined) this.visit(node.property, context);
    else this.token(JSON.stringify(key));
    this.token(')');
  }

  private refer(chain: Chain, use: Reference['use'], context: Context): void {
    let meant = use;
    if (use !== 'write' && use !== 'mutate') {
      if (context.replaced.includes(chainText(chain))) meant = 'write';
      else if (context.printed && use === 'read') meant = 'logged';
    }
    this.references.add(chain, meant);
    this.token('@');
  }

  private call(node: SyntaxNode, context: Context): void {
    const module = chainOf(node, context);
    if (module) return this.refer(module, 'read', context);
    this.token(node.optional ? '(call?' : '(call');
    this.reference(directCallee(node.callee), 'call', context);
    const inner = isMathCall(node, context) ? context : { ...context, replaced: [] };
    this.list(node.arguments, inner);
    this.token(')');
  }

  private creation(node: SyntaxNode, context: Context): void {
    this.token('(new');
    this.reference(node.callee, 'new', context);
    this.list(node.arguments, { ...context, replaced: [] });
    this.token(')');
  }

  private literal(node: SyntaxNode): void {
    if (node.regex) this.token(`/${JSON.stringify(node.regex.pattern)}/${node.regex.flags}`);
    else if (node.bigint) this.token(`${BigInt(node.bigint)}n`);
    else if (typeof node.value === 'number') this.token(String(node.value));
    else this.token(JSON.stringify(node.value));
  }

  private unary(node: SyntaxNode, context: Context): void {
    if (node.operator === 'void' && node.argument.type === 'Literal') return this.token('undefined');
    this.token(`(${node.operator}`);
    if (node.operator === '!' || node.operator === 'typeof') this.condition(node.argument, context);
    else if (node.operator === 'void') this.dropped(node.argument, context);
    else if (node.operator === 'delete') this.target(node.argument, context);
    else this.visit(node.argument, context);
    this.token(')');
  }

  private binary(node: SyntaxNode, context: Context): void {
    const { left, right, operator } = node;
    this.token(`(${operator}`);
    const comparesToNothing = /^[!=]==?$/.test(operator) && (isNothing(left) || isNothing(right));
    if (left.type === 'PrivateIdentifier') this.token(`#${left.name}`);
    else if (comparesToNothing) this.condition(left, context);
    else this.visit(left, context);
    if (operator === 'instanceof') this.reference(right, 'new', context);
    else if (comparesToNothing) this.condition(right, context);
    else this.visit(right, context);
    this.token(')');
  }

  private logical(node: SyntaxNode, context: Context, isDropped: boolean): void {
    this.token(`(${node.operator}`);
    if (node.operator === '&&' || isDropped) this.condition(node.left, context);
    else this.visit(node.left, context);
    if (isDropped) this.dropped(node.right, context);
    else this.visit(node.right, context);
    this.token(')');
  }

  /** An expression of which only its truth, or its presence, matters. */
  private condition(node: SyntaxNode, context: Context): void {
    if (chainOf(node, context)) this.reference(node, 'test', context);
    else this.visit(node, context);
  }

  /** An expression whose value no one uses. */
  private dropped(node: SyntaxNode, context: Context): void {
    const meant = withoutMirror(node);
    if (meant.type === 'AssignmentExpression') this.assignment(meant, context, true);
    else if (meant.type === 'UpdateExpression') this.update(meant, context, true);
    else if (meant.type === 'LogicalExpression') this.logical(meant, context, true);
    else if (meant.type === 'CallExpression') this.droppedCall(meant, context);
    else if (meant.type === 'SequenceExpression') for (const item of meant.expressions) this.dropped(item, context);
    else this.visit(meant, context);
  }

  private droppedCall(node: SyntaxNode, context: Context): void {
    const callee = chainOf(node.callee, context);
    const method = callee?.path.at(-1)?.key;
    if (callee?.kind === 'name' && callee.root === 'console') {
      this.token('(call');
      this.refer(callee, 'call', context);
      return this.closing(node.arguments, { ...context, printed: true });
    }
    if (callee && method !== undefined && MUTATORS.has(method)) {
      this.token('(call');
      this.refer(callee, 'mutate', context);
      const changed = chainText({ ...callee, path: callee.path.slice(0, -1) });
      return this.closing(node.arguments, { ...context, replaced: [...context.replaced, changed] });
    }
    this.call(node, context);
  }

  private closing(nodes: readonly SyntaxNode[], context: Context): void {
    this.list(nodes, context);
    this.token(')');
  }

  private assignment(node: SyntaxNode, context: Context, isDropped: boolean): void {
    const { left, right, operator } = node;
    this.token(`(${operator}`);
    const base = left.type === 'MemberExpression' ? baseChain(left, context) : chainOf(left, context);
    if (operator !== '=' && !isDropped) this.visit(left, context);
    this.target(left, context);
    const replaced = isDropped && base ? [...context.replaced, chainText(base)] : context.replaced;
    this.visit(right, { ...context, replaced });
    this.token(')');
  }

  private update(node: SyntaxNode, context: Context, isDropped: boolean): void {
    this.token(isDropped ? `(${node.operator}` : `(${node.operator}${node.prefix ? 'before' : 'after'}`);
    if (!isDropped) this.visit(node.argument, context);
    this.target(node.argument, context);
    this.token(')');
  }

  /** What is written to. The objects on the way to it are not read into the result. */
  private target(node: SyntaxNode, context: Context): void {
    const chain = chainOf(node, context);
    if (chain) return this.refer(chain, 'write', context);
    if (node.type === 'MemberExpression' && memberKey(node) === undefined) {
      const base = chainOf(node.object, context);
      if (base) {
        this.token('(.');
        this.refer(base, 'write', context);
        this.visit(node.property, context);
        return this.token(')');
      }
    }
    if (node.type === 'ObjectPattern' || node.type === 'ArrayPattern') this.pattern(node, context);
    else this.visit(node, context);
  }

  /** A pattern that assigns: what is in it are targets. */
  private pattern(node: SyntaxNode, context: Context): void {
    this.token(`(${node.type}`);
    for (const item of node.elements ?? node.properties) {
      if (item === null) {
        this.token('null');
        continue;
      }
      if (item.type === 'Property') this.key(item, context);
      const held = item.type === 'Property' ? item.value : item;
      const isRest = held.type === 'RestElement';
      if (isRest) this.token('...');
      const place = held.type === 'AssignmentPattern' ? held.left : isRest ? held.argument : held;
      this.target(place, context);
      if (held.type === 'AssignmentPattern') this.visit(held.right, context);
    }
    this.token(')');
  }

  private key(node: SyntaxNode, context: Context): void {
    const { key, computed } = node;
    if (computed && key.type !== 'Literal') {
      this.token('[');
      this.visit(key, context);
      this.token(']');
    } else {
      this.token(key.type === 'PrivateIdentifier' ? `#${key.name}` : JSON.stringify(String(key.name ?? key.value)));
    }
  }

  private property(node: SyntaxNode, context: Context): void {
    this.token(node.kind === 'init' ? '(:' : `(:${node.kind}`);
    this.key(node, context);
    this.visit(node.value, context);
    this.token(')');
  }

  private declaration(node: SyntaxNode, context: Context): void {
    for (const { id, init } of node.declarations as SyntaxNode[]) {
      // `var x;` does nothing; TypeScript adds and drops such lines with the temporaries it needs.
      if (!init && node.kind === 'var') continue;
      this.token(node.kind === 'var' ? '(var' : '(let');
      const chain = init && id.type === 'ObjectPattern' ? chainOf(init, context) : undefined;
      const chains = chain && pickedChains(id, chain);
      this.visit(id, context);
      if (chains) for (const picked of chains) this.refer(picked, 'read', context);
      else if (init) this.visit(init, context);
      this.token(')');
    }
  }

  private body(node: SyntaxNode, context: Context): void {
    this.block(node.type === 'BlockStatement' ? node.body : [node], context);
  }

  private block(statements: readonly SyntaxNode[], context: Context): void {
    this.token('{');
    this.statements(statements, { ...context, scope: blockScope(statements, context.scope) });
    this.token('}');
  }

  private statements(statements: readonly SyntaxNode[], context: Context): void {
    const isHoisted = ({ type }: SyntaxNode): boolean => type === 'FunctionDeclaration';
    const hoisted = statements.filter(isHoisted).sort((a, b) => compare(a.id.name, b.id.name));
    for (const statement of hoisted) this.visit(statement, context);
    for (const statement of statements) if (!isHoisted(statement)) this.visit(statement, context);
  }

  private forLoop(node: SyntaxNode, context: Context): void {
    const inner = { ...context, scope: blockScope(node.init ? [node.init] : [], context.scope) };
    this.token('(for');
    if (node.init?.type === 'VariableDeclaration') this.visit(node.init, inner);
    else if (node.init) this.dropped(node.init, inner);
    this.token(';');
    if (node.test) this.condition(node.test, inner);
    this.token(';');
    if (node.update) this.dropped(node.update, inner);
    this.body(node.body, inner);
    this.token(')');
  }

  private forEach(node: SyntaxNode, context: Context): void {
    const declares = node.left.type === 'VariableDeclaration';
    const inner = { ...context, scope: blockScope(declares ? [node.left] : [], context.scope) };
    this.token(`(${node.type}${node.await ? ' await' : ''}`);
    if (declares) {
      this.token(node.left.kind === 'var' ? 'var' : 'let');
      this.visit(node.left.declarations[0].id, inner);
    } else {
      this.target(node.left, inner);
    }
    this.visit(node.right, context);
    this.body(node.body, inner);
    this.token(')');
  }

  private innerFunction(node: SyntaxNode, context: Context): void {
    const scope = new Scope(context.scope);
    if (node.id && node.type === 'FunctionDeclaration') {
      this.token('(function');
      this.identifier(node.id, context);
    } else {
      this.token(node.type === 'ArrowFunctionExpression' ? '(=>' : '(function');
      if (node.id) scope.declare(node.id.name, 'function');
    }
    const ownThis = context.ownThis && !isOwnThisFunction(node);
    this.functionBody(node, { ...context, scope, ownThis, replaced: [], printed: false });
    this.token(')');
  }

  private functionBody(node: SyntaxNode, context: Context): void {
    const inner = { ...context, scope: functionScope(node, context.scope) };
    this.token(`${node.async ? 'async' : ''}${node.generator ? '*' : ''}(`);
    for (const param of node.params) this.visit(param, inner);
    this.token(')');
    if (node.body.type === 'BlockStatement') {
      this.token('{');
      this.statements(node.body.body, inner);
      this.token('}');
    } else {
      this.token('{ (ReturnStatement');
      this.visit(node.body, inner);
      this.token(') }');
    }
  }

  private innerClass(node: SyntaxNode, context: Context): void {
    const scope = new Scope(context.scope);
    if (node.type === 'ClassDeclaration') this.identifier(node.id, context);
    else if (node.id) scope.declare(node.id.name, 'class');
    this.classBody(node, { ...context, scope, ownThis: false, replaced: [], printed: false }, false);
  }

  /** Of the class as a whole, statics and heritage are read from the class itself: the code that made them has run. */
  private classBody(node: SyntaxNode, context: Context, isRoot: boolean): void {
    this.token('(class');
    if (!isRoot && node.superClass) this.visit(node.superClass, context);
    const members = (node.body.body as SyntaxNode[]).filter((member) => !isRoot || !isStatic(member));
    const isMethod = (member: SyntaxNode): boolean => member.type === 'MethodDefinition' && !member.computed;
    const methods = members.filter(isMethod).sort((a, b) => compare(memberOrder(a), memberOrder(b)));
    for (const member of [...methods, ...members.filter((other) => !isMethod(other))]) {
      this.token(`(${member.type}${isStatic(member) ? ' static' : ''} ${member.kind ?? ''}`);
      if (member.type === 'StaticBlock') {
        this.block(member.body, context);
      } else {
        this.key(member, context);
        if (member.value && isFunctionNode(member.value)) this.innerFunction(member.value, context);
        else if (member.value) this.visit(member.value, context);
      }
      this.token(')');
    }
    this.token(')');
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isStatic(member: SyntaxNode): boolean {
  return member.static === true || member.type === 'StaticBlock';
}

function memberOrder(member: SyntaxNode): string {
  return `${isStatic(member) ? 1 : 0}${member.key.name ?? member.key.value} ${member.key.type} ${member.kind}`;
}

function isNothing(node: SyntaxNode): boolean {
  return (node.type === 'Literal' && node.value === null && !node.regex) || node.name === 'undefined';
}

function isMathCall(node: SyntaxNode, context: Context): boolean {
  const callee = chainOf(node.callee, context);
  return callee?.kind === 'name' && callee.root === 'Math';
}

/** `(0, m.f)` is how TypeScript calls an imported function without giving it a `this`. */
function directCallee(callee: SyntaxNode): SyntaxNode {
  const [first, second] = callee.type === 'SequenceExpression' ? (callee.expressions as SyntaxNode[]) : [];
  return second && first?.type === 'Literal' && callee.expressions.length === 2 ? second : callee;
}

/** The chain that an assignment to `node` changes: of `counts[key]` it is `counts`. */
function baseChain(node: SyntaxNode, context: Context): Chain | undefined {
  return chainOf(memberKey(node) === undefined ? node.object : node, context);
}

/** The members that a pattern takes out of a chain; undefined when it takes what cannot be told from the text. */
function pickedChains(pattern: SyntaxNode, chain: Chain): Chain[] | undefined {
  const picked: Chain[] = [];
  for (const property of pattern.properties as SyntaxNode[]) {
    if (property.type !== 'Property' || property.computed) return undefined;
    const key = String(property.key.name ?? property.key.value);
    picked.push({ ...chain, path: [...chain.path, { key, isPrivate: false, optional: false }] });
  }
  return picked;
}
