import { nullTranslator } from '@jupyterlab/translation';
import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { act } from 'react';
import { ValueCodec } from 'tslab-memory/dist/values/value-codec';

import type { CodeVersion, EntryDetails } from '../../src/_generated/api';
import { ApiFailure } from '../../src/api/failure';
import { EntryView } from '../../src/entry/entryview';
import { EntryModel, FIRST_BYTES, MOST_BYTES } from '../../src/entry/model';
import { anEntry, FakeClient, settled } from '../fixtures';

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

  const drawn = async (action: () => unknown): Promise<void> => {
    Object.assign(window, { IS_REACT_ACT_ENVIRONMENT: true });
    for (const step of [action, settled, settled]) {
      await act(async () => {
        await step();
        MessageLoop.flush();
      });
    }
  };

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

  it('fetches a large value only when asked to', async () => {
    await show(1, { storedBytes: FIRST_BYTES + 1 });
    expect(client.limits).toEqual([]);
    await drawn(() => button('Load it')?.click());
    expect(client.limits).toEqual([FIRST_BYTES + 1]);
  });

  it('does not offer to fetch what is too large to show', async () => {
    await show(1, { storedBytes: MOST_BYTES + 1 });
    expect(button('Load it')).toBeUndefined();
    expect(text()).toContain('Load it in a cell.');
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
    await drawn(() => button('Try again')?.click());
    expect(view.node.querySelector('h1')).not.toBeNull();
  });
});
