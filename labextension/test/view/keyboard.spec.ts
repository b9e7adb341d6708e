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

  it('waits at the edge of the drawn rows instead of leaving a long list', async () => {
    panel.client.allEntries = Array.from({ length: 90 }, (_, i) => anEntry(i));
    await panel.show(TWO.map((fn) => ({ ...fn, entries: 90 })));
    await panel.open();
    await panel.drawn(() => panel.items(3).at(-1)?.focus());
    const last = document.activeElement;
    expect(panel.items(3).length).toBeLessThan(90);
    await panel.press('ArrowDown');
    expect(document.activeElement).toBe(last);
    await panel.press('ArrowUp');
    expect(document.activeElement).toBe(panel.items(3).at(-2));
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
