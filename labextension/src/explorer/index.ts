import { MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { explorerIcon } from '../icons';
import type { MemoryModel } from '../model/model';
import { Explorer } from './explorer';

/** The tab of the cache explorer. */
export function createExplorer(
  model: MemoryModel,
  commands: CommandRegistry,
  trans: TranslationBundle,
): MainAreaWidget<Explorer> {
  const widget = new MainAreaWidget({ content: new Explorer(model, commands, trans) });
  widget.id = 'tslab-memory-explorer';
  widget.title.label = trans.__('Cache Explorer');
  widget.title.icon = explorerIcon;
  widget.title.closable = true;
  widget.toolbar.hide();
  return widget;
}
