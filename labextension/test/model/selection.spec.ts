import { EntryList } from '../../src/model/entrylist';
import { PAGE_SIZE } from '../../src/model/heldpages';
import type { ISelectable } from '../../src/model/selection';
import { MOST_SELECTED, Selection } from '../../src/model/selection';
import { anEntry, FakeClient, settled } from '../fixtures';

describe('Selection', () => {
  let client: FakeClient;
  let list: EntryList;
  let selection: Selection;

  beforeEach(() => {
    client = new FakeClient();
    client.allEntries = Array.from({ length: 3 * PAGE_SIZE }, (_, i) => anEntry(i));
    list = new EntryList((query) => client.entries('s', 1, query), { by: 'created', order: 'desc' });
    selection = new Selection();
  });

  const row = (index: number, fn = 1): ISelectable => ({ store: 's', fn, key: anEntry(index).key, index });
  const numbers = (): number[] => (selection.in('s', 1)?.request.keys ?? []).map((key) => parseInt(key, 16));

  it('takes an entry in, and out again', () => {
    selection.toggle(row(3));
    selection.toggle(row(5));
    expect(numbers()).toEqual([3, 5]);
    expect(selection.has('s', 1, anEntry(3).key)).toBe(true);
    selection.toggle(row(3));
    expect(numbers()).toEqual([5]);
  });

  it('is of one function at a time', () => {
    selection.toggle(row(3));
    selection.toggle(row(3, 2));
    expect(numbers()).toEqual([]);
    expect(selection.has('s', 2, anEntry(3).key)).toBe(true);
  });

  it('selects a range from where it started, in both directions', async () => {
    selection.start(row(5));
    await selection.extend(list, row(7), row(7));
    expect(numbers()).toEqual([5, 6, 7]);
    await selection.extend(list, row(4), row(4));
    expect(numbers()).toEqual([4, 5]);
  });

  it('takes in entries of a range that the list does not hold', async () => {
    selection.start(row(PAGE_SIZE - 1));
    await selection.extend(list, row(2 * PAGE_SIZE), row(2 * PAGE_SIZE));
    expect(numbers()).toHaveLength(PAGE_SIZE + 2);
    expect(numbers().at(-1)).toBe(2 * PAGE_SIZE);
  });

  it('starts a range where the entry is now, when rows came in above it', async () => {
    selection.start({ ...row(5), index: 2 });
    list.show(0, 10);
    await list.refresh();
    await selection.extend(list, row(6), row(6));
    expect(numbers()).toEqual([5, 6]);
  });

  it('selects no more than can be cleared in one request', async () => {
    client.allEntries = Array.from({ length: MOST_SELECTED + 50 }, (_, i) => anEntry(i));
    selection.start(row(0));
    await selection.extend(list, row(MOST_SELECTED + 20), row(MOST_SELECTED + 20));
    expect(numbers()).toHaveLength(MOST_SELECTED);
    expect(numbers().at(-1)).toBe(MOST_SELECTED + 20);
  });

  it('is forgotten with its function only', () => {
    selection.toggle(row(3));
    selection.clear('s', 2);
    expect(numbers()).toEqual([3]);
    selection.clear('s', 1);
    expect(numbers()).toEqual([]);
  });

  it('takes no range in that arrives when another filter is shown already', async () => {
    list.show(0, 10);
    await settled();
    const arrive = client.holdEntries();
    const extending = selection.extend(list, row(2 * PAGE_SIZE), row(0));
    list.configure({ by: 'created', order: 'desc' }, 'item 2');
    arrive();
    await extending;
    expect(selection.current).toBeNull();
  });

  it('stays as it is when a range cannot be fetched', async () => {
    selection.toggle(row(3));
    client.failure = new Error('offline');
    await expect(selection.extend(list, row(9), row(9))).rejects.toThrow('offline');
    expect(numbers()).toEqual([3]);
  });

  it('stays as it is until a range has come in, and says so meanwhile', async () => {
    selection.toggle(row(3));
    const arrive = client.holdEntries();
    const extending = selection.extend(list, row(2 * PAGE_SIZE), row(0));
    const reached = selection.reached();
    expect(selection.isReaching).toBe(true);
    expect(numbers()).toEqual([3]);
    arrive();
    await extending;
    expect([selection.isReaching, await reached]).toEqual([false, true]);
    expect(numbers()).toHaveLength(2 * PAGE_SIZE - 2);
    expect(await selection.reached()).toBe(true);
  });

  it.each([
    ['another entry', () => selection.toggle(row(4)), [4]],
    ['nothing', () => selection.clear('s', 1), []],
  ])('asks for no more of a range when %s is selected instead', async (_, instead, expected) => {
    client.allEntries = Array.from({ length: MOST_SELECTED }, (_, i) => anEntry(i));
    let told = 0;
    selection.start(row(0));
    const arrive = client.holdEntries();
    const extending = selection.extend(list, row(MOST_SELECTED - 1), row(0));
    const reached = selection.reached();
    selection.changed.connect(() => told++);
    instead();
    arrive();
    await extending;
    expect(client.queries).toHaveLength(1);
    expect([selection.isReaching, await reached, told]).toEqual([false, false, 1]);
    expect(numbers()).toEqual(expected);
  });

  it('leaves it at the newest range when several were asked for', async () => {
    selection.start(row(0));
    const arrive = client.holdEntries();
    const extending = [150, 120].map((end) => selection.extend(list, row(end), row(0)));
    arrive();
    await Promise.all(extending);
    expect(numbers()).toHaveLength(121);
  });

  it('is not what was asked for when a range fails while it is waited for', async () => {
    client.failure = new Error('offline');
    const extending = selection.extend(list, row(9), row(9));
    const reached = selection.reached();
    await expect(extending).rejects.toThrow('offline');
    expect(await reached).toBe(false);
  });

  describe('of all entries of a list', () => {
    beforeEach(async () => {
      list.show(0, 10);
      await settled();
      list.configure({ by: 'created', order: 'desc' }, "'item 2");
      await settled();
      selection.selectAll(list, row(20));
    });

    it('holds no keys but tells the server what the filter is', () => {
      expect(selection.current).toEqual({ store: 's', fn: 1, count: 111, request: { function: 1, filter: "'item 2" } });
      expect(selection.has('s', 1, anEntry(299).key)).toBe(true);
      expect(selection.has('s', 2, anEntry(299).key)).toBe(false);
    });

    it('leaves out what is taken out of it, until that is taken in again', () => {
      selection.toggle(row(21));
      expect(selection.has('s', 1, anEntry(21).key)).toBe(false);
      expect(selection.current).toMatchObject({ count: 110, request: { except: [anEntry(21).key] } });
      selection.toggle(row(21));
      expect(selection.current).toMatchObject({ count: 111, request: { function: 1, filter: "'item 2" } });
    });

    it('ends with a range, another entry, or when it is given up', async () => {
      await selection.extend(list, row(2), row(2));
      expect(numbers()).toHaveLength(2);
      selection.selectAll(list, row(20));
      selection.start(row(3));
      expect(selection.current).toBeNull();
      selection.selectAll(list, row(20));
      selection.clear('s', 1);
      expect(selection.current).toBeNull();
    });
  });
});
