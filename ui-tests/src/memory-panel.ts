import { expect, type IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';

/** The panel in the sidebar, found by role and name as a screen reader would. */
export class MemoryPanel {
  /** The panel as a whole. */
  readonly region: Locator;

  constructor(private readonly page: IJupyterLabPageFixture) {
    this.region = page.getByRole('region', { name: 'Memory', exact: true });
  }

  /** Opens the panel by its tab and waits for its first answer. */
  async open(): Promise<void> {
    await this.page.sidebar.openTab('tslab-memory-panel');
    await expect(this.region).toBeVisible();
    await expect(this.region.getByText('Looking for caches…')).toBeHidden();
  }

  /** The row of a function. */
  functionRow(name: string): Locator {
    return this.region.getByRole('treeitem', { level: 2, name: new RegExp(`^${escape(name)},`) });
  }

  /** Rows of the entries of the functions that are open. */
  entryRows(): Locator {
    return this.region.getByRole('treeitem', { level: 3 });
  }

  /** Names of the functions, in the order shown. */
  async functionNames(): Promise<string[]> {
    const labels = await this.region
      .getByRole('treeitem', { level: 2 })
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
    return labels.map((label) => label.split(',')[0] ?? '');
  }

  /** Waits until a function's row has these figures, for example `{ entries: '3 entries', hits: '0 hits' }`. */
  async expectFunction(
    name: string,
    figures: { entries?: string; hits?: string; size?: string | RegExp },
    timeout?: number,
  ) {
    const row = this.functionRow(name);
    const options = timeout === undefined ? {} : { timeout };
    for (const text of [figures.entries, figures.hits]) {
      if (text !== undefined)
        await expect(row, name).toHaveAttribute('aria-label', new RegExp(`, ${escape(text)},`), options);
    }
    if (figures.size !== undefined)
      await expect(row.getByText(figures.size, { exact: true }), name).toBeVisible(options);
  }

  /** Clears a function by the button of its row, and agrees to the dialog. Gives what the dialog said. */
  async clearFunction(name: string): Promise<string> {
    const row = this.functionRow(name);
    await row.hover();
    await row.getByRole('button', { name: `Clear ${name}` }).click();
    return this.accept();
  }

  /** Clears everything by the button of the toolbar, and agrees to the dialog. Gives what the dialog said. */
  async clearAll(): Promise<string> {
    await this.region.getByRole('button', { name: /^Clear all/i }).click();
    return this.accept();
  }

  private async accept(): Promise<string> {
    const dialog = this.page.getByRole('dialog');
    const text = (await dialog.textContent()) ?? '';
    await dialog.getByRole('button', { name: /^Clear/ }).click();
    await expect(dialog).toBeHidden();
    return text;
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
