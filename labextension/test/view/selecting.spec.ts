import { CommandIDs } from '../../src/commands/ids';

import { aFunction, anEntry } from '../fixtures';
import { MountedList } from '../mountedlist';

describe('A selection of entries', () => {
  let panel: MountedList;

  beforeEach(async () => {
    panel = await MountedList.mount();
    panel.client.allEntries = [1, 2, 3, 4].map((number) => anEntry(number));
    await panel.show([aFunction({ id: 1, entries: 4 })]);
    await panel.open();
  });

  afterEach(() => panel.dispose());

  const selected = (): boolean[] => panel.items(3).map((item) => item.getAttribute('aria-selected') === 'true');
  const click = (index: number, keys: MouseEventInit = {}): Promise<void> =>
    panel.drawn(() => panel.items(3)[index]?.dispatchEvent(new MouseEvent('click', { bubbles: true, ...keys })));

  it('takes entries in and out with Ctrl and a click, without opening them', async () => {
    await click(0, { ctrlKey: true });
    await click(2, { metaKey: true });
    expect(selected()).toEqual([true, false, true, false]);
    await click(0, { ctrlKey: true });
    expect(selected()).toEqual([false, false, true, false]);
    expect(panel.executed).toEqual([]);
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
    expect(panel.executed.map(([id]) => id)).toEqual([CommandIDs.openEntry]);
  });

  it('grows with Shift and arrows, and stays in its list', async () => {
    await panel.drawn(() => panel.items(3)[2]?.focus());
    await panel.press('ArrowDown', { shiftKey: true });
    await panel.press('ArrowDown', { shiftKey: true });
    expect(selected()).toEqual([false, false, true, true]);
    expect(document.activeElement).toBe(panel.items(3)[3]);
    await panel.press('ArrowUp', { shiftKey: true });
    expect(selected()).toEqual([false, false, true, false]);
  });

  it('grows with Shift and the keys that jump', async () => {
    await panel.drawn(() => panel.items(3)[1]?.focus());
    await panel.press('End', { shiftKey: true });
    expect(selected()).toEqual([false, true, true, true]);
    expect(document.activeElement).toBe(panel.items(3)[3]);
    await panel.press('Home', { shiftKey: true });
    expect(selected()).toEqual([true, true, false, false]);
    await panel.press('PageDown', { shiftKey: true });
    expect(selected()).toEqual([false, true, true, true]);
  });

  it('takes in all with Ctrl and A, and says how many they are', async () => {
    const status = (): string | null | undefined => panel.node.querySelector('.jp-MemoryPanel-selected')?.textContent;
    await panel.drawn(() => panel.items(3)[1]?.focus());
    expect(status()).toBe('');
    await panel.press('a', { ctrlKey: true });
    expect(selected()).toEqual([true, true, true, true]);
    expect(status()).toBe('4 entries selected');
    await click(0, { ctrlKey: true });
    expect(selected()).toEqual([false, true, true, true]);
    expect(status()).toBe('3 entries selected');
    await panel.press('Escape');
    expect(selected()).toEqual([false, false, false, false]);
    expect(status()).toBe('');
  });

  it('follows Ctrl and Space, and ends with Escape', async () => {
    await panel.drawn(() => panel.items(3)[1]?.focus());
    await panel.press(' ', { ctrlKey: true });
    expect(selected()).toEqual([false, true, false, false]);
    await panel.press('Escape');
    expect(selected()).toEqual([false, false, false, false]);
  });

  it('is given up when the entries are shown in another order', async () => {
    await click(0, { ctrlKey: true });
    await panel.drawn(() => {
      panel.model.state.entrySort = { by: 'bytes', order: 'desc' };
    });
    expect(selected()).toEqual([false, false, false, false]);
  });

  it('says that several can be selected', () => {
    expect(panel.node.querySelector('[role="tree"]')?.getAttribute('aria-multiselectable')).toBe('true');
  });
});
