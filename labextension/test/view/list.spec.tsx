import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { act } from 'react';

import type { FunctionSummary, Store } from '../../src/_generated/api';
import { ApiFailure } from '../../src/api/failure';
import { CommandIDs } from '../../src/commands/ids';
import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import { PanelSettings } from '../../src/settings';
import { MemoryList } from '../../src/view/list';
import { aFunction, anEntry, anOverview, aStore, FakeClient, settled } from '../fixtures';

const STORE = aStore().id;
const HOUR = 3_600_000;

describe('MemoryList', () => {
  let client: FakeClient;
  let model: MemoryModel;
  let list: MemoryList;
  let executed: [string, unknown][];

  beforeEach(async () => {
    client = new FakeClient();
    model = new MemoryModel({ client, state: new PanelState() });
    const commands = new CommandRegistry();
    executed = [];
    for (const id of Object.values(CommandIDs)) {
      commands.addCommand(id, { execute: (args) => void executed.push([id, args]) });
    }
    list = new MemoryList(model, commands, new PanelSettings(), nullTranslator.load('test'));
    await drawn(() => Widget.attach(list, document.body));
  });

  afterEach(() => {
    list.dispose();
    model.dispose();
  });

  /** Does something, then lets messages, renders and their effects run until nothing is left to do. */
  const drawn = async (action: () => unknown = () => undefined): Promise<void> => {
    // React warns of renders outside of act() where this is set; a Lumino message that is on its way makes one.
    Object.assign(window, { IS_REACT_ACT_ENVIRONMENT: true });
    for (const step of [action, settled, settled, settled]) {
      await act(async () => {
        await step();
        MessageLoop.flush();
      });
    }
    Object.assign(window, { IS_REACT_ACT_ENVIRONMENT: false });
  };

  const show = async (functions: FunctionSummary[], store: Partial<Store> = {}): Promise<void> => {
    client.current = anOverview(functions, store);
    client.etag = `"${Math.random()}"`;
    await drawn(() => model.refresh());
  };

  const items = (level: number): HTMLElement[] => [
    ...list.node.querySelectorAll<HTMLElement>(`[role="treeitem"][aria-level="${level}"]`),
  ];
  const names = (): (string | null | undefined)[] =>
    items(2).map((item) => item.querySelector('.jp-MemoryPanel-name')?.textContent);
  const press = async (
    key: string,
    target = document.activeElement,
    modifiers: KeyboardEventInit = {},
  ): Promise<void> => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
    await drawn(() => target?.dispatchEvent(event));
  };

  const two = [
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

  describe('states', () => {
    it('says that it is loading before the first answer', async () => {
      await drawn();
      expect(list.node.textContent).toContain('Looking for caches…');
    });

    it('tells a new user how to fill the cache', async () => {
      await show([]);
      expect(list.node.querySelector('h3')?.textContent).toBe('Nothing cached yet');
      expect(list.node.querySelector('pre')?.textContent).toContain("import { memory } from 'tslab-memory'");
    });

    it.each([
      ['offline', 'The Jupyter server does not answer'],
      ['missing', 'The server extension is not enabled'],
      ['forbidden', 'You are not allowed to see the caches'],
      ['server', 'The caches could not be read'],
    ] as const)('says what is wrong when it is %s, and lets try again', async (kind, words) => {
      client.failure = new ApiFailure(kind, 0, 'reason', null);
      await drawn(() => model.refresh());
      expect(list.node.querySelector('[role="alert"]')?.textContent).toContain(words);
      client.failure = null;
      client.current = anOverview(two);
      await drawn(() =>
        list.node.querySelectorAll('button').forEach((button) => button.textContent === 'Try again' && button.click()),
      );
      expect(names()).toEqual(['loadPrices', 'simulate']);
    });

    it('keeps the list and says so when the server stops to answer', async () => {
      await show(two);
      client.failure = new ApiFailure('offline', 0, 'reason', null);
      await drawn(() => model.refresh());
      expect(list.node.querySelector('[role="alert"]')?.textContent).toContain('Trying again…');
      expect(names()).toEqual(['loadPrices', 'simulate']);
    });

    it('says why something was not cleared', async () => {
      await show(two);
      client.failure = new ApiFailure('server', 409, 'the store is locked', null);
      await drawn(() => model.clear({ kind: 'store', store: STORE }));
      expect(list.node.textContent).toContain('Not cleared: the store is locked');
    });

    it('marks a store that is not trusted, and offers to trust it', async () => {
      await show(two, { trusted: true });
      expect(list.node.querySelector('.jp-MemoryPanel-banner')).toBeNull();
      await show(two, { trusted: false });
      expect(items(1)[0]?.querySelector('.jp-MemoryPanel-badge')?.textContent).toBe('untrusted');
      const banner = list.node.querySelector('.jp-MemoryPanel-banner');
      expect(banner?.textContent).toContain('not served until you trust it');
      await drawn(() => banner?.querySelector('button')?.click());
      expect(executed).toEqual([[CommandIDs.trustStore, { store: STORE }]]);
    });

    it('says what is wrong with a store', async () => {
      client.current = {
        stores: [{ store: aStore({ status: 'missing', message: 'The folder is gone.' }), functions: [] }],
      };
      await drawn(() => model.refresh());
      expect(list.node.textContent).toContain('The folder is gone.');
    });
  });

  describe('functions', () => {
    beforeEach(() => show(two));

    it('show entries, size, hits, time saved and last use', () => {
      expect(items(2)[0]?.getAttribute('aria-label')).toBe(
        'loadPrices, 2 entries, 4.2 MB, 34 hits, saved 3 minutes 12 seconds, last used 1 hour ago',
      );
      const [first, second] = items(2)[0]?.querySelectorAll('.jp-MemoryPanel-line') ?? [];
      expect(first?.textContent).toBe('loadPrices4.2 MB');
      expect(second?.querySelector('.jp-MemoryPanel-figures')?.textContent).toBe('2 entries · 34 hits · saved 3m 12s');
    });

    it('follow another order', async () => {
      await drawn(() => {
        model.state.functionSort = { by: 'name', descending: true };
      });
      expect(names()).toEqual(['simulate', 'loadPrices']);
    });

    it('follow the filter, and say when nothing matches', async () => {
      await drawn(() => {
        model.state.filter = 'simu';
      });
      expect(names()).toEqual(['simulate']);
    });

    it('do not move under the pointer', async () => {
      list.node.querySelector('[role="tree"]')?.dispatchEvent(new MouseEvent('pointerover', { bubbles: true }));
      await show(two.map((fn) => ({ ...fn, lastUsed: fn.id === 2 ? Date.now() : fn.lastUsed })));
      expect(names()).toEqual(['loadPrices', 'simulate']);
      await drawn(() =>
        list.node.querySelector('[role="tree"]')?.dispatchEvent(new MouseEvent('pointerout', { bubbles: true })),
      );
      expect(names()).toEqual(['simulate', 'loadPrices']);
    });

    it('are cleared by their button, and only they', async () => {
      await drawn(() => list.node.querySelector<HTMLElement>('[aria-label="Clear loadPrices"]')?.click());
      expect(executed).toEqual([[CommandIDs.clearFunction, { store: STORE, function: 1 }]]);
      expect(model.state.isOpen(STORE, 1)).toBe(false);
    });
  });

  describe('entries', () => {
    beforeEach(async () => {
      client.allEntries = [anEntry(1, { hits: 3 }), anEntry(2, { current: false })];
      await show(two);
      await drawn(() => items(2)[0]?.click());
    });

    it('show when their function is opened', () => {
      expect(items(3).map((item) => item.dataset.key)).toEqual([anEntry(1).key, anEntry(2).key]);
      expect(items(3)[0]?.textContent).toContain("'item 1'");
      expect(items(3)[0]?.textContent).toContain('3 hits');
      expect(items(3)[0]?.getAttribute('aria-setsize')).toBe('2');
    });

    it('are searched for a text in one request for all functions, and tell how many it leaves', async () => {
      await show([aFunction({ id: 1, name: 'a', entries: 2 }), aFunction({ id: 2, name: 'b', entries: 2 })]);
      client.allEntries = [anEntry(1, { args: "'AAPL'" }), anEntry(2, { args: "'MSFT'" })];
      jest.useFakeTimers();
      model.state.filter = 'AAPL';
      await drawn();
      await drawn(() => jest.advanceTimersByTimeAsync(300));
      jest.useRealTimers();
      await drawn();
      expect(client.searches).toEqual(['AAPL']);
      expect(names()).toEqual(['a', 'b']);
      expect(items(2)[0]?.textContent).toContain('1 of 2 entries');
    });

    it('that have expired are counted on their function', async () => {
      await show([aFunction({ id: 1, entries: 9, expiredEntries: 3 }), aFunction({ id: 2, expiredEntries: 1000 })]);
      expect(items(2).map((item) => item.querySelector('.jp-MemoryPanel-badge')?.textContent)).toEqual([
        '3 expired',
        '1,000 or more expired',
      ]);
      expect(items(2)[0]?.getAttribute('aria-label')).toContain('3 expired');
    });

    it('made by older code are marked', () => {
      expect(items(3).map((item) => item.querySelector('.jp-MemoryPanel-badge')?.textContent)).toEqual([
        undefined,
        'old',
      ]);
    });

    it('that have expired are marked', async () => {
      client.allEntries = [anEntry(1, { expires: 1 }), anEntry(2, { expires: Date.now() + HOUR })];
      await show(two.map((fn) => ({ ...fn, entries: 3 })));
      expect(items(3).map((item) => item.querySelector('.jp-MemoryPanel-badge')?.textContent)).toEqual([
        'expired',
        undefined,
      ]);
    });

    it('go when their function is closed', async () => {
      await drawn(() => items(2)[0]?.click());
      expect(items(3)).toEqual([]);
    });

    it('stay open when the function changes', async () => {
      await show(two.map((fn) => ({ ...fn, hits: fn.hits + 1 })));
      expect(items(3)).toHaveLength(2);
    });
  });

  describe('selection', () => {
    beforeEach(async () => {
      client.allEntries = [1, 2, 3, 4].map((number) => anEntry(number));
      await show([aFunction({ id: 1, entries: 4 })]);
      await drawn(() => items(2)[0]?.click());
    });

    const selected = (): boolean[] => items(3).map((item) => item.getAttribute('aria-selected') === 'true');
    const click = (index: number, keys: MouseEventInit = {}): Promise<void> =>
      drawn(() => items(3)[index]?.dispatchEvent(new MouseEvent('click', { bubbles: true, ...keys })));

    it('takes entries in and out with Ctrl and a click, without opening them', async () => {
      await click(0, { ctrlKey: true });
      await click(2, { metaKey: true });
      expect(selected()).toEqual([true, false, true, false]);
      await click(0, { ctrlKey: true });
      expect(selected()).toEqual([false, false, true, false]);
      expect(executed).toEqual([]);
    });

    it('takes in all up to a click with Shift', async () => {
      await click(0, { ctrlKey: true });
      await click(2, { shiftKey: true });
      expect(selected()).toEqual([true, true, true, false]);
    });

    it('ends with a plain click, which opens the entry', async () => {
      await click(0, { ctrlKey: true });
      await click(1);
      expect(selected()).toEqual([false, false, false, false]);
      expect(executed.map(([id]) => id)).toEqual([CommandIDs.openEntry]);
    });

    it('grows with Shift and arrows, and stays in its list', async () => {
      await drawn(() => items(3)[2]?.focus());
      await press('ArrowDown', document.activeElement, { shiftKey: true });
      await press('ArrowDown', document.activeElement, { shiftKey: true });
      expect(selected()).toEqual([false, false, true, true]);
      expect(document.activeElement).toBe(items(3)[3]);
      await press('ArrowUp', document.activeElement, { shiftKey: true });
      expect(selected()).toEqual([false, false, true, false]);
    });

    it('follows Ctrl and Space, and ends with Escape', async () => {
      await drawn(() => items(3)[1]?.focus());
      await press(' ', document.activeElement, { ctrlKey: true });
      expect(selected()).toEqual([false, true, false, false]);
      await press('Escape');
      expect(selected()).toEqual([false, false, false, false]);
    });

    it('is given up when the entries are shown in another order', async () => {
      await click(0, { ctrlKey: true });
      await drawn(() => {
        model.state.entrySort = { by: 'bytes', order: 'desc' };
      });
      expect(selected()).toEqual([false, false, false, false]);
    });

    it('says that several can be selected', () => {
      expect(list.node.querySelector('[role="tree"]')?.getAttribute('aria-multiselectable')).toBe('true');
    });
  });

  describe('keyboard', () => {
    beforeEach(async () => {
      client.allEntries = [anEntry(1)];
      await show(two);
      await drawn(() => items(1)[0]?.focus());
    });

    const focused = (): string | null | undefined => document.activeElement?.getAttribute('aria-label')?.split(',')[0];

    it('moves with the arrows, Home and End', async () => {
      await press('ArrowDown');
      expect(focused()).toBe('loadPrices');
      await press('End');
      expect(focused()).toBe('simulate');
      await press('ArrowUp');
      expect(focused()).toBe('loadPrices');
      await press('Home');
      expect(focused()).toBe('Store examples');
    });

    it('opens with Right, goes in, back out and closes with Left', async () => {
      await press('ArrowDown');
      await press('ArrowRight');
      expect(document.activeElement?.getAttribute('aria-expanded')).toBe('true');
      await press('ArrowRight');
      expect(focused()).toBe("'item 1'");
      await press('ArrowLeft');
      expect(focused()).toBe('loadPrices');
      await press('ArrowLeft');
      expect(document.activeElement?.getAttribute('aria-expanded')).toBe('false');
    });

    it('waits at the edge of the drawn rows instead of leaving a long list', async () => {
      client.allEntries = Array.from({ length: 90 }, (_, i) => anEntry(i));
      await show(two.map((fn) => ({ ...fn, entries: 90 })));
      await drawn(() => items(2)[0]?.click());
      await drawn(() => items(3).at(-1)?.focus());
      const last = document.activeElement;
      expect(items(3).length).toBeLessThan(90);
      await press('ArrowDown');
      expect(document.activeElement).toBe(last);
      await press('ArrowUp');
      expect(document.activeElement).toBe(items(3).at(-2));
    });

    it('opens with Enter', async () => {
      await press('ArrowDown');
      await press('Enter');
      expect(items(3)).toHaveLength(1);
    });

    it('clears with Delete', async () => {
      await press('ArrowDown');
      await press('Delete');
      expect(executed.map(([id]) => id)).toEqual([CommandIDs.clearFocused]);
    });

    it('goes to the filter when letters are typed', async () => {
      await press('p');
      expect(executed.map(([id]) => id)).toEqual([CommandIDs.focusFilter]);
    });

    it('comes back with Tab to where it was', async () => {
      await press('End');
      expect(items(2).map((item) => item.tabIndex)).toEqual([-1, 0]);
    });
  });

  describe('overview', () => {
    it('sets the size against the limit', async () => {
      await show(two, { maxBytes: 8_808_038 });
      const meter = list.node.querySelector('[role="meter"]');
      expect(meter?.getAttribute('aria-valuenow')).toBe('50');
      expect(list.node.textContent).toContain('4.2 MB of 8.4 MB');
    });

    it('tells hit rate and time saved', async () => {
      await show(two);
      const header = list.node.querySelector('.jp-MemoryPanel-overview')?.textContent;
      expect(header).toContain('94% hits');
      expect(header).toContain('saved 3m 12s');
    });
  });
});
