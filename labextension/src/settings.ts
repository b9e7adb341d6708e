import type { ISettingRegistry } from '@jupyterlab/settingregistry';

import type { MemoryModel } from './model/model';
import type { FunctionSortKey } from './model/sorting';
import { FUNCTION_SORT_KEYS } from './model/sorting';

/**
 * Reads the settings, restores what the panel remembers, and follows changes of the settings. Without a settings
 * registry, or when it fails, the defaults hold.
 *
 * @param registry - The settings registry, if the application has one.
 * @param model - The model to set up.
 * @param plugin - Id of the plugin whose settings they are.
 */
export async function followSettings(
  registry: ISettingRegistry | null,
  model: MemoryModel,
  plugin: string,
): Promise<void> {
  const settings = await registry?.load(plugin).catch(() => undefined);
  const apply = (): void => {
    const interval = settings?.get('refreshInterval').composite;
    if (typeof interval === 'number') {
      model.interval = interval;
    }
  };
  apply();
  settings?.changed.connect(apply);
  const by = FUNCTION_SORT_KEYS.find((key) => key === settings?.get('defaultSort').composite);
  await model.state.restore(by ? { functionSort: initialSort(by) } : undefined);
}

function initialSort(by: FunctionSortKey): {
  by: FunctionSortKey;
  descending: boolean;
} {
  return { by, descending: by !== 'name' };
}
