import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';

import type { Cleared, ClearRequest } from '../../src/_generated/api';
import { PruneFields } from '../../src/commands/prunedialog';

describe('PruneFields', () => {
  const acted = (action: () => unknown): Promise<void> =>
    act(async () => {
      await action();
    });
  const host = document.createElement('div');
  let root: Root;
  let asked: { request: ClearRequest; answer: (entries: number) => void }[];

  beforeEach(async () => {
    jest.useFakeTimers();
    Object.assign(window, { IS_REACT_ACT_ENVIRONMENT: true });
    asked = [];
    const preview = (request: ClearRequest): Promise<Cleared> =>
      new Promise((resolve) => {
        asked.push({ request, answer: (entries) => resolve({ entries, bytes: 1024 * entries, undo: null }) });
      });
    const options = { name: 'prices', fn: undefined, preview, trans: nullTranslator.load('test') };
    root = createRoot(host);
    await acted(() => root.render(<PruneFields options={options} onChange={() => undefined} />));
    await rest();
  });

  afterEach(async () => {
    await acted(() => root.unmount());
    Object.assign(window, { IS_REACT_ACT_ENVIRONMENT: false });
    jest.useRealTimers();
  });

  const rest = (): Promise<void> => act(() => jest.advanceTimersByTimeAsync(500));
  const words = (): string | null | undefined => host.querySelector('[role="status"]')?.textContent;
  const choose = (option: number): Promise<void> =>
    acted(() => host.querySelectorAll<HTMLElement>('input[type="radio"]')[option]?.click());
  const answer = (request: number, entries: number): Promise<void> => acted(() => asked[request]?.answer(entries));

  it('says how much would go as soon as the server has told', async () => {
    expect(words()).toBe('Counting…');
    await answer(0, 3);
    expect(words()).toBe('That is 3 entries, 3 KB.');
  });

  it('does not say of one choice what would go by another, in whatever order the answers come', async () => {
    await answer(0, 3);
    await choose(2);
    expect(words()).toBe('Counting…');
    await rest();
    await choose(3);
    await rest();
    expect(asked.map(({ request }) => Object.keys(request)[0])).toEqual(['unusedForMs', 'oldVersions', 'expired']);
    await answer(2, 1);
    await answer(1, 7);
    expect(words()).toBe('That is 1 entry, 1 KB.');
  });
});
