import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { isError, isStream, type IMimeBundle, type IOutput, type MultilineString } from '@jupyterlab/nbformat';
import type { ICodeCellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel } from '@jupyterlab/services';

/** A kernel's first cell loads the compiler and the library, which takes its time on a busy machine. */
const REPLY_TIMEOUT_MS = 90_000;

/** How one code cell ended. */
export interface CellResult {
  /** Text of all its outputs. */
  text: string;
  /** Name and message of its error; empty when it ended well. */
  error: string;
}

declare global {
  interface Window {
    /** How many of the cells that were started last have not been replied to, kept in the page by `Notebook`. */
    lastRun?: { waiting: number };
  }
}

/**
 * Drives the notebook that is open in front. It waits for the kernel's replies to the cells that it runs, not for the
 * kernel to be idle: that message can get lost under load.
 */
export class Notebook {
  constructor(private readonly page: IJupyterLabPageFixture) {}

  /** Opens a notebook of the server's folder and waits for its kernel to answer. */
  async open(path: string): Promise<void> {
    await this.page.evaluate(async (file) => {
      const { commands } = window.jupyterapp;
      const panel = (await commands.execute('docmanager:open', { path: file })) as NotebookPanel;
      await panel.context.ready;
      await panel.sessionContext.ready;
    }, path);
    await this.ready();
  }

  /** Runs all cells from the top, and waits for the kernel's replies. */
  async runAll(): Promise<CellResult[]> {
    await this.start('notebook:run-all-cells', (await this.results()).length);
    await this.waitForReplies();
    return this.results();
  }

  /** Runs one cell and waits for the kernel's reply; `index` counts all cells from 0. */
  async run(index: number): Promise<void> {
    await this.startCell(index);
    await this.waitForReplies();
  }

  /** Makes a cell the active one; `index` counts all cells from 0. */
  async select(index: number): Promise<void> {
    await this.page.evaluate((at) => {
      (window.jupyterapp.shell.currentWidget as NotebookPanel).content.activeCellIndex = at;
    }, index);
  }

  /** Index of the active cell, counted from 0; undefined when no notebook is in front. */
  async activeCell(): Promise<number | undefined> {
    return this.page.evaluate(
      () => (window.jupyterapp.shell.currentWidget as Partial<NotebookPanel> | null)?.content?.activeCellIndex,
    );
  }

  /** The code of a cell; `index` counts all cells from 0. */
  async source(index: number): Promise<string | undefined> {
    return this.page.evaluate(
      (at) =>
        (window.jupyterapp.shell.currentWidget as NotebookPanel).content.widgets[at]?.model.sharedModel.getSource(),
      index,
    );
  }

  /** Starts a cell and does not wait for it; `index` counts all cells from 0. */
  async startCell(index: number): Promise<void> {
    await this.select(index);
    await this.start('notebook:run-cell', 1);
  }

  /** Waits for the kernel's replies to all cells that were started. */
  async waitForReplies(): Promise<void> {
    await this.page.waitForFunction(() => window.lastRun?.waiting === 0, undefined, { timeout: REPLY_TIMEOUT_MS });
  }

  /** Whether a started cell has not been replied to. */
  async isBusy(): Promise<boolean> {
    return this.page.evaluate(() => (window.lastRun?.waiting ?? 0) > 0);
  }

  /** How the code cells ended, in the notebook's order. */
  async results(): Promise<CellResult[]> {
    const outputs = await this.page.evaluate(() => {
      const { model } = (window.jupyterapp.shell.currentWidget as NotebookPanel).content;
      const cells = Array.from(model?.cells ?? []).filter((cell) => cell.type === 'code');
      return cells.map((cell) => (cell as ICodeCellModel).outputs.toJSON());
    });
    return outputs.map((list) => ({ text: list.map(textOf).join(''), error: list.map(errorOf).join('') }));
  }

  /** Restarts the kernel and waits until the new one answers. */
  async restart(): Promise<void> {
    await this.page.evaluate(() =>
      (window.jupyterapp.shell.currentWidget as NotebookPanel).sessionContext.restartKernel(),
    );
    await this.ready();
  }

  /** Ends the kernel: none runs afterwards. */
  async shutdown(): Promise<void> {
    await this.page.evaluate(() => (window.jupyterapp.shell.currentWidget as NotebookPanel).sessionContext.shutdown());
  }

  /** Waits until the kernel answers. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(
      async (patience) => {
        // A notebook that is in the page's address opens a little after JupyterLab has started.
        const panel = window.jupyterapp.shell.currentWidget as Partial<NotebookPanel> | null;
        const kernel = panel?.sessionContext?.session?.kernel;
        if (kernel?.connectionStatus !== 'connected') return false;
        // What is sent while the kernel starts can get lost, so it is asked again.
        const lost = new Promise<boolean>((resolve) => setTimeout(resolve, patience, false));
        return Promise.race([kernel.requestKernelInfo().then(Boolean, () => false), lost]);
      },
      3_000,
      { polling: 100 },
    );
  }

  private async start(command: string, cells: number): Promise<void> {
    await this.page.evaluate(
      ({ id, count }) => {
        const kernel = (window.jupyterapp.shell.currentWidget as NotebookPanel).sessionContext.session?.kernel;
        if (!kernel) throw new Error('The notebook has no kernel.');
        // A run of its own: replies to an earlier one, whose kernel died, never come.
        const run = { waiting: count };
        window.lastRun = run;
        const follow = (_: unknown, { msg, direction }: Kernel.IAnyMessageArgs) => {
          if (direction !== 'recv' || msg.header.msg_type !== 'execute_reply') return;
          run.waiting -= 1;
          if (run.waiting === 0 || window.lastRun !== run) kernel.anyMessage.disconnect(follow);
        };
        kernel.anyMessage.connect(follow);
        void window.jupyterapp.commands.execute(id);
      },
      { id: command, count: cells },
    );
  }
}

function textOf(output: IOutput): string {
  if (isStream(output)) return joined(output.text);
  const plain = 'data' in output ? (output.data as IMimeBundle)['text/plain'] : '';
  return joined((plain ?? '') as MultilineString);
}

function errorOf(output: IOutput): string {
  return isError(output) ? `${output.ename}: ${output.evalue}` : '';
}

function joined(text: MultilineString): string {
  return Array.isArray(text) ? text.join('') : text;
}
