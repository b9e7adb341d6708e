import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal } from '@lumino/signaling';

import { PanelSettings } from '../src/settings';

function registryWith(values: Record<string, unknown>): { registry: ISettingRegistry; change: () => void } {
  const settings = {
    get: (name: string) => ({ composite: values[name], user: undefined }),
    changed: null as unknown as Signal<unknown, void>,
  };
  const changed = new Signal<unknown, void>(settings);
  settings.changed = changed;
  const registry = { load: () => Promise.resolve(settings) } as unknown as ISettingRegistry;
  return { registry, change: () => changed.emit() };
}

describe('PanelSettings', () => {
  it('are the defaults without a registry', async () => {
    const settings = new PanelSettings();
    await settings.load(null, 'id');
    expect(settings.refreshInterval).toBe(1000);
    expect(settings.defaultSort).toEqual({ by: 'lastUsed', descending: true });
    expect(settings.confirmClear).toBe(true);
    expect(settings.statusBar).toBe(true);
    expect(settings.stores).toEqual([]);
    expect(settings.figures).toEqual(['hits', 'timeSaved']);
  });

  it('are the defaults when the registry fails', async () => {
    const settings = new PanelSettings();
    const registry = { load: () => Promise.reject(new Error('no schema')) } as unknown as ISettingRegistry;
    await settings.load(registry, 'id');
    expect(settings.confirmClear).toBe(true);
  });

  it('are what the registry holds, and follow it', async () => {
    const values: Record<string, unknown> = {
      refreshInterval: 5000,
      defaultSort: 'name',
      confirmClear: false,
      statusBar: false,
      figures: ['hitRate', 'colour', 'hits'],
      stores: ['thesis', 7],
    };
    const { registry, change } = registryWith(values);
    const settings = new PanelSettings();
    const changes = jest.fn();
    settings.changed.connect(changes);
    await settings.load(registry, 'id');
    expect(settings.refreshInterval).toBe(5000);
    expect(settings.defaultSort).toEqual({ by: 'name', descending: false });
    expect(settings.confirmClear).toBe(false);
    expect(settings.statusBar).toBe(false);
    expect(settings.stores).toEqual(['thesis']);
    expect(settings.figures).toEqual(['hitRate', 'hits']);
    values.confirmClear = true;
    change();
    expect(changes).toHaveBeenCalledTimes(2);
    expect(settings.confirmClear).toBe(true);
  });
});
