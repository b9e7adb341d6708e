import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';

const PLUGIN = 'tslab-memory-panel:panel';

/** Changes a setting of the panel, as the settings editor does. `value` undefined goes back to the default. */
export async function setSetting(page: IJupyterLabPageFixture, name: string, value?: unknown): Promise<void> {
  await page.evaluate(
    async ([plugin, key, json]) => {
      const registry = (await window.galata.getPlugin('@jupyterlab/apputils-extension:settings')) as ISettingRegistry;
      await (json === undefined ? registry.remove(plugin, key) : registry.set(plugin, key, JSON.parse(json)));
    },
    [PLUGIN, name, value === undefined ? undefined : JSON.stringify(value)] as const,
  );
}
