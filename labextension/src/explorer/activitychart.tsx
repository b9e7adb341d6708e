import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { formatDuration } from '../format';
import { hitsText, missesText } from '../view/words';
import type { IActivitySum } from './activity';

const WIDTH = 560;
const HEIGHT = 96;

/** Hits and misses of the last week as columns, with their sums in words. */
export function ActivityChart(props: { sum: IActivitySum; trans: TranslationBundle }): JSX.Element {
  const { sum, trans } = props;
  const most = Math.max(1, ...sum.columns.map(({ hits, misses }) => hits + misses));
  const step = WIDTH / Math.max(1, sum.columns.length);
  const y = (calls: number): number => (calls / most) * HEIGHT;
  const words = trans.__(
    'Last 7 days: saved %1, %2, %3',
    formatDuration(sum.timeSavedMs, 'long'),
    hitsText(trans, sum.hits),
    missesText(trans, sum.misses),
  );
  return (
    <>
      <p>{words}</p>
      <svg
        role="img"
        aria-label={words}
        className="jp-MemoryExplorer-chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {sum.columns.map((column, i) => (
          <g key={column.start}>
            <rect
              className="jp-mod-hits"
              x={i * step}
              width={step * 0.8}
              y={HEIGHT - y(column.hits)}
              height={y(column.hits)}
            />
            <rect
              className="jp-mod-misses"
              x={i * step}
              width={step * 0.8}
              y={HEIGHT - y(column.hits + column.misses)}
              height={y(column.misses)}
            />
          </g>
        ))}
      </svg>
      <p className="jp-MemoryExplorer-legend" aria-hidden="true">
        <span className="jp-mod-hits" /> {trans.__('hits')}
        <span className="jp-mod-misses" /> {trans.__('misses')}
      </p>
    </>
  );
}
