import { caretDownIcon, deleteIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { FunctionSummary } from '../_generated/api';
import { CommandIDs } from '../commands/ids';
import { formatAge, formatBytes, formatCount } from '../format';
import { usePanel } from './context';
import { RowButton } from './rowbutton';
import type { Figure } from './words';
import { expiredText, figuresText, functionLabel, functionTitle } from './words';

/** What a function's row shows. */
export interface IFunctionRowProps {
  store: string;
  fn: FunctionSummary;
  /** Place among the functions of its store, from 0, and how many they are. */
  index: number;
  total: number;
  /** Entries that the filter leaves, when it does not leave all. */
  matches?: number;
  isOpen: boolean;
  isTabStop: boolean;
  /** Size of the largest function, which has the full bar. */
  largest: number;
  /** What the second line shows. */
  figures: readonly Figure[];
  /** From `ageStep`: the row is drawn anew when it changes. */
  ageStep: number;
}

/** A function in two lines: its name and size; its entries, hits, time saved and last use. */
export const FunctionRow = React.memo(function FunctionRow(props: IFunctionRowProps): JSX.Element {
  const { store, fn, index, total, matches, isOpen, isTabStop, largest, figures } = props;
  const { model, commands, trans } = usePanel();
  const share = largest > 0 ? fn.bytes / largest : 0;
  return (
    <div
      role="treeitem"
      aria-level={2}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-expanded={isOpen}
      aria-label={functionLabel(trans, fn)}
      className="jp-MemoryPanel-row jp-MemoryPanel-function"
      data-store={store}
      data-function={fn.id}
      tabIndex={isTabStop ? 0 : -1}
      title={functionTitle(trans, fn)}
      onClick={() => model.state.setOpen(store, fn.id, !isOpen)}
    >
      <caretDownIcon.react tag="span" className={`jp-MemoryPanel-caret${isOpen ? ' jp-mod-open' : ''}`} />
      <div className="jp-MemoryPanel-lines">
        <div className="jp-MemoryPanel-line">
          <span className="jp-MemoryPanel-name">{fn.name}</span>
          <span className="jp-MemoryPanel-size">{formatBytes(fn.bytes)}</span>
        </div>
        <div className="jp-MemoryPanel-line jp-MemoryPanel-details">
          <span className="jp-MemoryPanel-figures">{figuresText(trans, fn, figures, matches)}</span>
          {fn.expiredEntries > 0 && (
            <span className="jp-MemoryPanel-badge">{expiredText(trans, fn.expiredEntries)}</span>
          )}
          {fn.oldEntries > 0 && (
            <span className="jp-MemoryPanel-badge">{trans.__('%1 old', formatCount(fn.oldEntries))}</span>
          )}
          <span className="jp-MemoryPanel-age">{fn.lastUsed === null ? '' : formatAge(fn.lastUsed)}</span>
        </div>
      </div>
      <div className="jp-MemoryPanel-bar" aria-hidden="true">
        <div className="jp-MemoryPanel-barFill" style={{ width: `${share * 100}%` }} />
      </div>
      <RowButton
        icon={deleteIcon}
        label={trans.__('Clear %1', fn.name)}
        onClick={() => commands.execute(CommandIDs.clearFunction, { store, function: fn.id })}
      />
    </div>
  );
});
