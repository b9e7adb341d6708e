import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { EntryDetails } from '../_generated/api';
import { formatBytes, formatDuration, formatMoment } from '../format';
import { failureText } from '../view/failurewords';
import { TryAgain } from '../view/tryagain';
import { hitsText } from '../view/words';
import { CodeView } from './codeview';
import { missReasons } from './missreasons';
import type { EntryModel } from './model';
import { ValueView } from './valueview';

/** An entry in the main area: the call, its figures, its value, the code that made it. */
export class EntryView extends VDomRenderer<EntryModel> {
  constructor(
    model: EntryModel,
    private readonly _trans: TranslationBundle,
  ) {
    super(model);
    this.addClass('jp-MemoryEntry');
  }

  /** Lets the model go, too: it belongs to this view. */
  override dispose(): void {
    if (!this.isDisposed) {
      this.model.dispose();
      super.dispose();
    }
  }

  protected override render(): JSX.Element {
    const { details, error } = this.model;
    const trans = this._trans;
    if (error) {
      return (
        <div role="alert" className="jp-MemoryEntry-error">
          <p>{trans.__('The entry could not be read: %1', failureText(trans, error))}</p>
          <TryAgain trans={trans} run={() => this.model.load()} />
        </div>
      );
    }
    if (!details) {
      return <p role="status">{trans.__('Loading the entry…')}</p>;
    }
    return (
      <>
        <h1 className="jp-MemoryEntry-call">
          {/* Names and texts that are written from right to left keep to their places. */}
          <bdi>{details.function.name}</bdi>(<bdi>{details.entry.args}</bdi>)
        </h1>
        <Figures details={details} trans={trans} />
        {!details.trusted && (
          <p role="note" className="jp-MemoryEntry-note">
            {trans.__('Somebody else has written this entry. It is not used until you trust its store.')}
          </p>
        )}
        <section aria-label={trans.__('Value')}>
          <h2>{trans.__('Value')}</h2>
          <ValueView model={this.model} trans={trans} />
        </section>
        <section aria-label={trans.__('Code')}>
          <h2>{trans.__('Code that made it')}</h2>
          <CodeView details={details} trans={trans} />
        </section>
        <LastMiss details={details} trans={trans} />
      </>
    );
  }
}

function LastMiss(props: { details: EntryDetails; trans: TranslationBundle }): JSX.Element | null {
  const { details, trans } = props;
  const reasons = missReasons(details.lastMiss);
  return reasons.length === 0 ? null : (
    <section aria-label={trans.__('Last miss')}>
      <h2>{trans.__('Why the last miss of %1 was a miss', details.function.name)}</h2>
      <ul className="jp-MemoryEntry-reasons">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </section>
  );
}

function Figures(props: { details: EntryDetails; trans: TranslationBundle }): JSX.Element {
  const { details, trans } = props;
  const { entry } = details;
  const never = trans.__('never');
  const figures: [string, string][] = [
    [trans.__('Size'), formatBytes(entry.bytes)],
    [trans.__('Computed in'), formatDuration(entry.durationMs, 'long')],
    [trans.__('Used'), hitsText(trans, entry.hits)],
    [trans.__('Created'), formatMoment(entry.created)],
    [trans.__('Last hit'), entry.lastHit === null ? never : formatMoment(entry.lastHit)],
    [trans.__('Expires'), entry.expires === null ? never : formatMoment(entry.expires)],
    [trans.__('Code version'), entry.current ? entry.version : trans.__('%1 (older code)', entry.version)],
    ...(entry.notebook === null ? [] : [[trans.__('Notebook'), entry.notebook] as [string, string]]),
    [trans.__('Key'), entry.key],
  ];
  return (
    <dl className="jp-MemoryEntry-figures">
      {figures.map(([name, figure]) => (
        <React.Fragment key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}
