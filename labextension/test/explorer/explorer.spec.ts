import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';

import type { Activity } from '../../src/_generated/api';
import { Explorer } from '../../src/explorer/explorer';
import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import { drawn } from '../drawn';
import { aFunction, anOverview, aStore, FakeClient } from '../fixtures';

describe('Explorer', () => {
  let client: FakeClient;
  let model: MemoryModel;
  let explorer: Explorer;
  let answers: ((activity: Activity) => void)[];

  const hit = (hits: number): Promise<void> => {
    client.current = anOverview([aFunction({ hits })]);
    client.etag = `"${hits}"`;
    return drawn(() => model.refresh());
  };
  const answer = (hits: number): Promise<void> =>
    drawn(() => answers.shift()?.({ from: 0, to: 3_600_000, hours: [{ start: 0, hits, misses: 0, timeSavedMs: 0 }] }));
  const words = (): string | null | undefined =>
    explorer.node.querySelector('svg[role="img"]')?.getAttribute('aria-label');

  beforeEach(async () => {
    client = new FakeClient();
    answers = [];
    client.activity = () => new Promise((resolve) => answers.push(resolve));
    model = new MemoryModel({ client, state: new PanelState() });
    explorer = new Explorer(model, new CommandRegistry(), nullTranslator.load('test'));
    await drawn(() => Widget.attach(explorer, document.body));
  });

  afterEach(() => {
    explorer.dispose();
    model.dispose();
  });

  it('shows the activity though hits come faster than answers, and looks again after the answer', async () => {
    for (const hits of [1, 2, 3]) {
      await hit(hits);
    }
    expect(answers).toHaveLength(1);
    await answer(1);
    expect(words()).toContain('1 hit,');
    expect(answers).toHaveLength(1);
    await answer(3);
    expect(words()).toContain('3 hits,');
    expect(answers).toHaveLength(0);
  });

  it('asks one store after the other', async () => {
    client.current = { stores: ['a', 'b', 'c'].map((id) => ({ store: aStore({ id }), functions: [aFunction()] })) };
    client.etag = '"3 stores"';
    await drawn(() => model.refresh());
    for (let left = 3; left > 0; left--) {
      expect(answers).toHaveLength(1);
      expect(words()).toBeUndefined();
      await answer(2);
    }
    expect(words()).toContain('6 hits,');
  });

  it('draws no empty map when the last store is gone', async () => {
    await hit(1);
    client.current = { stores: [] };
    client.etag = '"none"';
    await drawn(() => model.refresh());
    expect(explorer.node.querySelector('[role="list"]')).toBeNull();
    expect(explorer.node.querySelector('section[aria-label="Sizes"]')?.textContent).toContain('Nothing cached yet');
  });
});
