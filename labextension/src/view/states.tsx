import { Clipboard } from '@jupyterlab/apputils';
import { copyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { ApiFailure } from '../api/failure';
import { formatShare } from '../format';
import type { ISearchProgress } from '../model/argumentsearch';
import { usePanel } from './context';
import { failureText, failureWords } from './failurewords';
import { TryAgain } from './tryagain';
import { useLasting } from './uselasting';

/** A first notebook cell that fills the cache. */
export const SNIPPET = `import { memory } from 'tslab-memory';

const slowSquare = memory.cache((n: number) => {
  for (const end = Date.now() + 2000; Date.now() < end; );
  return n * n;
});
slowSquare(12);`;

/** Shown before the first answer. */
export function Loading(): JSX.Element {
  const { trans } = usePanel();
  return (
    <div className="jp-MemoryPanel-state" role="status">
      {trans.__('Looking for caches…')}
    </div>
  );
}

/** Shown when nothing is cached yet: what to do, with a cell to copy. */
export function Empty(): JSX.Element {
  const { trans } = usePanel();
  return (
    <div className="jp-MemoryPanel-state">
      <h3>{trans.__('Nothing cached yet')}</h3>
      <p>
        {trans.__('Call memory.cache(fn) in a TypeScript notebook: its results are kept on disk and show up here.')}
      </p>
      <Snippet code={SNIPPET} />
    </div>
  );
}

/** Shown when the filter leaves nothing. */
export function NoMatch(props: { filter: string }): JSX.Element {
  const { model, trans } = usePanel();
  return (
    <div className="jp-MemoryPanel-state" role="status">
      <p>{trans.__('No function, notebook or argument contains “%1”.', props.filter)}</p>
      <button
        type="button"
        className="jp-mod-styled jp-mod-minimal"
        onClick={() => {
          model.state.filter = '';
        }}
      >
        {trans.__('Clear filter')}
      </button>
    </div>
  );
}

/** What a `SearchNote` shows. */
export interface ISearchNoteProps {
  progress: ISearchProgress;
  /** Entries of all stores. */
  total: number;
  /** Whether nothing was found so far. */
  isEmpty: boolean;
}

/** Shown while arguments are searched for longer than a moment, or when they could not all be searched. */
export function SearchNote({ progress, total, isEmpty }: ISearchNoteProps): JSX.Element | null {
  const { model, trans } = usePanel();
  const { isSearching, searched, failure } = progress;
  const isSlow = useLasting(isSearching);
  if (failure) {
    return (
      <p className="jp-MemoryPanel-note" role="alert">
        {trans.__('Not all arguments could be searched: %1', failureText(trans, failure))}{' '}
        <TryAgain trans={trans} run={() => model.search.tryAgain()} />
      </p>
    );
  }
  if (!isSearching || (searched === 0 && !isEmpty && !isSlow)) {
    return null;
  }
  return (
    <p className={isEmpty ? 'jp-MemoryPanel-state' : 'jp-MemoryPanel-note'} role="status">
      {searched === 0
        ? trans.__('Searching arguments…')
        : trans.__('Searching arguments… %1', formatShare(Math.min(0.99, searched / Math.max(1, total))))}
    </p>
  );
}

/** Shown when there is nothing to show because the server did not answer as it should. */
export function Failure(props: { failure: ApiFailure }): JSX.Element {
  const { model, trans } = usePanel();
  const { title, help, code } = failureWords(props.failure, trans);
  return (
    <div className="jp-MemoryPanel-state" role="alert">
      <h3>{title}</h3>
      <p>{help}</p>
      {code !== undefined && <Snippet code={code} />}
      <TryAgain trans={trans} run={() => model.refresh()} />
    </div>
  );
}

/** What a banner shows. */
export interface IBannerProps {
  text: string;
  /** What can be done about it. */
  action?: { label: string; run: () => void };
  /** Whether it is read out at once; what waits for a person's decision is not urgent. */
  isUrgent?: boolean;
}

/** One line above the list: what is shown is not the newest, an action failed, or a store is not trusted. */
export function Banner({ text, action, isUrgent = true }: IBannerProps): JSX.Element {
  return (
    <div className="jp-MemoryPanel-banner" role={isUrgent ? 'alert' : 'status'}>
      <span>{text}</span>
      {action && (
        <button type="button" className="jp-mod-styled jp-mod-reject" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}

/** Says that what is shown is not the newest, and what can be done about it. */
export function StatusBanner({ failure }: { failure: ApiFailure }): JSX.Element {
  const { model, trans } = usePanel();
  const { title } = failureWords(failure, trans);
  return failure.kind === 'forbidden' ? (
    // Who is logged out stays so, however often the panel asks.
    <Banner
      text={trans.__('%1. To log in again, reload the page.', title)}
      action={{ label: trans.__('Reload'), run: () => document.defaultView?.location.reload() }}
    />
  ) : (
    <Banner
      text={trans.__('%1. Trying again…', title)}
      action={{ label: trans.__('Now'), run: () => void model.refresh() }}
    />
  );
}

function Snippet(props: { code: string }): JSX.Element {
  const { trans } = usePanel();
  const label = trans.__('Copy');
  return (
    <div className="jp-MemoryPanel-snippet">
      <pre tabIndex={0} aria-label={trans.__('Code to copy')}>
        {props.code}
      </pre>
      <button
        type="button"
        className="jp-MemoryPanel-copy"
        aria-label={label}
        title={label}
        onClick={() => Clipboard.copyToSystem(props.code)}
      >
        <copyIcon.react tag={null} width="14px" height="14px" />
      </button>
    </div>
  );
}
