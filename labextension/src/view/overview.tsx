import * as React from 'react';

import { CommandIDs } from '../commands/ids';
import { formatBytes, formatDuration, formatShare } from '../format';
import { explorerIcon } from '../icons';
import { hitRate } from '../model/sorting';
import { totalsOf } from '../model/totals';
import { usePanel } from './context';

/** The header of the panel: size against the limit, hit rate, time saved. */
export function OverviewHeader(): JSX.Element | null {
  const { model, commands, trans } = usePanel();
  const totals = totalsOf(model.overview);
  const { bytes, maxBytes } = totals;
  const rate = hitRate(totals);
  if (rate === null && totals.entries === 0) {
    return null;
  }
  const used = maxBytes === null ? 0 : Math.min(1, bytes / maxBytes);
  return (
    <div className="jp-MemoryPanel-overview" role="group" aria-label={trans.__('Totals')}>
      <div className="jp-MemoryPanel-line">
        <span className="jp-MemoryPanel-figures">
          {maxBytes === null ? formatBytes(bytes) : trans.__('%1 of %2', formatBytes(bytes), formatBytes(maxBytes))}
        </span>
        <span className="jp-MemoryPanel-worth">
          {rate !== null && (
            <span
              title={trans.__(
                'Share of calls answered from the cache: %1 of %2',
                totals.hits,
                totals.hits + totals.misses,
              )}
            >
              {trans.__('%1 hits', formatShare(rate))}
            </span>
          )}
          {totals.timeSavedMs > 0 && (
            <span title={trans.__('Time that hits have saved: %1', formatDuration(totals.timeSavedMs, 'long'))}>
              {trans.__('saved %1', formatDuration(totals.timeSavedMs))}
            </span>
          )}
        </span>
        <button
          type="button"
          className="jp-MemoryPanel-explore"
          aria-label={trans.__('Open Cache Explorer')}
          title={trans.__('Open Cache Explorer')}
          onClick={() => void commands.execute(CommandIDs.openExplorer)}
        >
          <explorerIcon.react tag={null} width="14px" height="14px" />
        </button>
      </div>
      {maxBytes !== null && (
        <div
          className="jp-MemoryPanel-meter"
          role="meter"
          aria-label={trans.__('Size against the limit')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(used * 100)}
        >
          <div
            className={`jp-MemoryPanel-meterFill${used > 0.9 ? ' jp-mod-full' : ''}`}
            style={{ width: `${used * 100}%` }}
          />
        </div>
      )}
    </div>
  );
}
