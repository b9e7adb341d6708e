import { deleteIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Entry } from '../_generated/api';
import { serverNow } from '../clock';
import { CommandIDs } from '../commands/ids';
import { formatAge, formatBytes, formatDuration } from '../format';
import { usePanel } from './context';
import { RowButton } from './rowbutton';
import { selectByClick } from './selecting';
import { entryLabel, entryTitle, hitsText } from './words';

/** What an entry's row shows. */
export interface IEntryRowProps {
  store: string;
  fn: number;
  /** Undefined while the entry is on its way from the server. */
  entry: Entry | undefined;
  index: number;
  total: number;
  isTabStop: boolean;
  isSelected: boolean;
  /** From `ageStep`: the row is drawn anew when it changes. */
  ageStep: number;
}

/** An entry in two lines: its arguments and size; its hits, how long it took, its age. */
export const EntryRow = React.memo(function EntryRow(props: IEntryRowProps): JSX.Element {
  const { store, fn, entry, index, total, isTabStop, isSelected } = props;
  const { model, commands, trans } = usePanel();
  const position = {
    role: 'treeitem',
    'aria-level': 3,
    'aria-posinset': index + 1,
    'aria-setsize': total,
    'data-store': store,
    'data-function': fn,
    'data-index': index,
    tabIndex: isTabStop ? 0 : -1,
  };
  if (!entry) {
    return (
      <div
        {...position}
        className="jp-MemoryPanel-row jp-MemoryPanel-entry jp-mod-loading"
        aria-label={trans.__('Loading entry %1', index + 1)}
      />
    );
  }
  return (
    <div
      {...position}
      className="jp-MemoryPanel-row jp-MemoryPanel-entry"
      aria-label={entryLabel(trans, entry)}
      aria-selected={isSelected}
      data-key={entry.key}
      title={entryTitle(trans, entry)}
      onClick={(event) => {
        if (!selectByClick(event, model)) {
          void commands.execute(CommandIDs.openEntry, { store, function: fn, key: entry.key });
        }
      }}
    >
      <div className="jp-MemoryPanel-lines">
        <div className="jp-MemoryPanel-line">
          <code className="jp-MemoryPanel-name jp-MemoryPanel-args">{entry.args === '' ? '()' : entry.args}</code>
          <span className="jp-MemoryPanel-size">{formatBytes(entry.bytes)}</span>
        </div>
        <div className="jp-MemoryPanel-line jp-MemoryPanel-details">
          <span className="jp-MemoryPanel-figures">
            {[hitsText(trans, entry.hits), trans.__('took %1', formatDuration(entry.durationMs))].join(' · ')}
          </span>
          {isExpired(entry) && <span className="jp-MemoryPanel-badge">{trans.__('expired')}</span>}
          {!entry.current && <span className="jp-MemoryPanel-badge">{trans.__('old')}</span>}
          <span className="jp-MemoryPanel-age">{formatAge(entry.created)}</span>
        </div>
      </div>
      <RowButton
        icon={deleteIcon}
        label={trans.__('Clear this entry')}
        onClick={() =>
          commands.execute(CommandIDs.clearEntry, {
            store,
            function: fn,
            key: entry.key,
          })
        }
      />
    </div>
  );
});

function isExpired({ expires }: Entry): boolean {
  return expires !== null && expires <= serverNow();
}
