import type { ITranslator } from '@jupyterlab/translation';
import { CommandToolbarButton, SidePanel } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import { Panel } from '@lumino/widgets';

import { CommandIDs } from '../commands/ids';
import { memoryIcon } from '../icons';
import type { MemoryModel } from '../model/model';
import type { PanelSettings } from '../settings';
import { FilterWidget } from './filter';
import { MemoryList } from './list';
import { lookWhileShown } from './looking';
import { DOMAIN } from './words';

/** What a `MemoryPanel` is made of. */
export interface IMemoryPanelOptions {
  model: MemoryModel;
  commands: CommandRegistry;
  settings: PanelSettings;
  translator: ITranslator;
}

/** The sidebar panel. It lets the model ask the server only while it is shown. */
export class MemoryPanel extends SidePanel {
  constructor(options: IMemoryPanelOptions) {
    super({ content: new Panel(), translator: options.translator });
    const { model, commands, settings, translator } = options;
    const trans = translator.load(DOMAIN);
    this.model = model;
    this.id = 'tslab-memory-panel';
    this.addClass('jp-MemoryPanel');
    this.title.icon = memoryIcon;
    this.title.caption = trans.__('Memory: what is cached');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Memory'));
    this.content.node.setAttribute('aria-label', trans.__('Cached results'));

    this._filter = new FilterWidget(model.state, trans);
    this.toolbar.addItem('filter', this._filter);
    this.toolbar.node.setAttribute('aria-label', trans.__('Memory toolbar'));
    for (const id of [CommandIDs.sortMenu, CommandIDs.refresh, CommandIDs.clearAll]) {
      this.toolbar.addItem(id, new CommandToolbarButton({ commands, id, label: '' }));
    }
    this._list = new MemoryList(model, commands, settings, trans);
    this.content.addWidget(this._list);
    lookWhileShown(this, model);
  }

  /** What the panel shows. */
  readonly model: MemoryModel;

  /** Puts the cursor into the filter. */
  focusFilter(): void {
    this._filter.focusInput();
  }

  /** Opens a function's store and the function, and gives its row the focus. */
  revealFunction(store: string, fn: number): void {
    this._list.revealFunction(store, fn);
  }

  /** Stops the model, too: nobody else uses it. */
  override dispose(): void {
    if (!this.isDisposed) {
      this.model.dispose();
      super.dispose();
    }
  }

  private readonly _filter: FilterWidget;
  private readonly _list: MemoryList;
}
