import ts from 'typescript';

/** A changed piece of code, and what was changed. */
export interface Mutant {
  readonly name: string;
  readonly code: string;
  /** Whether the change is in code marked as not read, by a comment with `unread` before it. */
  readonly unread: boolean;
}

const OPERATORS: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '**': '*',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  '??': '||',
  '+=': '-=',
  '-=': '+=',
  '*=': '+=',
  '&': '|',
  '|': '&',
  '<<': '>>',
};

/** Every small change of meaning that can be made to a cell: literals, operators, and statements taken away. */
export function semanticMutants(code: string): Mutant[] {
  const source = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022, true);
  const mutants: Mutant[] = [];
  for (const statement of source.statements) {
    const text = code.slice(statement.getFullStart(), statement.getStart());
    // The calls of `key` and the set-up around them are not the code under test.
    if (text.includes('as is') || code.slice(statement.getStart()).startsWith('key(')) continue;
    const replace = (node: ts.Node, by: string, unread: boolean): void => {
      const [start, end] = [node.getStart(), node.getEnd()];
      const line = source.getLineAndCharacterOfPosition(start).line + 1;
      const name = `line ${line}: ${code.slice(start, end).slice(0, 40)} -> ${by || 'nothing'}`;
      mutants.push({ name, unread, code: code.slice(0, start) + by + code.slice(end) });
    };
    visit(statement, replace, false);
  }
  return mutants;
}

type Replace = (node: ts.Node, by: string, unread: boolean) => void;

function visit(node: ts.Node, replace: Replace, inUnread: boolean): void {
  if (ts.isTypeNode(node)) return;
  const unread = inUnread || node.getFullText().slice(0, node.getLeadingTriviaWidth()).includes('unread');
  const by = (part: ts.Node, text: string): void => replace(part, text, unread);
  if (ts.isNumericLiteral(node)) by(node, String(Number(node.text) + 1));
  else if (ts.isStringLiteral(node) && !ts.isImportDeclaration(node.parent)) by(node, JSON.stringify(`${node.text}x`));
  else if (ts.isTemplateHead(node)) by(node, `${node.getText().slice(0, -2)}x\${`);
  else if (ts.isTemplateTail(node)) by(node, `${node.getText().slice(0, -1)}x\``);
  else if (node.kind === ts.SyntaxKind.TrueKeyword) by(node, 'false');
  else if (node.kind === ts.SyntaxKind.FalseKeyword) by(node, 'true');
  else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    by(node, node.operand.getText());
  else if (ts.isAwaitExpression(node)) by(node, node.expression.getText());
  else if (ts.isConditionalExpression(node)) {
    by(node, `${node.condition.getText()} ? ${node.whenFalse.getText()} : ${node.whenTrue.getText()}`);
  } else if (ts.isBinaryExpression(node)) {
    const other = OPERATORS[node.operatorToken.getText()];
    if (other) by(node.operatorToken, other);
  } else if (ts.isBlock(node) && node.statements.length > 1 && ts.isExpressionStatement(node.statements[0]!)) {
    by(node.statements[0], '');
  }
  ts.forEachChild(node, (child) => visit(child, replace, unread));
}

/** The same code in other clothes. */
export function cosmeticMutants(code: string): Mutant[] {
  const source = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022, true);
  const mutant = (name: string, changed: string): Mutant => ({ name, code: changed, unread: false });
  const printed = ts.createPrinter({ removeComments: true }).printFile(source);
  return [
    mutant('printed anew', printed),
    mutant('comments everywhere', commented(code, source)),
    mutant('lines above', `// Notes\n\n\nconst addedAbove = 1;\n${code}`),
    mutant('declarations below', `${code}\nfunction addedBelow(x: number) { return x * 99; }`),
    mutant('other quotes', printed.replace(/'([^'"`\n\\]*)'/g, '"$1"')),
    mutant('semicolons and spaces', code.replace(/;\n/g, ' ;\n\n').replace(/\{ /g, '{\n    ')),
  ];
}

function commented(code: string, source: ts.SourceFile): string {
  const positions: number[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isStatement(node) || ts.isParameter(node) || ts.isClassElement(node)) positions.push(node.getStart());
    ts.forEachChild(node, collect);
  };
  collect(source);
  let result = code;
  for (const at of [...new Set(positions)].sort((a, b) => b - a))
    result = `${result.slice(0, at)}/* note */ ${result.slice(at)}`;
  return result;
}

/** Each statement in a cell of its own, in the order of the code: what a person does who takes a cell apart. */
export function splitCells(code: string): string[] {
  const source = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022, true);
  return source.statements.map((statement) => statement.getFullText());
}
