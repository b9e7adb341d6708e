import { MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IMemoryClient } from '../api/client';
import { shortName } from '../format';
import { memoryIcon } from '../icons';
import { EntryView } from './entryview';
import { EntryModel } from './model';

/**
 * A tab that shows one entry.
 *
 * @param client - Makes the calls.
 * @param store - Id of the store.
 * @param key - Key of the entry.
 * @param label - Title of the tab.
 */
export function createEntryWidget(
  client: IMemoryClient,
  store: string,
  key: string,
  label: string,
  trans: TranslationBundle,
): MainAreaWidget<EntryView> {
  const model = new EntryModel(client, store, key);
  const widget = new MainAreaWidget({ content: new EntryView(model, trans) });
  widget.id = `tslab-memory-entry-${key}`;
  widget.title.label = shortName(label);
  widget.title.caption = label;
  widget.title.icon = memoryIcon;
  widget.title.closable = true;
  widget.toolbar.hide();
  void model.load();
  return widget;
}
