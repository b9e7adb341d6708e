import type { TranslationBundle } from '@jupyterlab/translation';
import { FilterBox, ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';

import type { PanelState } from '../model/panelstate';

/** The box above the list that says what to find. */
export class FilterWidget extends ReactWidget {
  constructor(
    private readonly _state: PanelState,
    private readonly _trans: TranslationBundle,
  ) {
    super();
    this.addClass('jp-MemoryPanel-filter');
    this._query = _state.filter;
    _state.changed.connect(this._onChanged, this);
  }

  /** Puts the cursor into the box. */
  focusInput(): void {
    this.node.querySelector<HTMLElement>('.jp-FilterBox')?.focus();
  }

  /** Stops listening. */
  override dispose(): void {
    this._state.changed.disconnect(this._onChanged, this);
    super.dispose();
  }

  protected override onUpdateRequest(msg: Message): void {
    super.onUpdateRequest(msg);
    void this.renderPromise?.then(() =>
      nameFilterBox(this.node, this._trans.__('Filter by function, notebook or argument'), this._trans),
    );
  }

  protected override render(): JSX.Element {
    return (
      <FilterBox
        key={this._version}
        placeholder={this._trans.__('Filter')}
        initialQuery={this._query}
        useFuzzyFilter={false}
        updateFilter={this._update}
      />
    );
  }

  /** A box tells what it starts with a little after it was made; one that another has replaced by then counts no more. */
  private _updateOf(version: number): (filter: unknown, query?: string) => void {
    return (_, query = '') => {
      if (version === this._version) {
        this._query = query;
        this._state.filter = query;
      }
    };
  }

  private _onChanged(): void {
    // The box keeps its own text: a filter that was set elsewhere needs a new one.
    if (this._state.filter !== this._query) {
      this._query = this._state.filter;
      this._version++;
      this._update = this._updateOf(this._version);
      this.update();
    }
  }

  private _query: string;
  private _version = 0;
  private _update = this._updateOf(0);
}

/**
 * Names a filter box and its own button to empty it, so that a screen reader can say what they are.
 *
 * @param host - What the box is in.
 * @param name - What the box is for.
 */
export function nameFilterBox(host: HTMLElement, name: string, trans: TranslationBundle): void {
  const box = host.querySelector('.jp-FilterBox');
  box?.setAttribute('aria-label', name);
  box?.shadowRoot?.querySelector('[part="clear-button"]')?.setAttribute('aria-label', trans.__('Empty the filter'));
}
