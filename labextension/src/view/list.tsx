import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import * as React from 'react';

import { CommandIDs } from '../commands/ids';
import type { MemoryModel } from '../model/model';
import type { PanelSettings } from '../settings';
import type { IPanelContext } from './context';
import { PanelContext } from './context';
import { OverviewHeader } from './overview';
import { notDoneText } from './failurewords';
import { Banner, Empty, Failure, Loading, StatusBanner } from './states';
import { Tree } from './tree';

/** The content of the panel: an error, loading, nothing yet, or the tree, whichever is true. */
export class MemoryList extends VDomRenderer<MemoryModel> {
  constructor(
    model: MemoryModel,
    private readonly _commands: CommandRegistry,
    settings: PanelSettings,
    private readonly _trans: TranslationBundle,
  ) {
    super(model);
    this.addClass('jp-MemoryPanel-list');
    // One object for good: a new one would draw every row anew.
    this._context = { model, commands: _commands, settings, trans: _trans, wanted: { place: null } };
  }

  /** Opens a function's store and the function, and gives its row the focus as soon as it is drawn. */
  revealFunction(store: string, fn: number): void {
    this._context.wanted.place = { store, fn };
    const { state } = this.model;
    state.filter = '';
    state.setStoreOpen(store, true);
    state.setOpen(store, fn, true);
  }

  protected override render(): JSX.Element {
    return <PanelContext.Provider value={this._context}>{this._content()}</PanelContext.Provider>;
  }

  private _content(): JSX.Element {
    const { overview, statusError, actionError } = this.model;
    if (!overview) {
      return statusError ? <Failure failure={statusError} /> : <Loading />;
    }
    return (
      <>
        {actionError && (
          <Banner
            text={notDoneText(this._trans, actionError)}
            action={{ label: this._trans.__('Dismiss'), run: () => this.model.dismissActionError() }}
          />
        )}
        {statusError && <StatusBanner failure={statusError} />}
        {overview.stores
          .filter(({ store }) => store.trusted === false)
          .map(({ store: { id, name } }) => (
            <Banner
              key={id}
              isUrgent={false}
              text={this._trans.__(
                'The store %1 came from somewhere else. Its results are not served until you trust it.',
                name,
              )}
              action={{
                label: this._trans.__('Trust…'),
                run: () => void this._commands.execute(CommandIDs.trustStore, { store: id }),
              }}
            />
          ))}
        <OverviewHeader />
        {hasFunctions(overview.stores) ? <Tree overview={overview} /> : <Empty />}
      </>
    );
  }

  private readonly _context: IPanelContext;
}

function hasFunctions(
  stores: readonly {
    functions: readonly unknown[];
    store: { status: string };
  }[],
): boolean {
  return stores.some(({ functions, store }) => functions.length > 0 || store.status !== 'ok');
}
