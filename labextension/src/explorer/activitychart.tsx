import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { formatDay, formatDuration, formatMoment } from '../format';
import { hitsText, missesText } from '../view/words';
import type { IActivityColumn, IActivitySum } from './activity';

const WIDTH = 560;
const HEIGHT = 96;

const DAY = 24 * 60 * 60 * 1000;

/** Hits and misses of the last week as columns, with their sums in words. */
export function ActivityChart(props: { sum: IActivitySum; trans: TranslationBundle }): JSX.Element {
  const { sum, trans } = props;
  const most = Math.max(1, ...sum.columns.map(({ hits, misses }) => hits + misses));
  const step = WIDTH / Math.max(1, sum.columns.length);
  const y = (calls: number): number => (calls / most) * HEIGHT;
  const counts = [hitsText(trans, sum.hits), missesText(trans, sum.misses)].join(', ');
  const words =
    sum.timeSavedMs > 0
      ? trans.__('Last 7 days: saved %1, %2', formatDuration(sum.timeSavedMs, 'long'), counts)
      : trans.__('Last 7 days: %1', counts);
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
            <title>{columnTitle(trans, column)}</title>
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
      <div className="jp-MemoryExplorer-days" aria-hidden="true">
        {daysOf(sum).map((day) => (
          <span key={day}>{formatDay(day)}</span>
        ))}
      </div>
      <p className="jp-MemoryExplorer-legend" aria-hidden="true">
        <span className="jp-mod-hits" /> {trans.__('hits')}
        <span className="jp-mod-misses" /> {trans.__('misses')}
      </p>
    </>
  );
}

/** "Nov 21, 2026, 3:00 PM: 12 hits, 2 misses" */
function columnTitle(trans: TranslationBundle, { start, hits, misses }: IActivityColumn): string {
  return trans.__('%1: %2, %3', formatMoment(start), hitsText(trans, hits), missesText(trans, misses));
}

/** Moments of the chart that are a day apart, from its start. */
function daysOf({ columns }: IActivitySum): number[] {
  const from = columns[0]?.start ?? 0;
  return columns.map(({ start }) => start).filter((start) => (start - from) % DAY === 0);
}
