import type { ValueAdapter } from './adapter';
import { arqueroAdapters } from './arquero';
import { arrowAdapters } from './arrow';
import { danfoAdapters } from './danfo';
import { internMapAdapters } from './internmap';
import { polarsAdapters } from './polars';
import { tensorflowAdapters } from './tensorflow';

export type { ValueAdapter } from './adapter';

/** The libraries whose objects are recognised. */
export const frameAdapters: readonly ValueAdapter[] = [
  ...arrowAdapters,
  ...polarsAdapters,
  ...arqueroAdapters,
  ...danfoAdapters,
  ...tensorflowAdapters,
  ...internMapAdapters,
];
