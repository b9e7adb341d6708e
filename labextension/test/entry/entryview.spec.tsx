import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { zstdCompressSync } from 'zlib';
import { ValueCodec } from 'tslab-memory/dist/values/value-codec';

import type { CodeVersion, EntryDetails } from '../../src/_generated/api';
import { ApiFailure } from '../../src/api/failure';
import { EntryView } from '../../src/entry/entryview';
import { EntryModel, FIRST_BYTES, MOST_BYTES } from '../../src/entry/model';
import { drawn } from '../drawn';
import { anEntry, FakeClient } from '../fixtures';

const version = (source: string): CodeVersion => ({
  digest: 'abcdef0123456789',
  source,
  created: 0,
  lastUsed: 0,
  entries: 1,
  bytes: 1,
});

const details = (changes: Partial<EntryDetails> = {}): EntryDetails => ({
  function: { id: 1, name: 'loadPrices' },
  entry: anEntry(1),
  trusted: true,
  format: 1,
  checksum: '',
  async: false,
  stored: 'row',
  storedBytes: 0,
  output: null as never,
  arguments: [],
  version: version('function loadPrices() { return 1; }'),
  currentVersion: null,
  lastMiss: null as never,
  ...changes,
});

describe('EntryView', () => {
  let client: FakeClient;
  let model: EntryModel;
  let view: EntryView;

  beforeEach(() => {
    client = new FakeClient();
    model = new EntryModel(client, 'store', anEntry(1).key);
    view = new EntryView(model, nullTranslator.load('test'));
  });

  afterEach(() => {
    Object.assign(window, { IS_REACT_ACT_ENVIRONMENT: false });
    view.dispose();
  });

  const show = async (value: unknown, changes: Partial<EntryDetails> = {}): Promise<void> => {
    const { head } = new ValueCodec().encode(value);
    client.stored = Uint8Array.from(head);
    client.details = details({ storedBytes: head.length, ...changes });
    await drawn(() => {
      Widget.attach(view, document.body);
      return model.load();
    });
  };

  const text = (): string => view.node.textContent ?? '';
  const button = (label: string): HTMLButtonElement | undefined =>
    [...view.node.querySelectorAll('button')].find(({ textContent }) => textContent === label);

  it('shows the call and its figures', async () => {
    await show(1);
    expect(view.node.querySelector('h1')?.textContent).toBe("loadPrices('item 1')");
    expect(text()).toContain('50 milliseconds');
    expect(view.node.querySelector('[role="note"]')).toBeNull();
  });

  it('shows the value as a tree with types', async () => {
    await show({ when: new Date(0), tags: new Set(['a']), n: 12n });
    const nodes = [...view.node.querySelectorAll('[role="treeitem"]')].map(({ textContent }) => textContent);
    expect(nodes).toEqual(['Object (3)', 'when: Date 1970-01-01T00:00:00.000Z', 'tags: Set (1)', 'n: 12n']);
  });

  it('opens what is in a value when asked to', async () => {
    await show({ tags: new Set(['deep']) });
    await drawn(() => view.node.querySelector<HTMLElement>('[aria-level="2"]')?.click());
    expect(text()).toContain('"deep"');
  });

  it('shows records as a table', async () => {
    await show([
      { symbol: 'AAPL', close: 1 },
      { symbol: 'MSFT', close: 2 },
    ]);
    expect([...view.node.querySelectorAll('thead th')].map(({ textContent }) => textContent)).toEqual([
      '#',
      'symbol',
      'close',
    ]);
    expect(view.node.querySelectorAll('tbody tr')).toHaveLength(2);
  });

  it('shows the first part of a large value, and more when asked to', async () => {
    const records = Array.from({ length: 60_000 }, (_, i) => ({ id: i, name: `the name of record ${i}` }));
    await show(records);
    expect(client.limits).toEqual([FIRST_BYTES]);
    expect(text()).toMatch(/First 1 MB of 1\.\d MB/);
    const shown = (): number => Number(/Array \((\d+)\)/.exec(text())?.[1]);
    expect(shown()).toBeGreaterThan(1000);
    expect(shown()).toBeLessThan(records.length);
    await drawn(() => view.node.querySelector<HTMLElement>('.jp-MemoryEntry-part button')?.click());
    expect(client.limits).toEqual([FIRST_BYTES, client.stored.length - FIRST_BYTES]);
    expect(shown()).toBe(records.length);
    expect(text()).not.toContain('First');
  });

  it('fetches each part once, however often it is asked for while it is on the way', async () => {
    const records = Array.from({ length: 60_000 }, (_, i) => ({ id: i, name: `the name of record ${i}` }));
    await show(records);
    const more = view.node.querySelector<HTMLElement>('.jp-MemoryEntry-part button');
    const payload = client.payload.bind(client);
    let answer = (): void => undefined;
    client.payload = async (...part) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return payload(...part);
    };
    await drawn(() => {
      more?.click();
      more?.click();
    });
    expect(more?.textContent).toBe('Loading…');
    await drawn(() => answer());
    expect(text()).toContain(`Array (${records.length})`);
    expect(model.fetched).toBe(client.stored.length);
  });

  it('fetches no more than the browser can hold', async () => {
    await show('text', { storedBytes: 2 * MOST_BYTES });
    client.payload = (_store, _key, limit, from = 0) => {
      client.limits.push(from);
      return Promise.resolve({ bytes: new Uint8Array(limit), total: 2 * MOST_BYTES });
    };
    await drawn(() => model.load());
    await drawn(() => model.loadMore(MOST_BYTES - FIRST_BYTES));
    expect(client.limits.slice(-2)).toEqual([0, FIRST_BYTES]);
    expect(model.canLoadMore).toBe(false);
    expect(text()).toContain('First 128 MB of 256 MB');
    expect(text()).toContain('load the value in a cell');
  });

  it('shows a large value that is compressed', async () => {
    const { head } = new ValueCodec().encode({ text: 'the same '.repeat(1000) });
    const compressed = zstdCompressSync(head);
    client.stored = new Uint8Array(40 + compressed.length);
    const index = new DataView(client.stored.buffer);
    index.setUint32(0, 0x54534d56);
    index.setUint8(4, 1);
    index.setUint32(8, 1);
    index.setBigUint64(16, BigInt(compressed.length));
    index.setBigUint64(24, BigInt(head.length));
    index.setUint8(32, 1);
    client.stored.set(compressed, 40);
    client.details = details({ storedBytes: client.stored.length });
    await drawn(() => {
      Widget.attach(view, document.body);
      return model.load();
    });
    expect(text()).toContain('text: "the same the same');
  });

  it('shows many records as a grid', async () => {
    await show(Array.from({ length: 51 }, (_, i) => ({ id: i, name: 'a' })));
    expect(view.node.querySelector('[role="region"]')?.getAttribute('aria-label')).toBe(
      'Table of 51 rows and 2 columns',
    );
    expect(view.node.querySelector('table')).toBeNull();
  });

  it('offers to ask again for a part of a value that has not come, and keeps what is here', async () => {
    const payload = client.payload.bind(client);
    const fail = (): void => {
      client.payload = () => Promise.reject(new ApiFailure('slow', 0, 'late', null));
    };
    const alert = (): Element | null => view.node.querySelector('[role="alert"]');
    const press = (): Promise<void> =>
      drawn(() => view.node.querySelector<HTMLElement>('section button.jp-mod-styled')?.click());
    fail();
    await show(Array.from({ length: 60_000 }, (_, i) => ({ id: i, name: `the name of record ${i}` })));
    expect(alert()?.textContent).toContain('The value could not be read: The Jupyter server has not answered');
    client.payload = payload;
    await press();
    expect(alert()).toBeNull();
    expect(client.limits).toEqual([FIRST_BYTES]);
    const shown = (): string | undefined => /Array \(\d+\)/.exec(text())?.[0];
    const firstPart = shown();
    fail();
    await press();
    expect(alert()?.textContent).toContain('The value could not be read');
    expect(shown()).toBe(firstPart);
    client.payload = payload;
    await press();
    expect(alert()).toBeNull();
    expect(shown()).toBe('Array (60000)');
  });

  it('says that a damaged value cannot be shown, and shows the rest', async () => {
    client.stored = Uint8Array.of(0xc1, 0xc1, 0xc1);
    client.details = details({ storedBytes: 3 });
    await drawn(() => {
      Widget.attach(view, document.body);
      return model.load();
    });
    expect(view.node.querySelector('[role="alert"]')?.textContent).toContain('The value cannot be shown');
    expect(text()).toContain('function loadPrices()');
  });

  it('shows how the code has changed since', async () => {
    await show(1, { currentVersion: version('function loadPrices() { return 2; }') });
    expect([...view.node.querySelectorAll('.jp-MemoryEntry-line')].map(({ textContent }) => textContent)).toEqual([
      '- function loadPrices() { return 1; }',
      '+ function loadPrices() { return 2; }',
    ]);
  });

  it('says when somebody else has written the entry', async () => {
    await show(1, { trusted: false });
    expect(view.node.querySelector('[role="note"]')?.textContent).toContain('until you trust its store');
  });

  it('says why the last miss was a miss', async () => {
    await show(1, { lastMiss: { reasons: [{ text: '`start` differs' }] } });
    expect(text()).toContain('`start` differs');
  });

  it('lets try again when the entry cannot be read', async () => {
    client.failure = new ApiFailure('server', 404, 'There is no such entry.', 'entry_not_found');
    await drawn(() => {
      Widget.attach(view, document.body);
      return model.load();
    });
    expect(text()).toContain('There is no such entry.');
    client.failure = null;
    client.details = details();
    const asked = jest.spyOn(client, 'entryDetails');
    await drawn(() => {
      button('Try again')?.click();
      button('Try again')?.click();
    });
    expect(asked).toHaveBeenCalledTimes(1);
    expect(view.node.querySelector('h1')).not.toBeNull();
  });
});
