import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { formatBytes } from '../format';
import { bytesOf, imageType } from './image';
import type { EntryModel } from './model';
import { MOST_BYTES } from './model';
import { navigate } from '../view/keyboard';
import { isNumberArray } from './numbers';
import { NumbersView } from './numbersview';
import { asTable } from './table';
import { TableView } from './tableview';
import { ValueNode } from './valuetree';

/** Characters of a long text that are shown. */
const LONG_TEXT = 20_000;

/** Texts above this length are shown as text instead of as one line of the tree. */
const SHORT_TEXT = 200;

/** The value of an entry: loading, too large, unreadable, or shown in the way that fits it. */
export function ValueView(props: { model: EntryModel; trans: TranslationBundle }): JSX.Element {
  const { model, trans } = props;
  const state = model.value;
  switch (state.kind) {
    case 'loading':
      return <p role="status">{trans.__('Loading the value…')}</p>;
    case 'gone':
      return <p role="alert">{trans.__('The value is gone from the store. The next call computes it again.')}</p>;
    case 'large':
      return <LargeValue total={state.total} model={model} trans={trans} />;
    case 'unreadable':
      return <p role="alert">{trans.__('The value cannot be shown: %1', state.message)}</p>;
    case 'ready':
      return <ReadyValue value={state.value} trans={trans} />;
  }
}

function LargeValue(props: { total: number; model: EntryModel; trans: TranslationBundle }): JSX.Element {
  const { total, model, trans } = props;
  const size = formatBytes(total);
  if (total > MOST_BYTES) {
    return (
      <p>
        {trans.__(
          'The value has %1, and at most %2 can be shown here. Load it in a cell.',
          size,
          formatBytes(MOST_BYTES),
        )}
      </p>
    );
  }
  return (
    <p>
      {trans.__('The value has %1.', size)}{' '}
      <button type="button" className="jp-mod-styled jp-mod-reject" onClick={() => void model.loadValue(MOST_BYTES)}>
        {trans.__('Load it')}
      </button>
    </p>
  );
}

function ReadyValue(props: { value: unknown; trans: TranslationBundle }): JSX.Element {
  const { value, trans } = props;
  const mime = imageType(value);
  const bytes = mime === null ? null : bytesOf(value);
  const table = asTable(value);
  return (
    <>
      {mime !== null && bytes && <Picture bytes={bytes} mime={mime} alt={trans.__('The stored image')} />}
      {mime === null && isNumberArray(value) && <NumbersView numbers={value} trans={trans} />}
      {table && <TableView table={table} trans={trans} />}
      {typeof value === 'string' && value.length > SHORT_TEXT ? (
        <LongText text={value} trans={trans} />
      ) : (
        <div
          role="tree"
          aria-label={trans.__('Value')}
          className="jp-MemoryEntry-tree"
          onKeyDown={(event) => navigate(event)}
        >
          <ValueNode name="" value={value} level={1} isClosed={table !== null || isNumberArray(value)} trans={trans} />
        </div>
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
