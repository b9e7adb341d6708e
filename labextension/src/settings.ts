import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { IFunctionSort } from './model/sorting';
import { FUNCTION_SORT_KEYS } from './model/sorting';
import type { Figure } from './view/words';
import { FIGURES } from './view/words';

/**
 * The settings of the panel, as they are now. Without a settings registry, or when it fails, the defaults hold;
 * `schema/plugin.json` says what each means.
 */
export class PanelSettings {
  /** Emitted when they change. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Time between two looks at the server, in ms. */
  get refreshInterval(): number {
    const value = this._get('refreshInterval');
    return typeof value === 'number' ? value : 1000;
  }

  /** Order of the functions until another is chosen. */
  get defaultSort(): IFunctionSort {
    const by = FUNCTION_SORT_KEYS.find((key) => key === this._get('defaultSort')) ?? 'lastUsed';
    return { by, descending: by !== 'name' };
  }

  /** Whether to ask before something is cleared. */
  get confirmClear(): boolean {
    return this._get('confirmClear') !== false;
  }

  /** Whether the status bar shows size and hit rate. */
  get statusBar(): boolean {
    return this._get('statusBar') !== false;
  }

  /** What the second line of a function shows. */
  get figures(): readonly Figure[] {
    const value = this._get('figures');
    const figures: Figure[] = Array.isArray(value)
      ? FIGURES.filter((figure) => value.includes(figure)).sort((a, b) => value.indexOf(a) - value.indexOf(b))
      : ['hits', 'timeSaved'];
    // The same array as long as it has the same items, so that rows that show them need not be drawn anew.
    if (figures.join() !== this._figures.join()) {
      this._figures = figures;
    }
    return this._figures;
  }

  /** Texts of which the path of a store must contain one; empty for all stores. */
  get stores(): readonly string[] {
    const value = this._get('stores');
    return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];
  }

  /**
   * Reads the settings and follows their changes.
   *
   * @param registry - The settings registry, if the application has one.
   * @param plugin - Id of the plugin whose settings they are.
   */
  async load(registry: ISettingRegistry | null, plugin: string): Promise<void> {
    this._settings = (await registry?.load(plugin).catch(() => undefined)) ?? null;
    this._settings?.changed.connect(() => this._changed.emit());
    this._changed.emit();
  }

  private _get(name: string): unknown {
    return this._settings?.get(name).composite;
  }

  private _figures: readonly Figure[] = [];
  private _settings: ISettingRegistry.ISettings | null = null;
  private readonly _changed = new Signal<this, void>(this);
}
