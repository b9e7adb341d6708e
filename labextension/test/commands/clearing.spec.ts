import { Dialog, Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { acceptDialog, dismissDialog, waitForDialog } from '@jupyterlab/testing';

import { ApiFailure } from '../../src/api/failure';
import { clearWithCare } from '../../src/commands/clearing';
import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import { aFunction, anOverview, aStore, FakeClient } from '../fixtures';

const STORE = aStore().id;
const trans = nullTranslator.load('test');

describe('clearWithCare', () => {
  const target = { kind: 'function', store: STORE, function: 1 } as const;
  let client: FakeClient;
  let model: MemoryModel;

  beforeEach(async () => {
    client = new FakeClient();
    client.current = anOverview([aFunction({ id: 1, entries: 2, bytes: 20 }), aFunction({ id: 2, name: 'empty' })]);
    model = new MemoryModel({ client, state: new PanelState() });
    await model.refresh();
    Notification.dismiss();
  });

  afterEach(() => {
    Dialog.flush();
    model.dispose();
  });

  const said = (): string[] => Notification.manager.notifications.map(({ message }) => message);

  it('clears after a yes', async () => {
    const clearing = clearWithCare(model, target, trans, true);
    await waitForDialog();
    document.querySelector<HTMLElement>('.jp-Dialog .jp-mod-warn')?.click();
    await clearing;
    expect(client.cleared).toEqual([`${STORE}/function/1`]);
  });

  it('takes Enter for a no, so that nothing goes by a slip', async () => {
    await Promise.all([clearWithCare(model, target, trans, true), acceptDialog()]);
    expect(client.cleared).toEqual([]);
  });

  it('clears nothing after a no', async () => {
    await Promise.all([clearWithCare(model, target, trans, true), dismissDialog()]);
    expect(client.cleared).toEqual([]);
    expect(said()).toEqual([]);
  });

  it('asks nothing when that is turned off', async () => {
    await clearWithCare(model, target, trans, false);
    expect(client.cleared).toHaveLength(1);
  });

  it('says what went, and takes it back when asked to', async () => {
    await clearWithCare(model, target, trans, false);
    expect(said()).toEqual(['Cleared 2 entries, 20 B.']);
    const [undo] = Notification.manager.notifications[0]?.options.actions ?? [];
    expect(undo?.label).toBe('Undo');
    undo?.callback(new MouseEvent('click'));
    expect(client.undone).toEqual([`${STORE}/token 1`]);
  });

  it('counts as pending while the server takes its time to say how much would go', async () => {
    let answer = (): void => undefined;
    client.clearMatching = () =>
      new Promise((resolve) => (answer = () => resolve({ entries: 0, bytes: 0, undo: null })));
    const clearing = clearWithCare(model, { kind: 'old', store: STORE }, trans, true);
    expect(model.pendingActions).toBe(1);
    answer();
    await clearing;
    expect(model.pendingActions).toBe(0);
  });

  it('says that there is nothing to clear', async () => {
    await clearWithCare(model, { kind: 'function', store: STORE, function: 2 }, trans, true);
    expect(said()).toEqual(['There is nothing to clear.']);
  });

  it('says why it could not find out what would go', async () => {
    client.clearMatching = () => Promise.reject(new ApiFailure('server', 409, 'the store is locked', null));
    await clearWithCare(model, { kind: 'old', store: STORE }, trans, true);
    expect(said()).toEqual(['Not cleared: the store is locked']);
  });
});
