import type { FunctionSummary } from '../../src/_generated/api';
import { FUNCTION_HEIGHT } from '../../src/view/functions';
import { ENTRY_HEIGHT } from '../../src/view/usevirtualscroll';
import { aFunction, anEntry } from '../fixtures';
import { MountedList, STORE } from '../mountedlist';

const COUNT = 2000;
const MOST_ROWS = 80;

describe('A list of very many functions', () => {
  let panel: MountedList;
  const functions: FunctionSummary[] = Array.from({ length: COUNT }, (_, i) =>
    aFunction({ id: i + 1, name: `fn${i}`, entries: 1, lastUsed: 1_700_000_000_000 - i }),
  );

  beforeEach(async () => {
    panel = await MountedList.mount();
    panel.client.allEntries = [anEntry(1)];
    await panel.show(functions);
  });

  afterEach(() => panel.dispose());

  const box = (): HTMLElement => panel.node.querySelector('.jp-MemoryPanel-functions') as HTMLElement;
  /** Height of one entry and the borders around. */
  const OPEN_HEIGHT = 40;
  const heightOf = (child: HTMLElement): number =>
    child.getAttribute('role') === 'group' ? OPEN_HEIGHT : parseInt(child.style.height, 10) || FUNCTION_HEIGHT;
  const heightOfAll = (): number => [...box().children].reduce((sum, child) => sum + heightOf(child as HTMLElement), 0);
  const scrollTo = (top: number): Promise<void> => {
    Object.defineProperty(box(), 'clientHeight', { value: 430, configurable: true });
    box().scrollTop = top;
    return panel.drawn(() => box().dispatchEvent(new Event('scroll')));
  };

  it('draws those in sight, and is as high as all of them', async () => {
    expect(panel.items(2).length).toBeLessThan(MOST_ROWS);
    expect(heightOfAll()).toBe(COUNT * FUNCTION_HEIGHT);
    await scrollTo(1000 * FUNCTION_HEIGHT);
    expect(panel.names()).toContain('fn1000');
    expect(panel.names()).toContain('fn1010');
    expect(panel.items(2).length).toBeLessThan(MOST_ROWS);
    expect(heightOfAll()).toBe(COUNT * FUNCTION_HEIGHT);
  });

  it('tells the place of each among all', () => {
    const rows = panel.items(2);
    expect(rows.map((row) => row.getAttribute('aria-posinset'))).toEqual(rows.map((_, i) => String(i + 1)));
    expect(rows[0]?.getAttribute('aria-setsize')).toBe(String(COUNT));
  });

  it('is walked to its end and back by the keyboard', async () => {
    await panel.drawn(() => panel.items(2)[0]?.focus());
    await panel.press('End');
    expect(panel.focused()).toBe('fn1999');
    await panel.press('ArrowUp');
    expect(panel.focused()).toBe('fn1998');
    await panel.press('PageUp');
    expect(panel.focused()).toBe('fn1968');
    await panel.press('Home');
    expect(panel.focused()).toBe('Store examples');
  });

  it('keeps the row with the focus wherever it is scrolled to', async () => {
    await panel.drawn(() => panel.items(2)[3]?.focus());
    await scrollTo(1500 * FUNCTION_HEIGHT);
    expect(panel.focused()).toBe('fn3');
    expect(panel.items(2).filter(({ tabIndex }) => tabIndex === 0)).toEqual([document.activeElement]);
    expect(panel.names().slice(0, 2)).toEqual(['fn3', 'fn1490']);
  });

  it('gives the focus to one that is wanted, however far away, even when the filter hides it now', async () => {
    panel.model.state.filter = 'fn19';
    await panel.drawn();
    await panel.drawn(() => panel.list.revealFunction(STORE, 1501));
    expect(panel.focused()).toBe('fn1500');
    expect(panel.model.state.isOpen(STORE, 1501)).toBe(true);
    await panel.drawn(() => panel.items(2)[0]?.focus());
    await panel.show([...functions]);
    expect(panel.focused()).toBe('fn0');
  });

  describe('of which many are open', () => {
    beforeEach(async () => {
      await panel.drawn(() => functions.slice(0, 300).forEach(({ id }) => panel.model.state.setOpen(STORE, id, true)));
    });

    const closeFirst = (): Promise<void> => panel.drawn(() => panel.items(2)[0]?.click());
    const asked = (): number => panel.client.queries.length;

    it('draws and fetches the entries of those in sight, and is as high as all of them', async () => {
      expect(panel.items(3).length).toBeLessThan(MOST_ROWS);
      expect(asked()).toBeLessThan(MOST_ROWS);
      const height = COUNT * FUNCTION_HEIGHT + 300 * OPEN_HEIGHT;
      expect(heightOfAll()).toBe(height);
      await scrollTo(200 * (FUNCTION_HEIGHT + OPEN_HEIGHT));
      expect(panel.names()).toContain('fn200');
      expect(panel.items(3).length).toBeLessThan(MOST_ROWS);
      expect(heightOfAll()).toBe(height);
      expect(panel.model.state.isOpen(STORE, 6)).toBe(true);
    });

    it('knows how high those were that it has drawn, as long as they have as many entries', async () => {
      const drawnHigh = jest.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(100);
      const drawnFirst = panel.items(3).length;
      await panel.show([...functions]);
      await scrollTo(1000 * FUNCTION_HEIGHT);
      drawnHigh.mockRestore();
      const closed = COUNT * FUNCTION_HEIGHT;
      const first = panel.items(3).length;
      const known = heightOfAll() - closed - 300 * OPEN_HEIGHT;
      expect(known % 60).toBe(0);
      expect(known / 60).toBeGreaterThanOrEqual(drawnFirst - first);
      await panel.show(functions.map((fn) => ({ ...fn, entries: 2 })));
      expect(heightOfAll()).toBe(closed + 300 * (OPEN_HEIGHT + ENTRY_HEIGHT) - first * ENTRY_HEIGHT);
    });

    it('does not fetch anew what is out of sight until it is shown again', async () => {
      await scrollTo(1000 * FUNCTION_HEIGHT);
      const before = asked();
      panel.client.allEntries = [anEntry(7)];
      const changed = functions.map((fn) => (fn.id === 6 ? { ...fn, hits: 5 } : fn));
      await panel.show(changed);
      expect(asked()).toBe(before);
      await scrollTo(0);
      expect(asked()).toBe(before + 1);
      const row = panel.items(3).find(({ dataset }) => dataset.function === '6');
      expect(row?.getAttribute('aria-label')).toContain('item 7');
    });

    it('keeps what is selected when it is scrolled away, and gives it up with its function', async () => {
      await closeFirst();
      await panel.drawn(() =>
        panel.items(3)[0]?.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true })),
      );
      await scrollTo(1000 * FUNCTION_HEIGHT);
      expect(panel.model.selection.current?.count).toBe(1);
      await panel.drawn(() => panel.model.state.setOpen(STORE, 2, false));
      expect(panel.model.selection.current).toBeNull();
    });

    it('keeps the entry with the focus wherever it is scrolled to, and goes on to its neighbours', async () => {
      await panel.drawn(() => panel.items(3)[5]?.focus());
      await scrollTo(1500 * FUNCTION_HEIGHT);
      expect(panel.focused()).toBe("'item 1'");
      await panel.press('ArrowDown');
      expect(panel.focused()).toBe('fn6');
      await panel.press('ArrowUp');
      expect(panel.focused()).toBe("'item 1'");
      expect((document.activeElement as HTMLElement).dataset.function).toBe('6');
    });

    it('is walked up and down through open functions that are not drawn', async () => {
      await panel.drawn(() => panel.model.state.setOpen(STORE, COUNT, true));
      await panel.drawn(() => panel.items(1)[0]?.focus());
      await panel.press('End');
      expect((document.activeElement as HTMLElement).dataset).toMatchObject({ function: String(COUNT), index: '0' });
      await panel.drawn(() => panel.model.state.setOpen(STORE, 1900, true));
      await panel.drawn(() => panel.list.revealFunction(STORE, 1901));
      await scrollTo(0);
      await panel.press('ArrowUp');
      expect((document.activeElement as HTMLElement).dataset).toMatchObject({ function: '1900', index: '0' });
    });
  });
});
