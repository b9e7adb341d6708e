import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createKeyMaker } from '../../../src/keys/key-maker';
import type { CodeVersion, KeyOptions } from '../../../src/keys/types';
import { setWarningSink, Warnings } from '../../../src/warnings';

const require = createRequire(import.meta.url);
const tslab = dirname(require.resolve('tslab/package.json'));
const { createConverter, esModuleToCommonJSModule } = require(join(tslab, 'dist/converter.js'));
const { createExecutor } = require(join(tslab, 'dist/executor.js'));
const ts = createRequire(join(tslab, 'package.json'))('@tslab/typescript-for-tslab');

/** What the cells of one run said about keys. */
export interface Outcome {
  /** Hex keys, one for each `key(…)` in the cells. */
  readonly keys: string[];
  readonly versions: CodeVersion[];
  readonly warnings: string[];
}

/** tslab without its Jupyter part: compiles and runs cells in this process as the kernel does. */
export interface Cells {
  readonly folder: string;
  /**
   * Runs cells in a fresh notebook. In them, `key(fn, self?, args?, options?)` notes the key of a call.
   *
   * @param files Modules to be there first, by path.
   */
  run(cells: readonly string[], files?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** As `run` with one cell, without its type check, which is most of the time. */
  runQuickly(cell: string): Promise<Outcome>;
  close(): void;
}

/** Moves this process into a fresh folder and starts tslab's compiler there. */
export function openCells(): Cells {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'cells-'));
  process.chdir(folder);
  let converter: any;
  const complaints: string[] = [];
  const executor = createExecutor(
    folder,
    {
      get node() {
        return (converter ??= createConverter({ isJS: false, isBrowser: false }));
      },
    },
    { log: () => {}, error: (...args: unknown[]) => complaints.push(args.join(' ')) },
  );
  const notebook = (globalThis as any).__tslab__;
  const quick = createExecutor(folder, { node: { convert: (_: string, code: string) => quickly(code) } }, console);

  const quickNotebook = (globalThis as any).__tslab__;

  async function execute(by: any, cells: readonly string[]): Promise<Outcome> {
    const outcome: Outcome = { keys: [], versions: [], warnings: [] };
    const restore = setWarningSink((message) => outcome.warnings.push(message));
    by.reset();
    (globalThis as any).__tslab__ = by === quick ? quickNotebook : notebook;
    (globalThis as any).key = (
      fn: Function,
      self?: unknown,
      args: unknown[] = [],
      options: Partial<KeyOptions> = {},
    ) => {
      const { key, version } = createKeyMaker(fn, { name: 'f', ...options }, { warnings: new Warnings() }).keyOf(
        self,
        args,
      );
      outcome.keys.push(key.toString('hex'));
      outcome.versions.push(version);
    };
    try {
      for (const cell of cells) {
        complaints.length = 0;
        const isModule = cell.startsWith('/** @module');
        const isDone = await by.execute(isModule ? cell : `const key = (globalThis as any).key;\n${cell}`);
        if (!isDone) throw new Error(`${complaints.join('\n')}\n${cell}`);
      }
      return outcome;
    } finally {
      restore();
    }
  }

  return {
    folder,
    async run(cells, files = {}) {
      for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
      return execute(executor, cells);
    },
    runQuickly: (cell) => execute(quick, [cell]),
    close() {
      converter?.close();
      process.chdir(before);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What tslab makes of a cell that uses no other cell, except that types are not looked at. */
function quickly(code: string): object {
  const source = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022, true);
  const names = source.statements.flatMap(declaredNames);
  const { outputText } = ts.transpileModule(`${code}\nexport {${names.join(', ')}}`, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      experimentalDecorators: true,
      noImplicitUseStrict: true,
      esModuleInterop: true,
    },
  });
  return {
    output: esModuleToCommonJSModule(outputText, ts.ScriptTarget.ES2022),
    diagnostics: [],
    hasToplevelAwait: source.statements.some(awaits),
  };
}

/** Whether a node waits outside of any function. */
function awaits(node: any): boolean {
  if (ts.isAwaitExpression(node)) return true;
  return !ts.isFunctionLike(node) && ts.forEachChild(node, (child: any) => awaits(child) || undefined) === true;
}

function declaredNames(statement: any): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }: any) => namesIn(name));
  }
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return [];
  const isConstEnum =
    ts.isEnumDeclaration(statement) &&
    ts.getModifiers(statement)?.some((m: any) => m.kind === ts.SyntaxKind.ConstKeyword);
  return statement.name && !isConstEnum ? [statement.name.text] : [];
}

function namesIn(name: any): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element: any) => (element.name ? namesIn(element.name) : []));
}
