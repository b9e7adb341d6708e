import { LabIcon } from '@jupyterlab/ui-components';

import explorerSvg from '../style/icons/explorer.svg';
import memorySvg from '../style/icons/memory.svg';
import sortSvg from '../style/icons/sort.svg';

/** The panel's icon: a stack of stored discs. */
export const memoryIcon = new LabIcon({
  name: 'tslab-memory:memory',
  svgstr: memorySvg,
});

/** Bars from long to short with an arrow: an order. */
export const sortIcon = new LabIcon({
  name: 'tslab-memory:sort',
  svgstr: sortSvg,
});

/** Areas of different size: the cache explorer. */
export const explorerIcon = new LabIcon({
  name: 'tslab-memory:explorer',
  svgstr: explorerSvg,
});
