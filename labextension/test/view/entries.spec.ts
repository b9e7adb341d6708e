import { ENTRY_HEIGHT } from '../../src/view/usevirtualscroll';
import { aFunction, anEntry } from '../fixtures';
import { HOUR, MountedList, TWO } from '../mountedlist';

describe('Entries', () => {
  let panel: MountedList;

  beforeEach(async () => {
    panel = await MountedList.mount();
    panel.client.allEntries = [anEntry(1, { hits: 3 }), anEntry(2, { current: false })];
    await panel.show(TWO);
    await panel.open();
  });

  afterEach(() => panel.dispose());

  it('show when their function is opened', () => {
    expect(panel.items(3).map((item) => item.dataset.key)).toEqual([anEntry(1).key, anEntry(2).key]);
    expect(panel.items(3)[0]?.textContent).toContain("'item 1'");
    expect(panel.items(3)[0]?.textContent).toContain('3 hits');
    expect(panel.items(3)[0]?.getAttribute('aria-setsize')).toBe('2');
  });

  it('are searched for a text in one request for all functions, and tell how many it leaves', async () => {
    await panel.show([aFunction({ id: 1, name: 'a', entries: 2 }), aFunction({ id: 2, name: 'b', entries: 2 })]);
    panel.client.allEntries = [anEntry(1, { args: "'AAPL'" }), anEntry(2, { args: "'MSFT'" })];
    jest.useFakeTimers();
    panel.model.state.filter = 'AAPL';
    await panel.drawn();
    await panel.drawn(() => jest.advanceTimersByTimeAsync(300));
    jest.useRealTimers();
    await panel.drawn();
    expect(panel.client.searches).toEqual(['AAPL']);
    expect(panel.names()).toEqual(['a', 'b']);
    expect(panel.items(2)[0]?.textContent).toContain('1 of 2 entries');
  });

  it('are said to be searched from the first moment on, not to have been looked through', async () => {
    await panel.show([aFunction({ id: 1, name: 'a', entries: 2 })]);
    jest.useFakeTimers();
    panel.model.state.filter = 'AAPL';
    await panel.drawn();
    expect(panel.node.textContent).toContain('Searching arguments…');
    expect(panel.node.textContent).not.toContain('No function');
    await panel.drawn(() => jest.advanceTimersByTimeAsync(300));
    jest.useRealTimers();
    await panel.drawn();
    expect(panel.node.textContent).toContain('No function, notebook or argument contains “AAPL”.');
  });

  it('that could not be read are asked for again by a button', async () => {
    panel.client.failure = new Error('too slow');
    await panel.drawn(() => {
      panel.model.state.entrySort = { by: 'bytes', order: 'desc' };
    });
    const alert = (): Element | null => panel.node.querySelector('.jp-MemoryPanel-entries [role="alert"]');
    expect(alert()?.textContent).toContain('too slow');
    panel.client.failure = null;
    await panel.drawn(() => alert()?.querySelector('button')?.click());
    expect(alert()).toBeNull();
    expect(panel.items(3)[0]?.dataset.key).toBe(anEntry(1).key);
  });

  it('that take long to come are said to be on the way', async () => {
    const arrive = panel.client.holdEntries();
    jest.useFakeTimers();
    await panel.drawn(() => {
      panel.model.state.entrySort = { by: 'bytes', order: 'desc' };
    });
    const note = (): string | null | undefined => panel.node.querySelector('.jp-MemoryPanel-loading')?.textContent;
    expect(note()).toBeUndefined();
    await panel.drawn(() => jest.advanceTimersByTimeAsync(1000));
    expect(note()).toBe('Loading…');
    jest.useRealTimers();
    await panel.drawn(arrive);
    expect(note()).toBeUndefined();
  });

  it('do not take the focus back from who has gone elsewhere since theirs was cleared', async () => {
    const elsewhere = document.createElement('input');
    document.body.append(elsewhere);
    await panel.drawn(() => panel.items(3)[0]?.focus());
    panel.client.allEntries = [];
    await panel.show(TWO.map((fn) => ({ ...fn, entries: 0 })));
    elsewhere.focus();
    await panel.show(TWO.map((fn) => ({ ...fn, entries: 0, hits: 50 })));
    elsewhere.remove();
    panel.client.allEntries = [anEntry(3)];
    await panel.show(TWO.map((fn) => ({ ...fn, entries: 1 })));
    expect(panel.items(3)).toHaveLength(1);
    expect(document.activeElement).toBe(document.body);
  });

  it('that have expired are counted on their function', async () => {
    await panel.show([aFunction({ id: 1, entries: 9, expiredEntries: 3 }), aFunction({ id: 2, expiredEntries: 1000 })]);
    expect(panel.badges(2)).toEqual(['3 expired', '1,000 or more expired']);
    expect(panel.items(2)[0]?.getAttribute('aria-label')).toContain('3 expired');
  });

  it('made by older code are marked', () => {
    expect(panel.badges(3)).toEqual([undefined, 'old']);
  });

  it('that have expired are marked', async () => {
    panel.client.allEntries = [anEntry(1, { expires: 1 }), anEntry(2, { expires: Date.now() + HOUR })];
    await panel.show(TWO.map((fn) => ({ ...fn, entries: 3 })));
    expect(panel.badges(3)).toEqual(['expired', undefined]);
  });

  it('go when their function is closed', async () => {
    await panel.open();
    expect(panel.items(3)).toEqual([]);
  });

  it('stay open when the function changes', async () => {
    await panel.show(TWO.map((fn) => ({ ...fn, hits: fn.hits + 1 })));
    expect(panel.items(3)).toHaveLength(2);
  });

  it('stay where the hand has scrolled to while the scroll bar is put right, of a list too tall for one', async () => {
    const MANY = 1_000_000;
    panel.client.generatedEntries = { length: MANY, at: (index) => anEntry(index) };
    await panel.show([aFunction({ id: 1, entries: MANY })]);
    const scroller = panel.node.querySelector('.jp-MemoryPanel-scroller') as HTMLElement;
    const height = parseInt((scroller.firstElementChild as HTMLElement).style.height, 10);
    jest.useFakeTimers();
    scroller.scrollTop = height / 2;
    await panel.drawn(() => scroller.dispatchEvent(new Event('scroll')));
    // The browser tells of the second scroll later than the rest after the first ends.
    scroller.scrollTop = height - 10 * ENTRY_HEIGHT;
    await panel.drawn(() => jest.advanceTimersByTimeAsync(1000));
    await panel.drawn(() => scroller.dispatchEvent(new Event('scroll')));
    jest.useRealTimers();
    await panel.drawn();
    expect(scroller.scrollTop).toBe(height - 10 * ENTRY_HEIGHT);
    expect(panel.items(3).at(-1)?.getAttribute('aria-posinset')).toBe(String(MANY));
  });

  describe('of a long list', () => {
    let scroller: HTMLElement;
    const scrollTo = (row: number): Promise<void> => {
      scroller.scrollTop = row * ENTRY_HEIGHT;
      return panel.drawn(() => scroller.dispatchEvent(new Event('scroll')));
    };
    const places = (): number[] => panel.items(3).map((item) => Number(item.dataset.index));

    beforeEach(async () => {
      panel.client.allEntries = Array.from({ length: 500 }, (_, i) => anEntry(i));
      await panel.show([aFunction({ id: 1, entries: 500 })]);
      scroller = panel.node.querySelector('.jp-MemoryPanel-scroller') as HTMLElement;
    });

    it('begin at the top in another order', async () => {
      await scrollTo(300);
      expect(places()).toContain(300);
      await panel.drawn(() => {
        panel.model.state.entrySort = { by: 'bytes', order: 'desc' };
      });
      expect(scroller.scrollTop).toBe(0);
      expect(places()[0]).toBe(0);
      expect(panel.items(3).every((item) => item.dataset.key !== undefined)).toBe(true);
    });

    it('stay on the row that the hand has scrolled to, though the browser has not told yet', async () => {
      panel.client.allEntries = [anEntry(900), anEntry(901), ...panel.client.allEntries];
      const arrive = panel.client.holdEntries();
      await panel.show([aFunction({ id: 1, entries: 502 })]);
      scroller.scrollTop = 20 * ENTRY_HEIGHT;
      await panel.drawn(arrive);
      expect(scroller.scrollTop).toBe(22 * ENTRY_HEIGHT);
    });

    it('are where they were after the panel was hidden, for which the browser puts the scroll bar away', async () => {
      jest.useFakeTimers();
      await scrollTo(300);
      panel.node.classList.add('lm-mod-hidden');
      scroller.scrollTop = 0;
      await panel.drawn(() => jest.advanceTimersByTimeAsync(1000));
      jest.useRealTimers();
      await panel.drawn();
      expect(places()).toContain(300);
    });
  });
});
