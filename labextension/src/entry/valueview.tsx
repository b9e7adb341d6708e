import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ApiFailure } from '../api/failure';
import { formatBytes } from '../format';
import { failureText } from '../view/failurewords';
import { TryAgain } from '../view/tryagain';
import { arrowBytes } from './frames';
import { FrameView } from './frameview';
import { bytesOf, imageType } from './image';
import type { EntryModel } from './model';
import { MORE_BYTES } from './model';
import { isNumberArray } from './numbers';
import { NumbersView } from './numbersview';
import { asTable } from './table';
import { TableView } from './tableview';
import { ValueTree } from './valuetree';

/** Characters of a long text that are shown. */
const LONG_TEXT = 20_000;

/** Texts above this length are shown as text instead of as one line of the tree. */
const SHORT_TEXT = 200;

/** The value of an entry: loading, gone, unreadable, or shown in the way that fits it; how much of it is here. */
export function ValueView(props: { model: EntryModel; trans: TranslationBundle }): JSX.Element {
  const { model, trans } = props;
  const state = model.value;
  switch (state.kind) {
    case 'loading':
      return model.partError ? (
        <PartError failure={model.partError} model={model} trans={trans} />
      ) : (
        <p role="status">{trans.__('Loading the value…')}</p>
      );
    case 'gone':
      return <p role="alert">{trans.__('The value is gone from the store. The next call computes it again.')}</p>;
    case 'unreadable':
      return (
        <>
          <FetchedPart model={model} trans={trans} />
          <p role="alert">{trans.__('The value cannot be shown: %1', state.message)}</p>
        </>
      );
    case 'ready':
      return (
        <>
          <FetchedPart model={model} trans={trans} />
          <ReadyValue value={state.value} trans={trans} />
        </>
      );
  }
}

/** Says why a part of the value has not come, and asks for it again when told to. */
function PartError(props: { failure: ApiFailure; model: EntryModel; trans: TranslationBundle }): JSX.Element {
  const { failure, model, trans } = props;
  return (
    <p role="alert">
      {trans.__('The value could not be read: %1', failureText(trans, failure))}{' '}
      <TryAgain trans={trans} run={() => model.loadMore()} />
    </p>
  );
}

/** Says how much of a large value is here, and fetches more when asked to. */
function FetchedPart(props: { model: EntryModel; trans: TranslationBundle }): JSX.Element | null {
  const { model, trans } = props;
  const { fetched, total, partError } = model;
  if (fetched >= total) {
    return null;
  }
  if (partError) {
    return <PartError failure={partError} model={model} trans={trans} />;
  }
  return (
    <p className="jp-MemoryEntry-part" role="status">
      {trans.__(
        'First %1 of %2. What is shown, statistics too, is of this part.',
        formatBytes(fetched),
        formatBytes(total),
      )}{' '}
      {model.canLoadMore ? (
        <button
          type="button"
          className="jp-mod-styled jp-mod-reject"
          disabled={model.isFetching}
          onClick={() => void model.loadMore()}
        >
          {model.isFetching
            ? trans.__('Loading…')
            : trans.__('Load %1 more', formatBytes(Math.min(MORE_BYTES, total - fetched)))}
        </button>
      ) : (
        trans.__('For more, load the value in a cell.')
      )}
    </p>
  );
}

function ReadyValue(props: { value: unknown; trans: TranslationBundle }): JSX.Element {
  const { value, trans } = props;
  const mime = imageType(value);
  const bytes = mime === null ? null : bytesOf(value);
  const table = React.useMemo(() => asTable(value), [value]);
  const frame = React.useMemo(() => arrowBytes(value), [value]);
  if (frame) {
    return <FrameView bytes={frame} trans={trans} />;
  }
  return (
    <>
      {mime !== null && bytes && <Picture bytes={bytes} mime={mime} alt={trans.__('The stored image')} />}
      {mime === null && isNumberArray(value) && <NumbersView numbers={value} trans={trans} />}
      {table && <TableView table={table} trans={trans} />}
      {typeof value === 'string' && value.length > SHORT_TEXT ? (
        <LongText text={value} trans={trans} />
      ) : (
        <ValueTree value={value} isClosed={table !== null || isNumberArray(value)} trans={trans} />
      )}
    </>
  );
}

function LongText(props: { text: string; trans: TranslationBundle }): JSX.Element {
  const { text, trans } = props;
  return (
    <>
      <pre className="jp-MemoryEntry-text" tabIndex={0} aria-label={trans.__('Value')}>
        {text.slice(0, LONG_TEXT)}
      </pre>
      {text.length > LONG_TEXT && (
        <p>{trans.__('%1 of %2 characters are shown.', LONG_TEXT.toLocaleString(), text.length.toLocaleString())}</p>
      )}
    </>
  );
}

function Picture(props: { bytes: Uint8Array; mime: string; alt: string }): JSX.Element | null {
  const { bytes, mime, alt } = props;
  const [url, setUrl] = React.useState<string | null>(null);
  React.useEffect(() => {
    const made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, mime]);
  return url === null ? null : <img className="jp-MemoryEntry-image" src={url} alt={alt} />;
}
