import { EntryList } from '../../src/model/entrylist';
import { PAGE_SIZE } from '../../src/model/heldpages';
import { ApiFailure } from '../../src/api/failure';
import { anEntry, FakeClient, settled } from '../fixtures';

const NEWEST_FIRST = { by: 'created', order: 'desc' } as const;

describe('EntryList', () => {
  let client: FakeClient;
  let list: EntryList;

  beforeEach(() => {
    client = new FakeClient();
    client.allEntries = Array.from({ length: 5000 }, (_, i) => anEntry(i));
    list = new EntryList((query) => client.entries('s', 1, query), NEWEST_FIRST);
  });

  const offsets = (): number[] => client.queries.map(({ offset }) => offset);

  it('fetches only the pages that are on screen, each once', async () => {
    list.show(95, 110);
    list.show(96, 111);
    await settled();
    expect(offsets()).toEqual([0, PAGE_SIZE]);
    expect(list.at(95)?.args).toBe("'item 95'");
    expect(list.at(110)?.args).toBe("'item 110'");
    expect(list.total).toBe(5000);
  });

  it('holds only what is near the screen', async () => {
    for (let row = 0; row < 5000; row += PAGE_SIZE) {
      list.show(row, row + 10);
      await settled();
    }
    expect(list.at(4900)).toBeDefined();
    expect(list.at(0)).toBeUndefined();
    list.show(0, 10);
    await settled();
    expect(list.at(0)).toBeDefined();
  });

  describe('while the server is slow', () => {
    let signals: Map<number, AbortSignal>;
    let slow: EntryList;

    beforeEach(() => {
      signals = new Map();
      slow = new EntryList(({ offset }, signal) => {
        signals.set(offset, signal);
        return new Promise(() => undefined);
      }, NEWEST_FIRST);
    });

    it('gives up pages that were only passed by', () => {
      slow.show(0, 10);
      slow.show(3000, 3010);
      expect([signals.get(0)?.aborted, signals.get(3000)?.aborted]).toEqual([true, false]);
      slow.show(0, 10);
      expect(signals.get(0)?.aborted).toBe(false);
    });

    it('gives up everything when another order is chosen, or the list is closed', () => {
      slow.show(0, 10);
      const [first] = signals.values();
      slow.configure({ by: 'bytes', order: 'desc' }, '');
      expect(first?.aborted).toBe(true);
      slow.show(3000, 3010);
      expect(signals.get(0)?.aborted).toBe(false);
      slow.dispose();
      expect([...signals.values()].every(({ aborted }) => aborted)).toBe(true);
    });
  });

  describe('while nothing of it is on screen', () => {
    beforeEach(async () => {
      for (const row of [0, 200, 400]) {
        list.show(row, row + 10);
        await settled();
      }
      client.queries.length = 0;
    });

    it('asks for nothing, and looks again at what is shown then if something has changed', async () => {
      list.rest();
      await list.refresh();
      expect(offsets()).toEqual([]);
      client.allEntries = [anEntry(9000), ...client.allEntries];
      list.show(400, 410);
      await settled();
      expect(offsets()).toEqual([400]);
      expect(list.at(400)?.args).toBe("'item 399'");
    });

    it('does not ask again for what has not changed, and holds no more than was shown last', async () => {
      list.rest();
      expect([list.at(0), list.at(200)]).toEqual([undefined, undefined]);
      list.show(400, 410);
      await settled();
      expect(offsets()).toEqual([]);
      expect(list.at(400)).toBeDefined();
    });

    it('forgets the order before, when that of now was still on the way', async () => {
      const arrive = client.holdEntries();
      list.configure({ by: 'bytes', order: 'asc' }, '');
      list.rest();
      arrive();
      await settled();
      expect([list.isLoading, list.at(400)]).toEqual([false, undefined]);
      client.queries.length = 0;
      list.show(0, 10);
      await settled();
      expect(client.queries[0]).toMatchObject({ offset: 0, sort: 'bytes' });
      expect(list.at(0)).toBeDefined();
    });
  });

  describe('while an answer is on the way', () => {
    let waiting: Map<number, () => void>;
    let moves: number[];

    /** Lets requests wait from now on, each until `arrive` is called with its offset. */
    const hold = (): void => {
      waiting = new Map();
      const answer = client.entries.bind(client);
      client.entries = async (store, fn, query) => {
        const page = await answer(store, fn, query);
        await new Promise<void>((resolve) => waiting.set(query.offset, resolve));
        return page;
      };
    };
    const arrive = async (offset: number): Promise<void> => {
      waiting.get(offset)?.();
      waiting.delete(offset);
      await settled();
    };
    const cameIn = (): void => {
      client.allEntries = [anEntry(9001), anEntry(9002), anEntry(9003), ...client.allEntries];
    };

    beforeEach(() => {
      moves = [];
      list.changed.connect((_, rows) => moves.push(rows));
    });

    it('leaves those alone who scroll on meanwhile', async () => {
      list.show(0, 10);
      await settled();
      hold();
      void list.refresh();
      await settled();
      list.show(50, 60);
      await arrive(0);
      expect(moves).toEqual([0, 0]);
    });

    it('follows the row that is shown then, not the one that was shown when it was asked for', async () => {
      list.show(20, 30);
      await settled();
      cameIn();
      hold();
      void list.refresh();
      await settled();
      list.show(50, 60);
      await arrive(0);
      expect(moves).toEqual([0, 3]);
      expect(list.at(53)?.args).toBe("'item 50'");
    });

    it('keeps rows that were scrolled to and came in before it', async () => {
      list.show(0, 10);
      await settled();
      hold();
      void list.refresh();
      await settled();
      list.show(3000, 3010);
      await settled();
      await arrive(3000);
      await arrive(0);
      expect(list.at(3000)?.args).toBe("'item 3000'");
      expect(offsets()).toEqual([0, 0, 3000]);
    });

    it('keeps rows that were here already and scrolled back to, and looks at them again, too', async () => {
      list.show(0, 10);
      await settled();
      list.show(300, 310);
      await settled();
      hold();
      void list.refresh();
      await settled();
      list.show(0, 10);
      cameIn();
      await arrive(300);
      expect(list.at(0)?.args).toBe("'item 0'");
      await arrive(0);
      expect(list.at(0)?.args).toBe("'item 9001'");
    });

    it('is not kept from its rows by news that come faster than answers', async () => {
      hold();
      list.show(0, 10);
      for (let tick = 0; tick < 3; tick++) {
        await settled();
        await list.refresh();
      }
      expect(list.isLoading).toBe(true);
      await arrive(0);
      expect(list.at(0)).toBeDefined();
      expect(list.isLoading).toBe(false);
      expect(offsets()).toEqual([0, 0]);
      await arrive(0);
      expect(offsets()).toEqual([0, 0]);
    });

    it('says that another order is on the way, and goes by that one only', async () => {
      list.show(20, 30);
      await settled();
      hold();
      expect(list.configure({ by: 'bytes', order: 'asc' }, '')).toBe(true);
      expect([list.isLoading, moves]).toEqual([true, [0, 0]]);
      await settled();
      await arrive(0);
      expect([list.isLoading, moves]).toEqual([false, [0, 0, 0]]);
    });

    it('shows no rows of the order before when the other cannot be read', async () => {
      list.show(0, 10);
      await settled();
      client.failure = new ApiFailure('server', 504, 'too slow', null);
      list.configure({ by: 'bytes', order: 'asc' }, '');
      await settled();
      expect(list.error?.message).toBe('too slow');
      expect(list.at(0)).toBeUndefined();
    });
  });

  it('knows no row before its page is there', () => {
    list.show(0, 10);
    expect(list.at(0)).toBeUndefined();
    expect(list.total).toBeNull();
  });

  it('tells by how many rows what is shown has moved', async () => {
    list.show(20, 30);
    await settled();
    const moves: number[] = [];
    list.changed.connect((_, rows) => moves.push(rows));
    client.allEntries = [anEntry(9001), anEntry(9002), anEntry(9003), ...client.allEntries];
    await list.refresh();
    expect(moves).toEqual([3]);
    expect(list.at(23)?.args).toBe("'item 20'");
  });

  it('keeps entries that have not changed, so that their rows need not be drawn anew', async () => {
    list.show(0, 10);
    await settled();
    const [first, second] = [list.at(0), list.at(1)];
    client.allEntries = client.allEntries.map((entry, i) => (i === 1 ? { ...entry, hits: 9 } : { ...entry }));
    await list.refresh();
    expect(list.at(0)).toBe(first);
    expect(list.at(1)).not.toBe(second);
    expect(list.at(1)?.hits).toBe(9);
  });

  it('stays where it is when the row on screen is gone', async () => {
    list.show(20, 30);
    await settled();
    const moves: number[] = [];
    list.changed.connect((_, rows) => moves.push(rows));
    client.allEntries = client.allEntries.filter((_, i) => i !== 20);
    await list.refresh();
    expect(moves).toEqual([0]);
  });

  it('keeps its rows while new ones are on the way', async () => {
    list.show(0, 10);
    await settled();
    const refreshing = list.refresh();
    expect(list.at(0)).toBeDefined();
    await refreshing;
  });

  it('starts from the top in another order', async () => {
    list.show(400, 420);
    await settled();
    list.configure({ by: 'bytes', order: 'asc' }, '');
    await settled();
    expect(client.queries.at(-1)).toMatchObject({ offset: 0, sort: 'bytes', order: 'asc' });
  });

  it('asks the server for a filter', async () => {
    list.show(0, 10);
    await settled();
    list.configure(NEWEST_FIRST, 'item 77');
    await settled();
    expect(list.at(0)?.args).toBe("'item 77'");
    expect(list.total).toBe(11);
  });

  it('asks nothing when order and filter are the same', async () => {
    list.show(0, 10);
    await settled();
    list.configure({ ...NEWEST_FIRST }, '');
    await settled();
    expect(client.queries).toHaveLength(1);
  });

  it('says why a page could not be read, and forgets it when it can', async () => {
    client.failure = new ApiFailure('server', 409, 'the store is locked', 'store_unusable');
    list.show(0, 10);
    await settled();
    expect(list.error?.message).toBe('the store is locked');
    client.failure = null;
    await list.refresh();
    expect(list.error).toBeNull();
    expect(list.at(0)).toBeDefined();
  });

  describe('in an order of some time ago', () => {
    let answers: number;
    let old: EntryList;

    beforeEach(() => {
      jest.useFakeTimers();
      answers = 0;
      old = new EntryList(
        async (query) => ({
          ...(await client.entries('s', 1, query)),
          ...(answers++ === 0 ? { againInMs: 3000 } : {}),
        }),
        NEWEST_FIRST,
      );
      old.show(0, 10);
    });

    afterEach(() => {
      jest.useRealTimers();
    });

    it('asks for a newer one when the server has it, once', async () => {
      await settled();
      jest.advanceTimersByTime(2999);
      await settled();
      expect(answers).toBe(1);
      jest.advanceTimersByTime(1);
      await settled();
      expect(answers).toBe(2);
      jest.advanceTimersByTime(60_000);
      await settled();
      expect(answers).toBe(2);
    });

    it('asks for nothing any more when it is given up', async () => {
      await settled();
      old.dispose();
      jest.advanceTimersByTime(60_000);
      await settled();
      expect(answers).toBe(1);
    });
  });

  it('finds an entry by its key among those it holds', async () => {
    list.show(0, 10);
    await settled();
    expect(list.find(anEntry(7).key)?.args).toBe("'item 7'");
    expect(list.find(anEntry(4000).key)).toBeUndefined();
  });

  it('ignores answers that come after it was given up', async () => {
    list.show(0, 10);
    list.dispose();
    await settled();
    expect(list.at(0)).toBeUndefined();
  });
});
