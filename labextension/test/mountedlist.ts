import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';

import type { FunctionSummary, Store } from '../src/_generated/api';
import { CommandIDs } from '../src/commands/ids';
import { MemoryModel } from '../src/model/model';
import { PanelState } from '../src/model/panelstate';
import { PanelSettings } from '../src/settings';
import { MemoryList } from '../src/view/list';
import { drawn } from './drawn';
import { aFunction, anOverview, aStore, FakeClient } from './fixtures';

/** Id of the store that is shown. */
export const STORE = aStore().id;

export const HOUR = 3_600_000;

/** Two functions, the first of which has entries. */
export const TWO: readonly FunctionSummary[] = [
  aFunction({
    id: 1,
    name: 'loadPrices',
    entries: 2,
    bytes: 4_404_019,
    hits: 34,
    misses: 2,
    timeSavedMs: 192_000,
    lastUsed: Date.now() - HOUR,
  }),
  aFunction({ id: 2, name: 'simulate', entries: 0, bytes: 0, lastUsed: Date.now() - 2 * HOUR }),
];

/**
 * The content of the panel in a page, with a client that answers from memory and commands that are only written down.
 *
 * @example
 * const panel = await MountedList.mount();
 * await panel.show(TWO);
 * expect(panel.names()).toEqual(['loadPrices', 'simulate']);
 */
export class MountedList {
  private constructor() {
    const commands = new CommandRegistry();
    for (const id of Object.values(CommandIDs)) {
      commands.addCommand(id, { execute: (args) => void this.executed.push([id, args]) });
    }
    this.list = new MemoryList(this.model, commands, new PanelSettings(), nullTranslator.load('test'));
  }

  /** Puts the list into the page; nothing has been answered yet. */
  static async mount(): Promise<MountedList> {
    const panel = new MountedList();
    await panel.drawn(() => Widget.attach(panel.list, document.body));
    return panel;
  }

  readonly client = new FakeClient();
  readonly model = new MemoryModel({ client: this.client, state: new PanelState() });
  readonly list: MemoryList;
  /** Commands that were executed, with their arguments. */
  readonly executed: [string, unknown][] = [];

  get node(): HTMLElement {
    return this.list.node;
  }

  /** Does something, then lets all that follows be drawn. */
  drawn(action?: () => unknown): Promise<void> {
    return drawn(action);
  }

  /** Lets the server answer with these functions. */
  async show(functions: readonly FunctionSummary[], store: Partial<Store> = {}): Promise<void> {
    this.client.current = anOverview([...functions], store);
    this.client.etag = `"${Math.random()}"`;
    await this.drawn(() => this.model.refresh());
  }

  /** Rows of stores (1), functions (2) or entries (3). */
  items(level: number): HTMLElement[] {
    return [...this.node.querySelectorAll<HTMLElement>(`[role="treeitem"][aria-level="${level}"]`)];
  }

  /** Names of the functions. */
  names(): (string | null | undefined)[] {
    return this.items(2).map((item) => item.querySelector('.jp-MemoryPanel-name')?.textContent);
  }

  /** Text of the badge of each row, undefined where there is none. */
  badges(level: number): (string | null | undefined)[] {
    return this.items(level).map((item) => item.querySelector('.jp-MemoryPanel-badge')?.textContent);
  }

  /** Opens a function by a click. */
  async open(index = 0): Promise<void> {
    await this.drawn(() => this.items(2)[index]?.click());
  }

  /** Presses a key where the focus is. */
  async press(key: string, modifiers: KeyboardEventInit = {}): Promise<void> {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
    await this.drawn(() => document.activeElement?.dispatchEvent(event));
  }

  /** The first words of what has the focus. */
  focused(): string | undefined {
    return document.activeElement?.getAttribute('aria-label')?.split(',')[0];
  }

  dispose(): void {
    this.list.dispose();
    this.model.dispose();
  }
}
