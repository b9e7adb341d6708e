import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

/** Behind what says that something could not be had: asks for it again. */
export function TryAgain(props: { trans: TranslationBundle; run: () => unknown }): JSX.Element {
  const { trans, run } = props;
  return (
    <button type="button" className="jp-mod-styled jp-mod-reject" onClick={() => void run()}>
      {trans.__('Try again')}
    </button>
  );
}
