import type { FunctionSummary } from '../../src/_generated/api';
import { FUNCTION_HEIGHT } from '../../src/view/functions';
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
  const heightOfAll = (): number =>
    [...box().children].reduce(
      (sum, child) => sum + (parseInt((child as HTMLElement).style.height, 10) || FUNCTION_HEIGHT),
      0,
    );
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

  it('keeps the row with the focus, and those that are open, wherever it is scrolled to', async () => {
    await panel.drawn(() => panel.items(2)[3]?.focus());
    await panel.open(5);
    await scrollTo(1500 * FUNCTION_HEIGHT);
    expect(panel.focused()).toBe('fn3');
    expect(panel.items(2).filter(({ tabIndex }) => tabIndex === 0)).toEqual([document.activeElement]);
    expect(panel.names().slice(0, 3)).toEqual(['fn3', 'fn5', 'fn1490']);
    expect(panel.items(3)).toHaveLength(1);
    expect(panel.model.state.isOpen(STORE, 6)).toBe(true);
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

  it('goes from an open function that is far away to its neighbour', async () => {
    await panel.open(5);
    await scrollTo(1500 * FUNCTION_HEIGHT);
    await panel.drawn(() => panel.items(3)[0]?.focus());
    await panel.press('ArrowDown');
    expect(panel.focused()).toBe('fn6');
    await panel.press('ArrowUp');
    expect(panel.focused()).toBe("'item 1'");
  });
});
