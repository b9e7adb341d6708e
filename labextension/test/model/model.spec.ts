import { ApiFailure } from '../../src/api/failure';
import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import { aFunction, anEntry, anOverview, aStore, FakeClient, settled } from '../fixtures';

const STORE = aStore().id;

describe('MemoryModel', () => {
  let client: FakeClient;
  let model: MemoryModel;

  beforeEach(() => {
    jest.useFakeTimers();
    client = new FakeClient();
    client.current = anOverview([aFunction({ entries: 2, bytes: 20 })]);
    model = new MemoryModel({ client, state: new PanelState(), interval: 1000 });
  });

  afterEach(() => {
    model.dispose();
    jest.useRealTimers();
  });

  const pass = async (ms: number): Promise<void> => {
    await jest.advanceTimersByTimeAsync(ms);
    await settled();
  };

  describe('polling', () => {
    it('asks nothing before someone looks', async () => {
      await pass(10_000);
      expect(client.asked).toEqual([]);
      expect(model.isLoading).toBe(true);
    });

    it('asks at once when someone looks, then each interval', async () => {
      model.setLooking(client, true);
      await pass(10);
      expect(client.asked).toHaveLength(1);
      await pass(3000);
      expect(client.asked).toHaveLength(4);
    });

    it('stops when nobody looks any more', async () => {
      model.setLooking(client, true);
      await pass(10);
      model.setLooking(client, false);
      await pass(60_000);
      expect(client.asked).toHaveLength(1);
    });

    it('stops when it is disposed', async () => {
      model.setLooking(client, true);
      await pass(10);
      model.dispose();
      await pass(60_000);
      expect(client.asked).toHaveLength(1);
    });

    it('asks less and less often while the server does not answer', async () => {
      client.failure = new ApiFailure('offline', 0, 'no', null);
      model.setLooking(client, true);
      await pass(60_000);
      expect(client.asked.length).toBeGreaterThan(3);
      expect(client.asked.length).toBeLessThan(25);
    });

    it('asks now and then while only the totals are watched', async () => {
      model.isWatched = true;
      await pass(60_000);
      expect(client.asked.length).toBeGreaterThan(3);
      expect(client.asked.length).toBeLessThan(7);
    });

    it('asks nothing while the page is hidden, and at once when it is back', async () => {
      const hide = (hidden: boolean): void => {
        const state = { value: hidden ? 'hidden' : 'visible', configurable: true };
        Object.defineProperties(document, { hidden: { ...state, value: hidden }, visibilityState: state });
        document.dispatchEvent(new Event('visibilitychange'));
      };
      client.failure = new ApiFailure('offline', 0, 'gone', null);
      model.setLooking(client, true);
      await pass(30_000);
      hide(true);
      await pass(30_000);
      const before = client.asked.length;
      await pass(60_000);
      expect(client.asked).toHaveLength(before);
      hide(false);
      await pass(10);
      expect(client.asked).toHaveLength(before + 1);
      Reflect.deleteProperty(document, 'hidden');
      Reflect.deleteProperty(document, 'visibilityState');
    });

    it('goes back to watching when the panel is hidden', async () => {
      model.isWatched = true;
      model.setLooking(client, true);
      await pass(3000);
      model.setLooking(client, false);
      const before = client.asked.length;
      await pass(30_000);
      expect(client.asked.length - before).toBeLessThan(5);
    });

    it('follows a new interval', async () => {
      model.setLooking(client, true);
      await pass(10);
      model.interval = 5000;
      await pass(20_000);
      expect(client.asked.length).toBeLessThanOrEqual(6);
    });
  });

  describe('answers', () => {
    it('holds the overview', async () => {
      await model.refresh();
      expect(model.isLoading).toBe(false);
      expect(model.fn(STORE, 1)?.entries).toBe(2);
    });

    it('names the version it has, and keeps it when that is still right', async () => {
      await model.refresh();
      const first = model.overview;
      const changes = jest.fn();
      model.stateChanged.connect(changes);
      await model.refresh();
      expect(client.asked).toEqual([null, '"1"']);
      expect(model.overview).toBe(first);
      expect(changes).not.toHaveBeenCalled();
    });

    it('writes ages anew from time to time though nothing changes', async () => {
      model.setLooking(client, true);
      await pass(10);
      const changes = jest.fn();
      model.stateChanged.connect(changes);
      await pass(45_000);
      expect(changes).toHaveBeenCalledTimes(2);
    });

    it('keeps what it knows when the server fails, and says so', async () => {
      await model.refresh();
      client.failure = new ApiFailure('offline', 0, 'no answer', null);
      await model.refresh();
      expect(model.statusError?.kind).toBe('offline');
      expect(model.fn(STORE, 1)?.entries).toBe(2);
    });

    it('recovers by itself, even when nothing has changed meanwhile', async () => {
      model.setLooking(client, true);
      await pass(10);
      client.failure = new ApiFailure('offline', 0, 'no answer', null);
      await pass(3000);
      expect(model.statusError).not.toBeNull();
      const changes = jest.fn();
      model.stateChanged.connect(changes);
      client.failure = null;
      await pass(20_000);
      expect(model.statusError).toBeNull();
      expect(changes).toHaveBeenCalled();
    });

    it('is not loading any more when the first answer is a failure', async () => {
      client.failure = new ApiFailure('missing', 404, 'no such extension', null);
      await model.refresh();
      expect(model.isLoading).toBe(false);
      expect(model.statusError?.kind).toBe('missing');
    });

    it('shows only the stores that are asked for', async () => {
      await model.refresh();
      model.shownStores = ['elsewhere'];
      expect(model.overview?.stores).toEqual([]);
      model.shownStores = ['elsewhere', 'EXAMPLES/'];
      expect(model.overview?.stores).toHaveLength(1);
    });

    it('ignores an answer that comes after it was disposed', async () => {
      const asked = model.refresh();
      model.dispose();
      await asked;
      expect(model.overview).toBeNull();
    });
  });

  describe('clearing', () => {
    beforeEach(() => model.refresh());

    it('clears only the chosen function, then asks for the new state', async () => {
      client.etag = '"2"';
      client.current = anOverview([aFunction({ entries: 0 })]);
      const cleared = await model.clear({ kind: 'function', store: STORE, function: 1 });
      expect(client.cleared).toEqual([`${STORE}/function/1`]);
      expect(cleared).toMatchObject({ entries: 2, bytes: 20, failure: null });
      expect(model.fn(STORE, 1)?.entries).toBe(0);
    });

    it('clears only the chosen entry', async () => {
      await model.clear({ kind: 'entry', store: STORE, function: 1, key: 'k' });
      expect(client.cleared).toEqual([`${STORE}/entry/k`]);
    });

    it('clears every store that holds something', async () => {
      client.current = {
        stores: [aStore({ id: 'a', entries: 1 }), aStore({ id: 'b', entries: 0 }), aStore({ id: 'c', entries: 3 })].map(
          (store) => ({ store, functions: [] }),
        ),
      };
      client.etag = '"2"';
      await model.refresh();
      expect(await model.clear({ kind: 'all' })).toMatchObject({ entries: 4, bytes: 40 });
      expect(client.cleared).toEqual(['a', 'c']);
    });

    it('clears only what older code of a function made', async () => {
      await model.clear({ kind: 'old', store: STORE, function: 1 });
      expect(client.cleared).toEqual([`${STORE}/{"function":1,"oldVersions":true}`]);
    });

    it('clears the other stores, too, when one fails', async () => {
      const stores = ['a', 'b'].map((id) => ({ store: aStore({ id, entries: 1 }), functions: [] }));
      client.current = { stores };
      client.etag = '"2"';
      await model.refresh();
      const clearStore = client.clearStore.bind(client);
      client.clearStore = (store) => (store === 'a' ? Promise.reject(new Error('locked')) : clearStore(store));
      expect(await model.clear({ kind: 'all' })).toMatchObject({ entries: 2, failure: { message: 'locked' } });
      expect(client.cleared).toEqual(['b']);
      expect(model.actionError?.failure.message).toBe('locked');
    });

    it('can be undone with what it gave', async () => {
      const { undo } = await model.clear({ kind: 'function', store: STORE, function: 1 });
      expect(await model.undo(undo)).toBe(2);
      expect(client.undone).toEqual([`${STORE}/token 1`]);
    });

    it('says why it could not be undone', async () => {
      client.failure = new ApiFailure('server', 410, 'too late', 'undo_expired');
      expect(await model.undo([{ store: STORE, token: 't' }])).toBe(0);
      expect(model.actionError?.failure.message).toBe('too late');
    });

    it('counts as pending until the new state is there', async () => {
      const clearing = model.clear({ kind: 'store', store: STORE });
      expect(model.pendingActions).toBe(1);
      await clearing;
      expect(model.pendingActions).toBe(0);
    });

    it('says what went before the new state is there', async () => {
      let answer = (): void => undefined;
      client.overview = () => new Promise((resolve) => (answer = () => resolve(null)));
      const gone = jest.fn();
      const clearing = model.clear({ kind: 'function', store: STORE, function: 1 }, gone);
      await settled();
      expect(gone).toHaveBeenCalledWith(expect.objectContaining({ entries: 2 }));
      answer();
      await clearing;
    });

    it('still tells why one failed when another, that began with it, has succeeded', async () => {
      const clearStore = client.clearStore.bind(client);
      client.clearStore = (store) => (store === 'a' ? Promise.reject(new Error('locked')) : clearStore(store));
      await Promise.all(['a', 'b'].map((store) => model.clear({ kind: 'store', store })));
      expect(model.actionError?.failure.message).toBe('locked');
    });

    it('counts as pending while the server is asked what would go, until it answers or fails', async () => {
      const asking = model.asking(Promise.resolve(3));
      expect(model.pendingActions).toBe(1);
      expect(await asking).toBe(3);
      await expect(model.asking(Promise.reject(new Error('locked')))).rejects.toThrow('locked');
      expect(model.pendingActions).toBe(0);
    });

    it('tells why it failed, until that is dismissed', async () => {
      client.failure = new ApiFailure('server', 500, 'the store is locked', 'store_unusable');
      expect((await model.clear({ kind: 'store', store: STORE })).entries).toBe(0);
      expect(model.actionError?.failure.message).toBe('the store is locked');
      model.dismissActionError();
      expect(model.actionError).toBeNull();
    });
  });

  describe('entries', () => {
    beforeEach(async () => {
      client.allEntries = [anEntry(1), anEntry(2)];
      await model.refresh();
      model.entriesOf(STORE, 1).show(0, 9);
      await settled();
    });

    it('are asked for again when their function changed', async () => {
      client.current = anOverview([aFunction({ entries: 3, bytes: 20 })]);
      client.etag = '"2"';
      await model.refresh();
      expect(client.queries).toHaveLength(2);
    });

    it('are left alone when another function changed', async () => {
      client.current = anOverview([aFunction({ entries: 2, bytes: 20 }), aFunction({ id: 2, hits: 1 })]);
      client.etag = '"2"';
      await model.refresh();
      expect(client.queries).toHaveLength(1);
    });

    it('are the same list until they are given up', () => {
      const list = model.entriesOf(STORE, 1);
      expect(model.entriesOf(STORE, 1)).toBe(list);
      model.release(STORE, 1);
      expect(list.isDisposed).toBe(true);
      expect(model.entriesOf(STORE, 1)).not.toBe(list);
    });
  });
});
