import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { formatBytes, formatCount, formatShare } from '../format';
import { treemap } from './treemap';

/** Width of the map divided by its height. */
const ASPECT = 3;

/** Parts at most; the rest is too small to see. */
const MOST_PARTS = 60;

/** Shares of width and height from which a part has room for words. */
const WIDE = 0.09;
const HIGH = 0.12;

/** A function in the map. */
export interface ISizedFunction {
  store: string;
  storeName: string;
  id: number;
  name: string;
  bytes: number;
}

/** What the functions take on disk, as areas. A click shows the function in the panel. */
export function SizeMap(props: {
  functions: readonly ISizedFunction[];
  onOpen: (fn: ISizedFunction) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { functions, onOpen, trans } = props;
  const total = functions.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = [...functions]
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, MOST_PARTS);
  const parts = treemap(
    largest.map(({ bytes }) => bytes),
    ASPECT,
  );
  if (largest.length === 0) {
    return <p>{trans.__('Nothing cached yet')}</p>;
  }
  const percent = (share: number): string => `${share * 100}%`;
  const left = functions.filter(({ bytes }) => bytes > 0).length - largest.length;
  return (
    <>
      <div role="list" aria-label={trans.__('Sizes of the functions')} className="jp-MemoryExplorer-map">
        {largest.map((fn, i) => {
          const part = parts[i];
          const label = trans.__(
            '%1 of %2: %3, %4 of all',
            fn.name,
            fn.storeName,
            formatBytes(fn.bytes),
            formatShare(fn.bytes / total),
          );
          const hasRoom = part !== undefined && part.width > WIDE && part.height > HIGH;
          return part ? (
            <div
              key={`${fn.store}/${fn.id}`}
              role="listitem"
              className="jp-MemoryExplorer-part"
              style={{
                left: percent(part.x),
                top: percent(part.y),
                width: percent(part.width),
                height: percent(part.height),
              }}
            >
              <button
                type="button"
                className={hasRoom ? 'jp-mod-named' : undefined}
                aria-label={label}
                title={label}
                onClick={() => onOpen(fn)}
              >
                {hasRoom && (
                  <>
                    <span>{fn.name}</span>
                    <span>{formatBytes(fn.bytes)}</span>
                  </>
                )}
              </button>
            </div>
          ) : null;
        })}
      </div>
      {left > 0 && (
        <p>
          {trans._n(
            'One smaller function is not drawn.',
            '%2 smaller functions are not drawn.',
            left,
            formatCount(left),
          )}
        </p>
      )}
    </>
  );
}
