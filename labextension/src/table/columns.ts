import type { TranslationBundle } from '@jupyterlab/translation';

import type { Entry } from '../_generated/api';
import type { EntrySortKey } from '../api/client';
import { formatBytes, formatCount, formatDuration, formatMoment } from '../format';

/** A column of the table of entries. */
export interface IEntryColumn {
  label: string;
  /** Pixels at first; a person can change it. */
  width: number;
  /** What the server sorts by, where it can. */
  sort?: EntrySortKey;
  isFigure: boolean;
  words: (entry: Entry) => string;
}

/** The columns, with all that is known of an entry. */
export function entryColumns(trans: TranslationBundle): IEntryColumn[] {
  const moment = (time: number | null): string => (time === null ? '' : formatMoment(time));
  const columns: IEntryColumn[] = [
    { label: trans.__('Arguments'), width: 320, isFigure: false, words: ({ args }) => args },
    { label: trans.__('Size'), width: 90, sort: 'bytes', isFigure: true, words: ({ bytes }) => formatBytes(bytes) },
    {
      label: trans.__('Duration'),
      width: 100,
      sort: 'durationMs',
      isFigure: true,
      words: ({ durationMs }) => formatDuration(durationMs),
    },
    { label: trans.__('Hits'), width: 80, sort: 'hits', isFigure: true, words: ({ hits }) => formatCount(hits) },
    {
      label: trans.__('Created'),
      width: 180,
      sort: 'created',
      isFigure: false,
      words: ({ created }) => moment(created),
    },
    {
      label: trans.__('Last Hit'),
      width: 180,
      sort: 'lastHit',
      isFigure: false,
      words: ({ lastHit }) => moment(lastHit),
    },
    { label: trans.__('Expires'), width: 180, isFigure: false, words: ({ expires }) => moment(expires) },
    {
      label: trans.__('Code Version'),
      width: 150,
      isFigure: false,
      words: ({ version, current }) => (current ? version : trans.__('%1 (old)', version)),
    },
    { label: trans.__('Notebook'), width: 200, isFigure: false, words: ({ notebook }) => notebook ?? '' },
  ];
  return columns;
}
