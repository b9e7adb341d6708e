import type { IStatusBar } from '@jupyterlab/statusbar';
import { TextItem } from '@jupyterlab/statusbar';
import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { IDisposable } from '@lumino/disposable';
import * as React from 'react';

import { CommandIDs } from '../commands/ids';
import { formatBytes, formatDuration, formatShare } from '../format';
import type { MemoryModel } from '../model/model';
import { hitRate } from '../model/sorting';
import { totalsOf } from '../model/totals';
import type { PanelSettings } from '../settings';
import { entriesText } from './words';

/** Size and hit rate of all stores, in the status bar; a click shows the panel. */
export class MemoryStatus extends VDomRenderer<MemoryModel> {
  constructor(
    model: MemoryModel,
    private readonly _commands: CommandRegistry,
    private readonly _trans: TranslationBundle,
  ) {
    super(model);
  }

  protected override render(): JSX.Element | null {
    const totals = totalsOf(this.model.overview);
    if (totals.entries === 0) {
      return null;
    }
    const rate = hitRate(totals);
    const size = formatBytes(totals.bytes);
    const open = (): void => void this._commands.execute(CommandIDs.open);
    const title = this._trans.__(
      'Memory: %1, %2. Time saved: %3. Click to show the panel.',
      entriesText(this._trans, totals.entries),
      size,
      formatDuration(totals.timeSavedMs, 'long'),
    );
    return (
      <TextItem
        role="button"
        tabIndex={0}
        aria-label={title}
        source={rate === null ? size : this._trans.__('Memory: %1, %2 hits', size, formatShare(rate))}
        title={title}
        onClick={open}
        onKeyDown={(event: React.KeyboardEvent) => {
          if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            open();
          }
        }}
      />
    );
  }
}

/** Puts the item into the status bar, and takes it out again, as the settings say. */
export function addStatus(
  statusBar: IStatusBar,
  model: MemoryModel,
  settings: PanelSettings,
  commands: CommandRegistry,
  trans: TranslationBundle,
): void {
  let shown: { registration: IDisposable; item: MemoryStatus } | null = null;
  settings.changed.connect(() => {
    if (settings.statusBar && !shown) {
      const item = new MemoryStatus(model, commands, trans);
      item.addClass('jp-mod-highlighted');
      const registration = statusBar.registerStatusItem('tslab-memory-panel:status', {
        item,
        align: 'right',
        rank: 30,
      });
      shown = { registration, item };
    } else if (!settings.statusBar && shown) {
      shown.registration.dispose();
      shown.item.dispose();
      shown = null;
    }
    model.isWatched = shown !== null;
  });
}
