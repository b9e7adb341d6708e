import { ApiFailure } from '../../src/api/failure';
import { CommandIDs } from '../../src/commands/ids';

import { anEntry, anOverview, aStore, FakeClient } from '../fixtures';
import { MountedList, STORE, TWO } from '../mountedlist';

describe('MemoryList', () => {
  let panel: MountedList;

  beforeEach(async () => {
    panel = await MountedList.mount();
  });

  afterEach(() => panel.dispose());

  it('says that it is loading before the first answer', async () => {
    await panel.drawn();
    expect(panel.node.textContent).toContain('Looking for caches…');
  });

  it('tells a new user how to fill the cache', async () => {
    await panel.show([]);
    expect(panel.node.querySelector('h3')?.textContent).toBe('Nothing cached yet');
    expect(panel.node.querySelector('pre')?.textContent).toContain("import { memory } from 'tslab-memory'");
  });

  it.each([
    ['offline', 'The Jupyter server does not answer'],
    ['slow', 'The Jupyter server has not answered for 1 minute'],
    ['missing', 'The server extension is not enabled'],
    ['forbidden', 'You are not allowed to see the caches'],
    ['server', 'The caches could not be read'],
  ] as const)('says what is wrong when it is %s, and lets try again', async (kind, words) => {
    panel.client.failure = new ApiFailure(kind, 0, 'reason', null);
    await panel.drawn(() => panel.model.refresh());
    expect(panel.node.querySelector('[role="alert"]')?.textContent).toContain(words);
    panel.client.failure = null;
    panel.client.current = anOverview([...TWO]);
    await panel.drawn(() =>
      panel.node.querySelectorAll('button').forEach((button) => button.textContent === 'Try again' && button.click()),
    );
    expect(panel.names()).toEqual(['loadPrices', 'simulate']);
  });

  it('keeps the list and says so when the server stops to answer', async () => {
    await panel.show(TWO);
    panel.client.failure = new ApiFailure('offline', 0, 'reason', null);
    await panel.drawn(() => panel.model.refresh());
    const banner = panel.node.querySelector('[role="alert"]');
    expect(banner?.textContent).toContain('Trying again…');
    expect(panel.names()).toEqual(['loadPrices', 'simulate']);
    panel.client.failure = null;
    await panel.drawn(() => banner?.querySelector('button')?.click());
    expect(panel.node.querySelector('[role="alert"]')).toBeNull();
  });

  it('says how to log in again to who is logged out', async () => {
    await panel.show(TWO);
    panel.client.failure = new ApiFailure('forbidden', 403, 'You are not logged in.', null);
    await panel.drawn(() => panel.model.refresh());
    const banner = panel.node.querySelector('[role="alert"]');
    expect(banner?.textContent).toContain('To log in again, reload the page.');
    expect(banner?.querySelector('button')?.textContent).toBe('Reload');
    expect(panel.names()).toEqual(['loadPrices', 'simulate']);
  });

  it('reads entries by itself that could not be read, as soon as the server answers again', async () => {
    panel.client.allEntries = [anEntry(1), anEntry(2)];
    await panel.show(TWO);
    panel.client.failure = new ApiFailure('offline', 0, 'reason', null);
    await panel.drawn(() => panel.model.refresh());
    await panel.open();
    expect(panel.node.textContent).toContain('The entries could not be read: The Jupyter server does not answer');
    panel.client.failure = null;
    await panel.drawn(() => panel.model.refresh());
    expect(panel.items(3).map(({ dataset }) => dataset.key)).toEqual([anEntry(1).key, anEntry(2).key]);
    expect(panel.node.querySelector('[role="alert"]')).toBeNull();
  });

  it('says why something was not cleared', async () => {
    await panel.show(TWO);
    panel.client.failure = new ApiFailure('server', 409, 'the store is locked', null);
    await panel.drawn(() => panel.model.clear({ kind: 'store', store: STORE }));
    expect(panel.node.textContent).toContain('Not cleared: the store is locked');
  });

  it('says that nobody knows whether something was cleared when the server does not tell', async () => {
    await panel.show(TWO);
    panel.client.failure = new ApiFailure('slow', 0, 'late', null);
    await panel.drawn(() => panel.model.clear({ kind: 'store', store: STORE }));
    expect(panel.node.textContent).toContain('has not said for 10 minutes whether this was done');
  });

  it('says why something was not undone', async () => {
    await panel.show(TWO);
    panel.client.failure = new ApiFailure('server', 410, 'It is too late', 'undo_expired');
    await panel.drawn(() => panel.model.undo([{ store: STORE, token: 't' }]));
    expect(panel.node.textContent).toContain('Not undone: It is too late');
  });

  it('offers to search again when the arguments could not be searched', async () => {
    panel.client.allEntries = [anEntry(1)];
    await panel.show(TWO);
    panel.client.search = () => Promise.reject(new ApiFailure('slow', 0, 'late', null));
    jest.useFakeTimers();
    await panel.drawn(() => (panel.model.state.filter = 'item 1'));
    await panel.drawn(() => jest.advanceTimersByTimeAsync(1000));
    jest.useRealTimers();
    const note = (): Element | null => panel.node.querySelector('[role="alert"]');
    expect(note()?.textContent).toContain('Not all arguments could be searched: The Jupyter server has not answered');
    panel.client.search = FakeClient.prototype.search.bind(panel.client);
    await panel.drawn(() => note()?.querySelector('button')?.click());
    expect(note()).toBeNull();
    expect(panel.names()).toEqual(['loadPrices', 'simulate']);
  });

  it('says that it waits when the server takes long to clear', async () => {
    await panel.show(TWO);
    const status = (): string | null | undefined => panel.node.querySelector('.jp-MemoryPanel-selected')?.textContent;
    let answer = (): void => undefined;
    const clearStore = panel.client.clearStore.bind(panel.client);
    panel.client.clearStore = async (store) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return clearStore(store);
    };
    jest.useFakeTimers();
    await panel.drawn(() => void panel.model.clear({ kind: 'store', store: STORE }));
    await panel.drawn(() => jest.advanceTimersByTimeAsync(1000));
    jest.useRealTimers();
    expect(status()).toBe('Waiting for the server…');
    await panel.drawn(answer);
    expect(status()).toBe('');
  });

  it('marks a store that is not trusted, and offers to trust it', async () => {
    await panel.show(TWO, { trusted: true });
    expect(panel.node.querySelector('.jp-MemoryPanel-banner')).toBeNull();
    await panel.show(TWO, { trusted: false });
    expect(panel.badges(1)).toEqual(['untrusted']);
    const banner = panel.node.querySelector('.jp-MemoryPanel-banner');
    expect(banner?.textContent).toContain('not served until you trust it');
    await panel.drawn(() => banner?.querySelector('button')?.click());
    expect(panel.executed).toEqual([[CommandIDs.trustStore, { store: STORE }]]);
  });

  it('says what is wrong with a store', async () => {
    panel.client.current = {
      stores: [{ store: aStore({ status: 'missing', message: 'The folder is gone.' }), functions: [] }],
    };
    await panel.drawn(() => panel.model.refresh());
    expect(panel.node.textContent).toContain('The folder is gone.');
  });
});
