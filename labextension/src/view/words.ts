import type { TranslationBundle } from '@jupyterlab/translation';

import type { Entry, FunctionSummary, Store } from '../_generated/api';
import { formatAge, formatBytes, formatCount, formatDuration, formatMoment, formatShare, shortened } from '../format';
import type { ISelected } from '../model/selection';
import { hitRate } from '../model/sorting';

/** Name of the translation domain of this extension. */
export const DOMAIN = 'tslab_memory_panel';

/** Characters of a name or of arguments that a screen reader says. */
const MOST_SAID = 200;

/** "12 entries" */
export function entriesText(trans: TranslationBundle, count: number): string {
  return trans._n('%2 entry', '%2 entries', count, formatCount(count));
}

/** "34 hits" */
export function hitsText(trans: TranslationBundle, count: number): string {
  return trans._n('%2 hit', '%2 hits', count, formatCount(count));
}

/** "2 misses" */
export function missesText(trans: TranslationBundle, count: number): string {
  return trans._n('%2 miss', '%2 misses', count, formatCount(count));
}

/** Up to how many expired entries of a function the server counts. */
const MOST_COUNTED = 1000;

/** "3 expired" */
export function expiredText(trans: TranslationBundle, count: number): string {
  return count < MOST_COUNTED
    ? trans.__('%1 expired', formatCount(count))
    : trans.__('%1 or more expired', formatCount(MOST_COUNTED));
}

/** Figures that the second line of a function can show. */
export const FIGURES = ['hits', 'misses', 'hitRate', 'timeSaved', 'versions'] as const;

/** One of `FIGURES`. */
export type Figure = (typeof FIGURES)[number];

/**
 * The second line of a function: its entries and the figures asked for; what there is none of is left out, but for hits.
 *
 * @param matches - Entries that the filter leaves, when it does not leave all.
 *
 * @example
 * figuresText(trans, fn, ['hits', 'timeSaved']) // '3 entries · 34 hits · saved 2m 22s'
 * figuresText(trans, fn, ['hits'], 2) // '2 of 3 entries · 34 hits'
 */
export function figuresText(
  trans: TranslationBundle,
  fn: FunctionSummary,
  figures: readonly Figure[],
  matches?: number,
): string {
  const rate = hitRate(fn);
  const words: Record<Figure, string> = {
    hits: hitsText(trans, fn.hits),
    misses: missesText(trans, fn.misses),
    hitRate: rate === null ? '' : trans.__('%1 hits', formatShare(rate)),
    timeSaved: fn.timeSavedMs > 0 ? trans.__('saved %1', formatDuration(fn.timeSavedMs)) : '',
    versions: fn.versions > 1 ? trans._n('%2 version', '%2 versions', fn.versions, formatCount(fn.versions)) : '',
  };
  const entries = entriesText(trans, fn.entries);
  const first = matches === undefined ? entries : trans.__('%1 of %2', formatCount(matches), entries);
  return [first, ...figures.map((figure) => words[figure])].filter((text) => text !== '').join(' · ');
}

/** Each figure of a function on its own line, for its tooltip. */
export function functionTitle(trans: TranslationBundle, fn: FunctionSummary): string {
  const rate = hitRate(fn);
  return [
    fn.name,
    `${entriesText(trans, fn.entries)}, ${formatBytes(fn.bytes)}`,
    rate === null
      ? hitsText(trans, fn.hits)
      : trans.__('%1 and %2 (%3 hit rate)', hitsText(trans, fn.hits), missesText(trans, fn.misses), formatShare(rate)),
    trans.__('Time saved: %1', formatDuration(fn.timeSavedMs, 'long')),
    ...(fn.lastUsed === null ? [] : [trans.__('Last used: %1', formatMoment(fn.lastUsed))]),
    ...(fn.oldEntries > 0 ? [trans.__('Made by older code: %1', entriesText(trans, fn.oldEntries))] : []),
    ...(fn.expiredEntries > 0 ? [expiredText(trans, fn.expiredEntries)] : []),
    ...(fn.notebooks.length > 0 ? [trans.__('Used in: %1', fn.notebooks.join(', '))] : []),
  ].join('\n');
}

/** What a screen reader says of a function. */
export function functionLabel(trans: TranslationBundle, fn: FunctionSummary): string {
  return [
    shortened(fn.name, MOST_SAID),
    entriesText(trans, fn.entries),
    formatBytes(fn.bytes),
    hitsText(trans, fn.hits),
    trans.__('saved %1', formatDuration(fn.timeSavedMs, 'long')),
    ...(fn.lastUsed === null ? [] : [trans.__('last used %1', formatAge(fn.lastUsed, 'long'))]),
    ...(fn.oldEntries > 0 ? [trans.__('%1 made by older code', formatCount(fn.oldEntries))] : []),
    ...(fn.expiredEntries > 0 ? [expiredText(trans, fn.expiredEntries)] : []),
  ].join(', ');
}

/** Each figure of an entry on its own line, for its tooltip. */
export function entryTitle(trans: TranslationBundle, entry: Entry): string {
  return [
    entry.args,
    `${formatBytes(entry.bytes)}, ${hitsText(trans, entry.hits)}`,
    trans.__('Computed in %1', formatDuration(entry.durationMs, 'long')),
    trans.__('Created: %1', formatMoment(entry.created)),
    ...(entry.lastHit === null ? [] : [trans.__('Last hit: %1', formatMoment(entry.lastHit))]),
    ...(entry.expires === null ? [] : [trans.__('Expires: %1', formatMoment(entry.expires))]),
    entry.current
      ? trans.__('Code version: %1', entry.version)
      : trans.__('Code version: %1 (older code)', entry.version),
    ...(entry.notebook === null ? [] : [trans.__('Computed in notebook: %1', entry.notebook)]),
  ].join('\n');
}

/** What a screen reader says of an entry. */
export function entryLabel(trans: TranslationBundle, entry: Entry): string {
  return [
    entry.args === '' ? trans.__('no arguments') : shortened(entry.args, MOST_SAID),
    formatBytes(entry.bytes),
    hitsText(trans, entry.hits),
    trans.__('created %1', formatAge(entry.created, 'long')),
  ].join(', ');
}

/** What a screen reader says of a store. */
export function storeLabel(trans: TranslationBundle, store: Store): string {
  if (store.status !== 'ok') {
    return trans.__('Store %1: %2', store.name, store.message);
  }
  const figures = [entriesText(trans, store.entries), formatBytes(store.bytes)];
  return [
    trans.__('Store %1', store.name),
    ...figures,
    ...(store.trusted === false ? [trans.__('not trusted')] : []),
  ].join(', ');
}

/** How many entries are selected; nothing is said of a single one, whose row shows it. */
export function selectedText(trans: TranslationBundle, selected: ISelected | null): string {
  return selected && selected.count > 1 ? trans.__('%1 selected', entriesText(trans, selected.count)) : '';
}
