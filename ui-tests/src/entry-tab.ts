import { expect, type IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';
import type { MemoryPanel } from './memory-panel';

/** The tab in the main area that shows one entry. */
export class EntryTab {
  /** The tab's content. */
  readonly content: Locator;
  readonly value: Locator;
  readonly code: Locator;
  readonly lastMiss: Locator;

  constructor(page: IJupyterLabPageFixture, name: string) {
    this.content = page.getByRole('tabpanel', { name });
    this.value = this.content.getByRole('region', { name: 'Value', exact: true });
    this.code = this.content.getByRole('region', { name: 'Code', exact: true });
    this.lastMiss = this.content.getByRole('region', { name: 'Last miss', exact: true });
  }

  /** A value in the tree of values, by its words, for example 'shares: 12n'. */
  node(words: string): Locator {
    return this.value.getByRole('treeitem', { name: words, exact: true });
  }

  /** A figure of the entry, for example of 'Computed in'. */
  figure(name: string): Locator {
    // The definition that follows the term of this name; the two have no element of their own around them.
    return this.content.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd[1]');
  }
}

/**
 * Opens an entry from its row in the panel.
 *
 * @param page the page, with the panel open
 * @param memory the panel
 * @param name the function's name
 * @param args the call's arguments as its row shows them
 */
export async function openEntry(
  page: IJupyterLabPageFixture,
  memory: MemoryPanel,
  name: string,
  args: string,
): Promise<EntryTab> {
  await memory.openFunction(name);
  const fn = await memory.functionRow(name).getAttribute('data-function');
  const rows = memory.entryRows().and(page.locator(`[data-function="${fn}"]`));
  await rows.filter({ has: page.getByText(args, { exact: true }) }).click();
  const tab = new EntryTab(page, name);
  await expect(tab.code).toBeVisible();
  return tab;
}
