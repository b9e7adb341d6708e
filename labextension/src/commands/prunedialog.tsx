import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Debouncer } from '@lumino/polling';
import * as React from 'react';

import type { Cleared, ClearRequest } from '../_generated/api';
import { formatBytes } from '../format';
import { failureText } from '../view/failurewords';
import { entriesText } from '../view/words';
import type { IPruneChoice, PruneBy } from './prunechoice';
import { FIRST_CHOICE, pruneRequest } from './prunechoice';

/** How long typing must rest before the server is asked what would go, in ms. */
const REST = 300;

/** What the dialog is about. */
export interface IPruneOptions {
  /** Name of the store or function. */
  name: string;
  /** Number of the function, or undefined for the whole store. */
  fn: number | undefined;
  /** Asks what a request would clear. */
  preview: (request: ClearRequest) => Promise<Cleared>;
  trans: TranslationBundle;
}

/**
 * Asks a person what to prune, and says how much it would be.
 *
 * @returns The request to make, or null when they changed their mind.
 */
export async function askWhatToPrune(options: IPruneOptions): Promise<ClearRequest | null> {
  const { trans, name } = options;
  const body = new PruneForm(options);
  const result = await showDialog({
    title: trans.__('Prune %1', name),
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Clear these') }),
    ],
    focusNodeSelector: 'input:checked',
  });
  return result.button.accept ? result.value : null;
}

/** The form in the dialog. Its value is the request. */
class PruneForm extends ReactWidget {
  constructor(private readonly _options: IPruneOptions) {
    super();
    this.addClass('jp-MemoryPrune');
  }

  /** The request for what is chosen now, or null. */
  getValue(): ClearRequest | null {
    return pruneRequest(this._choice, this._options.fn);
  }

  protected override render(): JSX.Element {
    return (
      <PruneFields
        options={this._options}
        onChange={(choice) => {
          this._choice = choice;
        }}
      />
    );
  }

  private _choice = FIRST_CHOICE;
}

/** What can be chosen, and how much each choice would clear. */
export function PruneFields(props: { options: IPruneOptions; onChange: (choice: IPruneChoice) => void }): JSX.Element {
  const { options, onChange } = props;
  const { trans } = options;
  const [choice, setChoice] = React.useState(FIRST_CHOICE);
  const preview = usePreview(options, choice);
  const change = (part: Partial<IPruneChoice>): void => {
    const next = { ...choice, ...part };
    setChoice(next);
    onChange(next);
  };
  const number = (field: 'days' | 'megabytes', by: PruneBy, label: string): JSX.Element => (
    <input
      type="number"
      min={0}
      className="jp-mod-styled"
      aria-label={label}
      value={Number.isNaN(choice[field]) ? '' : choice[field]}
      onChange={(event) => change({ by, [field]: event.target.valueAsNumber })}
    />
  );
  const option = (by: PruneBy, text: string, field?: JSX.Element, unit?: string): JSX.Element => (
    <div className="jp-MemoryPrune-option">
      <label>
        <input type="radio" name="tslab-memory-prune" checked={choice.by === by} onChange={() => change({ by })} />
        {text}
      </label>
      {field}
      {unit}
    </div>
  );
  return (
    <>
      <fieldset>
        <legend>{trans.__('Clear the results that')}</legend>
        {option(
          'age',
          trans.__('were not used for'),
          number('days', 'age', trans.__('Days without use')),
          trans.__('days'),
        )}
        {option(
          'size',
          trans.__('must go to keep no more than'),
          number('megabytes', 'size', trans.__('Megabytes to keep')),
          trans.__('MB'),
        )}
        {option('old', trans.__('older code has made'))}
        {option('expired', trans.__('have expired'))}
      </fieldset>
      <p role="status">{preview}</p>
    </>
  );
}

/** In words, what would go. The newest choice wins, however the answers come in. */
function usePreview(options: IPruneOptions, choice: IPruneChoice): string {
  const { fn, preview, trans } = options;
  const [words, setWords] = React.useState('');
  React.useEffect(() => {
    const request = pruneRequest(choice, fn);
    if (!request) {
      setWords(trans.__('Enter a number.'));
      return;
    }
    // What was said is of another choice.
    setWords(trans.__('Counting…'));
    let isCurrent = true;
    const ask = new Debouncer(async () => {
      const said = await preview(request).then(
        ({ entries, bytes }) =>
          entries === 0
            ? trans.__('That is nothing at present.')
            : trans.__('That is %1, %2.', entriesText(trans, entries), formatBytes(bytes)),
        (reason: unknown) => failureText(trans, reason),
      );
      if (isCurrent) {
        setWords(said);
      }
    }, REST);
    void ask.invoke().catch(() => undefined);
    return () => {
      isCurrent = false;
      ask.dispose();
    };
  }, [choice, fn, preview, trans]);
  return words;
}
