import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { EntryDetails } from '../_generated/api';
import { compareLines, outdented } from './lines';

/** The source of the version that made an entry; when the code has changed since, the difference. */
export function CodeView(props: { details: EntryDetails; trans: TranslationBundle }): JSX.Element {
  const { details, trans } = props;
  const { version, currentVersion } = details;
  if (!currentVersion || currentVersion.source === version.source) {
    return (
      <>
        {currentVersion && <p>{trans.__('The source is the same now; something that it reads has changed.')}</p>}
        <pre className="jp-MemoryEntry-text" tabIndex={0} aria-label={trans.__('Code')}>
          {outdented(version.source)}
        </pre>
      </>
    );
  }
  const marks = { same: ' ', added: '+', removed: '-' };
  return (
    <>
      <p>{trans.__('The code has changed since: + is in the current version, - in the one that made this entry.')}</p>
      <pre className="jp-MemoryEntry-text" tabIndex={0} aria-label={trans.__('Difference to the current code')}>
        {compareLines(outdented(version.source), outdented(currentVersion.source)).map(({ kind, text }, i) => (
          <div key={i} className={`jp-MemoryEntry-line jp-mod-${kind}`}>
            {`${marks[kind]} ${text}`}
          </div>
        ))}
      </pre>
    </>
  );
}
