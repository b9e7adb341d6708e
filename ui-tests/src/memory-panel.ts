import { expect, type IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';

/** A notification is closed by the end of its bar's animation: those that offer something keep theirs from running. */
const OFFERS_STAY =
  '.Toastify__toast:has(.jp-toast-buttonBar button) .Toastify__progress-bar { animation-play-state: paused !important; }';

/** The panel in the sidebar, found by role and name as a screen reader would. */
export class MemoryPanel {
  /** The panel as a whole. */
  readonly region: Locator;

  constructor(private readonly page: IJupyterLabPageFixture) {
    this.region = page.getByRole('region', { name: 'Memory', exact: true });
  }

  /** Opens the panel by its tab and waits for its first answer. From then on what is cleared can be undone at any time. */
  async open(): Promise<void> {
    await this.page.addStyleTag({ content: OFFERS_STAY });
    await this.page.sidebar.openTab('tslab-memory-panel');
    await expect(this.region).toBeVisible();
    await expect(this.region.getByText('Looking for caches…')).toBeHidden();
  }

  /** The row of a store. */
  storeRow(name: string): Locator {
    return this.region.getByRole('treeitem', { level: 1, name: new RegExp(`^Store ${escape(name)}[,:]`) });
  }

  /** The row of a function. */
  functionRow(name: string): Locator {
    return this.region.getByRole('treeitem', { level: 2, name: new RegExp(`^${escape(name)},`) });
  }

  /** Rows of the entries of the functions that are open. */
  entryRows(): Locator {
    return this.region.getByRole('treeitem', { level: 3 });
  }

  /** The row of an entry, by its arguments as they are shown. */
  entryRow(args: string): Locator {
    return this.region.getByRole('treeitem', { level: 3, name: new RegExp(`^${escape(args)}, `) });
  }

  /** The totals above the list. */
  get totals(): Locator {
    return this.region.getByRole('group', { name: 'Totals' });
  }

  /** The box that filters. */
  get filter(): Locator {
    return this.region.getByRole('searchbox');
  }

  /** Opens a function and waits for its entries. */
  async openFunction(name: string): Promise<void> {
    await this.functionRow(name).click();
    await expect(this.functionRow(name)).toHaveAttribute('aria-expanded', 'true');
    await expect(this.entryRows().first()).toHaveAttribute('data-key', /./);
  }

  /** Chooses an order in the sort menu: of functions, or of entries when told so. */
  async sort(label: string, of: 'functions' | 'entries' = 'functions'): Promise<void> {
    await this.region.getByRole('button', { name: /^Sort/ }).click();
    // Lumino gives items that open a menu no role of their own.
    if (of === 'entries') await this.page.getByRole('listitem').filter({ hasText: 'Sort Entries by' }).click();
    const choices = this.page.getByRole('menu').last();
    const named = { name: label, exact: true };
    await choices.getByRole('menuitem', named).or(choices.getByRole('menuitemcheckbox', named)).click();
    await expect(this.page.getByRole('menu')).toHaveCount(0);
  }

  /** Waits until the functions are these, in this order. */
  async expectFunctions(names: readonly string[]): Promise<void> {
    await expect.poll(() => this.functionNames()).toEqual(names);
  }

  /** Waits until the entries are these, in this order, by their arguments. */
  async expectEntries(args: readonly string[]): Promise<void> {
    await expect(this.entryRows().getByRole('code')).toHaveText([...args]);
  }

  /** Arguments of the entries that are selected, in the order shown. */
  async selected(): Promise<string[]> {
    return this.region.getByRole('treeitem', { level: 3, selected: true }).getByRole('code').allTextContents();
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
    await this.pressClear(this.functionRow(name), `Clear ${name}`);
    return this.accept();
  }

  /** Clears everything by the button of the toolbar, and agrees to the dialog. Gives what the dialog said. */
  async clearAll(): Promise<string> {
    await this.region.getByRole('button', { name: /^Clear all/i }).click();
    return this.accept();
  }

  /** Presses the button at the end of a row, which shows while the pointer is on the row. */
  async pressClear(row: Locator, label: string): Promise<void> {
    await row.hover();
    await row.getByRole('button', { name: label }).click();
  }

  /** Chooses from the context menu of a row. */
  async choose(row: Locator, label: string): Promise<void> {
    await row.click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: label, exact: true }).click();
  }

  /** Agrees to the dialog, which goes away. Gives what it said. */
  async accept(): Promise<string> {
    const dialog = this.page.getByRole('dialog');
    // Its title comes a little after its body.
    await expect(dialog.locator('.jp-Dialog-header')).not.toBeEmpty();
    const text = (await dialog.textContent()) ?? '';
    await dialog.getByRole('button', { name: /^(Clear|Trust)/ }).click();
    await expect(dialog).toBeHidden();
    return text;
  }

  /** Takes the last clear back by the button of its notification. */
  async undo(): Promise<void> {
    const offer = this.page.getByRole('alert').getByRole('button', { name: 'Undo' });
    await expect(offer).toHaveCount(1);
    // By keyboard, as a click would wait until the notification has stopped moving.
    await offer.press('Enter');
    // One that is still on its way out must not be taken for that of the next clear.
    await expect(offer).toHaveCount(0);
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
