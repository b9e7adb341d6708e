import { MainAreaWidget } from '@jupyterlab/apputils';

import { shortName } from '../format';
import { memoryIcon } from '../icons';
import { lookWhileShown } from '../view/looking';
import type { IEntriesTableOptions } from './entriestable';
import { EntriesTable } from './entriestable';

/**
 * A tab with all entries of a function as a table.
 *
 * @param name - Name of the function.
 */
export function createEntriesTable(name: string, options: IEntriesTableOptions): MainAreaWidget<EntriesTable> {
  const { model, trans, store, fn } = options;
  const widget = new MainAreaWidget({ content: new EntriesTable(options) });
  widget.id = `tslab-memory-entries-${store}-${fn}`;
  widget.title.label = trans.__('%1: entries', shortName(name));
  widget.title.caption = trans.__('Cached entries of %1', name);
  widget.title.icon = memoryIcon;
  widget.title.closable = true;
  widget.toolbar.hide();
  lookWhileShown(widget, model);
  return widget;
}
