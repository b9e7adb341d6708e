import { CommandIDs } from '../../src/commands/ids';

import { anEntry } from '../fixtures';
import { MountedList, TWO } from '../mountedlist';

describe('The keyboard', () => {
  let panel: MountedList;

  beforeEach(async () => {
    panel = await MountedList.mount();
    panel.client.allEntries = [anEntry(1)];
    await panel.show(TWO);
    await panel.drawn(() => panel.items(1)[0]?.focus());
  });

  afterEach(() => panel.dispose());

  it('moves with the arrows, Home and End', async () => {
    await panel.press('ArrowDown');
    expect(panel.focused()).toBe('loadPrices');
    await panel.press('End');
    expect(panel.focused()).toBe('simulate');
    await panel.press('ArrowUp');
    expect(panel.focused()).toBe('loadPrices');
    await panel.press('Home');
    expect(panel.focused()).toBe('Store examples');
  });

  it('opens with Right, goes in, back out and closes with Left', async () => {
    await panel.press('ArrowDown');
    await panel.press('ArrowRight');
    expect(document.activeElement?.getAttribute('aria-expanded')).toBe('true');
    await panel.press('ArrowRight');
    expect(panel.focused()).toBe("'item 1'");
    await panel.press('ArrowLeft');
    expect(panel.focused()).toBe('loadPrices');
    await panel.press('ArrowLeft');
    expect(document.activeElement?.getAttribute('aria-expanded')).toBe('false');
  });

  describe('in a list of which only the rows in sight are drawn', () => {
    const MANY = 1_000_000;
    const PAGE = 10;

    beforeEach(async () => {
      panel.client.generatedEntries = { length: MANY, at: (index) => anEntry(index) };
      await panel.show(TWO.map((fn) => ({ ...fn, entries: fn.id === 1 ? MANY : 0 })));
      await panel.open();
      await panel.drawn(() => panel.items(3)[0]?.focus());
      panel.client.queries.length = 0;
    });

    const pages = (): number[] => panel.client.queries.map(({ offset }) => offset);

    it('goes to its last and its first entry without fetching what lies between', async () => {
      await panel.press('End');
      expect(panel.focused()).toBe("'item 999999'");
      expect(document.activeElement?.getAttribute('aria-posinset')).toBe('1000000');
      expect(document.activeElement?.getAttribute('aria-setsize')).toBe('1000000');
      expect(panel.items(3).length).toBeLessThan(60);
      expect(pages()).toEqual([MANY - 100]);
      await panel.press('Home');
      expect(panel.focused()).toBe("'item 0'");
      expect(pages()).toEqual([MANY - 100]);
    });

    it('goes on to the ends of the tree from there', async () => {
      await panel.press('End');
      await panel.press('End');
      expect(panel.focused()).toBe('simulate');
      await panel.drawn(() => panel.items(3)[0]?.focus());
      await panel.press('Home');
      await panel.press('Home');
      expect(panel.focused()).toBe('Store examples');
    });

    it('goes by pages and stays in the list', async () => {
      await panel.press('PageDown');
      await panel.press('PageDown');
      expect(panel.focused()).toBe(`'item ${2 * PAGE}'`);
      await panel.press('PageUp');
      expect(panel.focused()).toBe(`'item ${PAGE}'`);
      await panel.press('PageUp');
      await panel.press('PageUp');
      expect(panel.focused()).toBe("'item 0'");
    });

    it('goes on with arrows past the rows that are drawn', async () => {
      for (let row = 1; row <= 40; row++) {
        await panel.press('ArrowDown');
        expect(panel.focused()).toBe(`'item ${row}'`);
      }
    });

    it('enters it at its last entry from below, and at its first from above, wherever it was scrolled to', async () => {
      await panel.drawn(() => panel.items(2)[1]?.focus());
      await panel.press('ArrowUp');
      expect(panel.focused()).toBe("'item 999999'");
      await panel.press('ArrowDown');
      expect(panel.focused()).toBe('simulate');
      await panel.drawn(() => panel.items(2)[0]?.focus());
      await panel.press('ArrowDown');
      expect(panel.focused()).toBe("'item 0'");
    });

    it('waits on the row of an entry that is on its way, and stays on it when it arrives', async () => {
      const arrive = panel.client.holdEntries();
      await panel.press('End');
      expect(panel.focused()).toBe('Loading entry 1000000');
      await panel.drawn(arrive);
      expect(panel.focused()).toBe("'item 999999'");
    });

    it('goes to the last entry that a filter leaves', async () => {
      panel.client.generatedEntries = null;
      panel.client.allEntries = Array.from({ length: 500 }, (_, i) => anEntry(i));
      jest.useFakeTimers();
      panel.model.state.filter = "'item 3";
      await panel.drawn();
      await panel.drawn(() => jest.advanceTimersByTimeAsync(300));
      jest.useRealTimers();
      await panel.drawn();
      await panel.drawn(() => panel.items(3)[0]?.focus());
      await panel.press('End');
      expect(panel.focused()).toBe("'item 399'");
      expect(document.activeElement?.getAttribute('aria-setsize')).toBe('111');
    });

    it('has one stop for Tab in it, which is where the focus was', async () => {
      await panel.press('End');
      expect(panel.items(3).filter(({ tabIndex }) => tabIndex === 0)).toEqual([document.activeElement]);
    });
  });

  it('opens with Enter', async () => {
    await panel.press('ArrowDown');
    await panel.press('Enter');
    expect(panel.items(3)).toHaveLength(1);
  });

  it('clears with Delete', async () => {
    await panel.press('ArrowDown');
    await panel.press('Delete');
    expect(panel.executed.map(([id]) => id)).toEqual([CommandIDs.clearFocused]);
  });

  it('goes to the filter when letters are typed', async () => {
    await panel.press('p');
    expect(panel.executed.map(([id]) => id)).toEqual([CommandIDs.focusFilter]);
  });

  it('comes back with Tab to where it was', async () => {
    await panel.press('End');
    expect(panel.items(2).map((item) => item.tabIndex)).toEqual([-1, 0]);
  });
});
