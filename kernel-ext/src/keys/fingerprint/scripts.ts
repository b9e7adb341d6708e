import { childrenOf, isFunctionNode, parseScript, type SyntaxNode } from '../code/parse';
import { namesInPattern } from '../code/scopes';

/**
 * Names that a script assigns to after their declaration. A variable of any other name keeps its value once it has one.
 * By name, not by variable: two variables that share a name are taken for one, which costs time and never a wrong key.
 *
 * @returns undefined when the script cannot be parsed, or runs text as code: any variable may change then.
 */
export function reassignedNames(source: string): ReadonlySet<string> | undefined {
  const program = parseScript(source);
  if (!program) return undefined;
  const names = new Set<string>();
  const declared = new Set<string>();
  let runsText = false;
  const visit = (node: SyntaxNode, inLoop: boolean): void => {
    runsText ||= node.type === 'WithStatement' || (node.type === 'CallExpression' && node.callee.name === 'eval');
    if (isSetUp(node)) {
      for (const child of childrenOf(node.type === 'CallExpression' ? node.callee : node.right)) visit(child, inLoop);
      return;
    }
    collect(node, inLoop, names, declared);
    const loops = /^(For|While|DoWhile)/.test(node.type) || (inLoop && !isFunctionNode(node));
    for (const child of childrenOf(node)) visit(child, loops);
  };
  visit(program, false);
  return runsText ? undefined : names;
}

function collect(node: SyntaxNode, inLoop: boolean, names: Set<string>, declared: Set<string>): void {
  switch (node.type) {
    case 'AssignmentExpression':
      for (const name of assigned(node.left)) names.add(name);
      break;
    case 'UpdateExpression':
      for (const name of assigned(node.argument)) names.add(name);
      break;
    case 'ForInStatement':
    case 'ForOfStatement':
      if (node.left.type !== 'VariableDeclaration') for (const name of assigned(node.left)) names.add(name);
      break;
    case 'VariableDeclaration':
      if (node.kind !== 'var') break;
      for (const { id } of node.declarations) {
        for (const name of namesInPattern(id)) {
          if (inLoop || declared.has(name)) names.add(name);
          declared.add(name);
        }
      }
      break;
    case 'FunctionDeclaration':
      if (declared.has(node.id.name)) names.add(node.id.name);
      declared.add(node.id.name);
  }
}

function assigned(target: SyntaxNode): string[] {
  return target.type === 'MemberExpression' ? [] : namesInPattern(target);
}

/**
 * Assignments that TypeScript writes to complete a declaration: `(function (E) {…})(E || (exports.E = E = {}))` of an
 * enum or namespace, `D = D_1 = __decorate([…], D)` of a decorated class. No code runs between the two.
 */
function isSetUp(node: SyntaxNode): boolean {
  if (node.type === 'AssignmentExpression') {
    let value = node.right as SyntaxNode;
    while (value.type === 'AssignmentExpression') value = value.right;
    return value.type === 'CallExpression' && value.callee.name === '__decorate';
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'FunctionExpression' || node.arguments.length !== 1) {
    return false;
  }
  const [argument] = node.arguments as [SyntaxNode];
  return (
    argument.type === 'LogicalExpression' &&
    argument.operator === '||' &&
    argument.right.type === 'AssignmentExpression'
  );
}
