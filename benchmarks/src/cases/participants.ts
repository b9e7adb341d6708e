import { OURS } from '../bars.ts';
import type { Participant } from '../rounds.ts';

/** The library as shipped, in the configuration a user gets. */
export const ours: Participant = { name: OURS, role: 'ours', program: 'ours' };

/** The library in another configuration. */
export const variant = (
  name: string,
  options: Participant['options'],
  more: Partial<Participant> = {},
): Participant => ({
  ...more,
  name: `${OURS} (${name})`,
  role: 'variant',
  program: 'ours',
  options,
});

/** The library where files cannot be mapped. */
export const withoutMapping = variant('no mapping', { withoutMapping: true });

const python = (name: string, options: Participant['options'] = {}, as = name): Participant => ({
  name,
  role: 'peer',
  program: 'python',
  options,
  as,
});
const javascript = (name: string, as = name): Participant => ({ name, role: 'peer', program: 'peers', as });

export const joblib = python('joblib');
export const joblibMapped = python("joblib mmap_mode='r'", { mmap_mode: 'r' }, 'joblib');
export const joblibCompressed = python('joblib compress', { compress: true }, 'joblib');
export const diskcache = python('diskcache');
export const cachier = python('cachier');
export const marimo = python('marimo');
export const keyv = javascript('keyv-sqlite + p-memoize', 'keyv-sqlite');
export const cacache = javascript('cacache');
export const memoizeFs = javascript('memoize-fs');
export const lmdb = javascript('lmdb');
export const ocache = javascript('ocache');

/** All joblib's configurations. */
export const joblibs = [joblib, joblibMapped, joblibCompressed];
/** All peers that take any plain data. */
export const everybody = [joblib, diskcache, cachier, marimo, keyv, cacache, memoizeFs, lmdb, ocache];

/** A bare operation, for what could at best be reached. */
export const floor = (name: string, as: string): Participant => ({ name, role: 'floor', program: 'floor', as });
