import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { NumberArray } from './numbers';
import { courseOf, statsOf } from './numbers';

const WIDTH = 480;
const HEIGHT = 64;

/** Statistics of a list of numbers, and its course as a small drawing. */
export function NumbersView(props: { numbers: NumberArray; trans: TranslationBundle }): JSX.Element | null {
  const { numbers, trans } = props;
  const stats = React.useMemo(() => statsOf(numbers), [numbers]);
  const course = React.useMemo(() => courseOf(numbers, WIDTH / 2), [numbers]);
  if (!stats) {
    return null;
  }
  const span = stats.max - stats.min || 1;
  const y = (value: number): number => HEIGHT - 2 - ((value - stats.min) / span) * (HEIGHT - 4);
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
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {course.map(({ low, high }, i) => {
          const x = ((i + 0.5) * WIDTH) / course.length;
          return <line key={i} x1={x} x2={x} y1={y(low) + 0.5} y2={y(high) - 0.5} />;
        })}
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
