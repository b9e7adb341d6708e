import { Dialog, Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { acceptDialog, waitForDialog } from '@jupyterlab/testing';

import { ApiFailure } from '../../src/api/failure';
import { trustWithCare } from '../../src/commands/trusting';
import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import { anOverview, aStore, FakeClient } from '../fixtures';

const STORE = aStore().id;
const trans = nullTranslator.load('test');

describe('trustWithCare', () => {
  let client: FakeClient;
  let model: MemoryModel;

  beforeEach(async () => {
    client = new FakeClient();
    client.current = anOverview([], { trusted: false });
    model = new MemoryModel({ client, state: new PanelState() });
    await model.refresh();
    Notification.dismiss();
  });

  afterEach(() => {
    Dialog.flush();
    model.dispose();
  });

  const said = (): string[] => Notification.manager.notifications.map(({ message }) => message);
  const trustAndAgree = async (): Promise<void> => {
    const trusting = trustWithCare(model, STORE, trans);
    await waitForDialog();
    document.querySelector<HTMLElement>('.jp-Dialog .jp-mod-warn')?.click();
    await trusting;
  };

  it('trusts after a yes, and shows the new state', async () => {
    client.etag = '"2"';
    client.current = anOverview([], { trusted: true });
    await trustAndAgree();
    expect(client.trusted).toEqual([STORE]);
    expect(said()).toEqual(['examples is trusted now: 3 entries.']);
    expect(model.store(STORE)?.store.trusted).toBe(true);
  });

  it('takes Enter for a no, so that nothing is trusted by a slip', async () => {
    await Promise.all([trustWithCare(model, STORE, trans), acceptDialog()]);
    expect(client.trusted).toEqual([]);
  });

  it('counts as pending until the server has answered', async () => {
    const trust = client.trust.bind(client);
    client.trust = async (store) => {
      await Promise.resolve();
      expect(model.pendingActions).toBe(1);
      return trust(store);
    };
    await trustAndAgree();
    expect(client.trusted).toEqual([STORE]);
    expect(model.pendingActions).toBe(0);
  });

  it('says why a store could not be trusted', async () => {
    client.trust = () => Promise.reject(new ApiFailure('server', 409, 'the store is locked', null));
    await trustAndAgree();
    expect(said()).toEqual(['Not trusted: the store is locked']);
  });
});
