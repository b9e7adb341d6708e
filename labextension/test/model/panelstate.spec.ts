import { StateDB } from '@jupyterlab/statedb';

import { PanelState, STATE_ID } from '../../src/model/panelstate';

describe('PanelState', () => {
  it('is the same after a reload', async () => {
    const db = new StateDB();
    const before = new PanelState(db);
    await before.restore();
    before.functionSort = { by: 'bytes', descending: false };
    before.entrySort = { by: 'hits', order: 'asc' };
    before.filter = 'prices';
    before.setOpen('s', 3, true);
    before.setStoreOpen('t', false);
    const after = new PanelState(db);
    await after.restore();
    expect(after.functionSort).toEqual({ by: 'bytes', descending: false });
    expect(after.entrySort).toEqual({ by: 'hits', order: 'asc' });
    expect(after.filter).toBe('prices');
    expect(after.isOpen('s', 3)).toBe(true);
    expect(after.isStoreOpen('t')).toBe(false);
  });

  it('follows the default order until a person has chosen one', async () => {
    const db = new StateDB();
    const state = new PanelState(db);
    await state.restore();
    state.defaultSort = { by: 'name', descending: false };
    state.setOpen('s', 1, true);
    const later = new PanelState(db);
    await later.restore();
    later.defaultSort = { by: 'hits', descending: true };
    expect(later.functionSort.by).toBe('hits');
    later.functionSort = { by: 'bytes', descending: true };
    later.defaultSort = { by: 'name', descending: false };
    expect(later.functionSort.by).toBe('bytes');
  });

  it('leaves what it does not know at its default', async () => {
    const db = new StateDB();
    await db.save(STATE_ID, { functionSort: { by: 'colour', descending: true }, entrySort: 7, open: [1], filter: 'x' });
    const state = new PanelState(db);
    await state.restore();
    expect(state.functionSort.by).toBe('lastUsed');
    expect(state.entrySort).toEqual({ by: 'created', order: 'desc' });
    expect(state.isOpen('1', 1)).toBe(false);
    expect(state.filter).toBe('x');
  });

  it('keeps what was set up while it was not known yet what to remember, and remembers the rest', async () => {
    const db = new StateDB();
    const before = new PanelState(db);
    await before.restore();
    before.filter = 'prices';
    before.setOpen('s', 1, true);
    before.setOpen('s', 2, true);
    const state = new PanelState(db);
    state.setOpen('s', 3, true);
    state.setOpen('s', 1, false);
    state.entrySort = { by: 'hits', order: 'asc' };
    const later = new PanelState(db);
    for (const restored of [state, later]) {
      await restored.restore();
      expect([1, 2, 3].map((fn) => restored.isOpen('s', fn))).toEqual([false, true, true]);
      expect(restored.entrySort.by).toBe('hits');
      expect(restored.filter).toBe('prices');
    }
  });

  it('works when the database does not answer', async () => {
    const db = new StateDB();
    db.fetch = () => Promise.reject(new Error('offline'));
    const state = new PanelState(db);
    state.filter = 'prices';
    await state.restore();
    expect(state.filter).toBe('prices');
  });

  it('works without a database', async () => {
    const state = new PanelState();
    await state.restore();
    state.setOpen('s', 1, true);
    state.setOpen('s', 1, true);
    expect(state.isOpen('s', 1)).toBe(true);
    state.setOpen('s', 1, false);
    expect(state.isOpen('s', 1)).toBe(false);
  });

  it('tells when it changes, and not when it does not', () => {
    const state = new PanelState();
    const changes = jest.fn();
    state.changed.connect(changes);
    state.filter = 'a';
    state.filter = 'a';
    expect(changes).toHaveBeenCalledTimes(1);
    state.setOpen('s', 1, true);
    state.closeAll();
    expect(state.isOpen('s', 1)).toBe(false);
  });
});
