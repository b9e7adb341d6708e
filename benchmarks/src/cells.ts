import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inBenchmarks } from './paths.ts';

const require = createRequire(import.meta.url);

/** Cells of one notebook, run in this process the way the tslab kernel runs them. */
export interface Cells {
  /** Compiles and runs a cell. @throws Error when it does not compile or throws; what it printed is on stderr */
  run(source: string): Promise<void>;
  /** What the cells declared at top level, by name. */
  readonly names: Record<string, any>;
}

/**
 * Opens a notebook in the current folder, from which cells resolve their imports. tslab's own converter and executor are
 * used, so that functions have the scopes and mirrors they have in a kernel. They watch files until the process exits.
 *
 * @example
 * const cells = openCells();
 * await cells.run('function work(n: number) { return n; }');
 * cells.names.work(1);
 */
export function openCells(): Cells {
  const { createConverter } = require('tslab/dist/converter.js');
  const { createExecutor } = require('tslab/dist/executor.js');
  const node = createConverter({});
  const executor = createExecutor(process.cwd(), { node, close: () => node.close() }, console);
  return {
    names: executor.locals,
    async run(source) {
      if (!(await executor.execute(source))) throw new Error(`The cell failed:\n${source}`);
    },
  };
}

/** Opens a notebook with the cell of a work, and what its size depends on declared before it. */
export async function openWork(work: string, constants: Readonly<Record<string, number>> = {}): Promise<Cells> {
  const cells = openCells();
  for (const [name, value] of Object.entries(constants)) await cells.run(`const ${name} = ${value};`);
  await cells.run(cellSource(work));
  return cells;
}

/** Text of a cell in benchmarks/cells. */
export function cellSource(name: string): string {
  return readFileSync(inBenchmarks('cells', `${name}.cell.ts`), 'utf8');
}
