import { nullTranslator } from '@jupyterlab/translation';

import { clearWords } from '../../src/commands/dialogs';
import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import { aFunction, anEntry, anOverview, aStore, FakeClient, settled } from '../fixtures';

const STORE = aStore().id;
const trans = nullTranslator.load('test');

describe('clearWords', () => {
  let client: FakeClient;
  let model: MemoryModel;

  beforeEach(async () => {
    client = new FakeClient();
    client.current = anOverview([
      aFunction({ id: 1, name: 'loadPrices', entries: 12, bytes: 4_404_019 }),
      aFunction({ id: 2, name: 'parse', entries: 0 }),
    ]);
    client.allEntries = [anEntry(1, { bytes: 2048, durationMs: 4200 })];
    model = new MemoryModel({ client, state: new PanelState() });
    await model.refresh();
  });

  afterEach(() => model.dispose());

  it('names the function, and says how much goes', async () => {
    const words = await clearWords(model, { kind: 'function', store: STORE, function: 1 }, trans);
    expect(words?.title).toContain('loadPrices');
    expect(words?.body).toContain('12 entries (4.2 MB)');
    expect(words?.button).toContain('loadPrices');
  });

  it('leaves room for the button when a name is very long', async () => {
    client.current = anOverview([aFunction({ id: 1, name: 'x'.repeat(3000), entries: 1 })]);
    client.etag = '"long"';
    await model.refresh();
    const words = await clearWords(model, { kind: 'function', store: STORE, function: 1 }, trans);
    expect(words?.button).toMatch(/^Clear x+…$/);
    expect(words?.button.length).toBeLessThan(80);
    expect(words?.title.length).toBeLessThan(80);
  });

  it('names the entry, its size and how long it took', async () => {
    model.entriesOf(STORE, 1).show(0, 9);
    await settled();
    const words = await clearWords(model, { kind: 'entry', store: STORE, function: 1, key: anEntry(1).key }, trans);
    expect(words?.body).toContain("loadPrices('item 1')");
    expect(words?.body).toContain('2 KB');
    expect(words?.body).toContain('4.2 seconds');
  });

  it('names the store', async () => {
    const words = await clearWords(model, { kind: 'store', store: STORE }, trans);
    expect(words?.title).toContain('examples');
    expect(words?.body).toContain('12 entries');
  });

  it('says how much goes of all', async () => {
    expect((await clearWords(model, { kind: 'all' }, trans))?.body).toContain('12 entries (4.2 MB)');
  });

  it('asks the server how much older code has made', async () => {
    const words = await clearWords(model, { kind: 'old', store: STORE, function: 1 }, trans);
    expect(words?.title).toContain('loadPrices');
    expect(words?.body).toContain('3 entries (30 B)');
  });

  it('asks the server how much has expired', async () => {
    const words = await clearWords(model, { kind: 'expired', store: STORE, function: 1 }, trans);
    expect(words?.title).toBe('Clear the expired entries of loadPrices?');
    expect(words?.body).toContain('3 entries (30 B)');
  });

  it('has nothing to ask where nothing is cached', async () => {
    expect(await clearWords(model, { kind: 'function', store: STORE, function: 2 }, trans)).toBeNull();
    expect(await clearWords(model, { kind: 'function', store: 'gone', function: 1 }, trans)).toBeNull();
  });
});
