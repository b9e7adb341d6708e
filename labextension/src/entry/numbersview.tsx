import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { NumberArray } from './numbers';
import { courseLine, courseOf, statsOf } from './numbers';

const WIDTH = 480;
const HEIGHT = 64;

/** Room for half the line at the top and at the bottom. */
const MARGIN = 2;

/** Statistics of a list of numbers, and its course as a small drawing. */
export function NumbersView(props: { numbers: NumberArray; trans: TranslationBundle }): JSX.Element | null {
  const { numbers, trans } = props;
  const stats = React.useMemo(() => statsOf(numbers), [numbers]);
  const line = React.useMemo(() => courseLine(courseOf(numbers, WIDTH / 2), WIDTH, HEIGHT - 2 * MARGIN), [numbers]);
  if (!stats) {
    return null;
  }
  const format = (value: number): string => Number(value.toPrecision(6)).toString();
  const figures: [string, string][] = [
    [trans.__('Smallest'), format(stats.min)],
    [trans.__('Mean'), format(stats.mean)],
    [trans.__('Largest'), format(stats.max)],
    ...(stats.nans > 0 ? [['NaN', String(stats.nans)] as [string, string]] : []),
  ];
  return (
    <div className="jp-MemoryEntry-numbers">
      <svg
        role="img"
        aria-label={trans.__('Course of %1 numbers from %2 to %3', stats.count, format(stats.min), format(stats.max))}
        viewBox={`0 ${-MARGIN} ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        <path d={line} />
      </svg>
      <dl>
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
