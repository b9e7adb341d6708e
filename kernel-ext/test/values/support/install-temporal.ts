import { Temporal } from '@js-temporal/polyfill';

// Node 24 has only an unfinished Temporal behind a flag, so its API comes from the proposal's own polyfill.
(globalThis as { Temporal?: unknown }).Temporal ??= Temporal;
