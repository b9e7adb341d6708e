import { LabIcon } from '@jupyterlab/ui-components';

import memorySvg from '../style/icons/memory.svg';

/** The panel's icon: a stack of stored discs. */
export const memoryIcon = new LabIcon({
  name: 'tslab-memory:memory',
  svgstr: memorySvg
});
