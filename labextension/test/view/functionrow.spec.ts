import { CommandIDs } from '../../src/commands/ids';

import { MountedList, STORE, TWO } from '../mountedlist';

describe('Functions', () => {
  let panel: MountedList;

  beforeEach(async () => {
    panel = await MountedList.mount();
    await panel.show(TWO);
  });

  afterEach(() => panel.dispose());

  it('show entries, size, hits, time saved and last use', () => {
    expect(panel.items(2)[0]?.getAttribute('aria-label')).toBe(
      'loadPrices, 2 entries, 4.2 MB, 34 hits, saved 3 minutes 12 seconds, last used 1 hour ago',
    );
    const [first, second] = panel.items(2)[0]?.querySelectorAll('.jp-MemoryPanel-line') ?? [];
    expect(first?.textContent).toBe('loadPrices4.2 MB');
    expect(second?.querySelector('.jp-MemoryPanel-figures')?.textContent).toBe('2 entries · 34 hits · saved 3m 12s');
  });

  it('follow another order', async () => {
    await panel.drawn(() => {
      panel.model.state.functionSort = { by: 'name', descending: true };
    });
    expect(panel.names()).toEqual(['simulate', 'loadPrices']);
  });

  it('follow the filter, and say when nothing matches', async () => {
    await panel.drawn(() => {
      panel.model.state.filter = 'simu';
    });
    expect(panel.names()).toEqual(['simulate']);
  });

  it('do not move under the pointer', async () => {
    panel.node.querySelector('[role="tree"]')?.dispatchEvent(new MouseEvent('pointerover', { bubbles: true }));
    await panel.show(TWO.map((fn) => ({ ...fn, lastUsed: fn.id === 2 ? Date.now() : fn.lastUsed })));
    expect(panel.names()).toEqual(['loadPrices', 'simulate']);
    await panel.drawn(() =>
      panel.node.querySelector('[role="tree"]')?.dispatchEvent(new MouseEvent('pointerout', { bubbles: true })),
    );
    expect(panel.names()).toEqual(['simulate', 'loadPrices']);
  });

  it('are cleared by their button, and only they', async () => {
    await panel.drawn(() => panel.node.querySelector<HTMLElement>('[aria-label="Clear loadPrices"]')?.click());
    expect(panel.executed).toEqual([[CommandIDs.clearFunction, { store: STORE, function: 1 }]]);
    expect(panel.model.state.isOpen(STORE, 1)).toBe(false);
  });
});
