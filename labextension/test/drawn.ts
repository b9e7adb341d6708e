import { MessageLoop } from '@lumino/messaging';
import { act } from 'react';

import { settled } from './fixtures';

/** Does something, then lets messages, renders and their effects run until nothing is left to do. */
export async function drawn(action: () => unknown = () => undefined): Promise<void> {
  // React warns of renders outside of act() where this is set; a Lumino message that is on its way makes one.
  Object.assign(window, { IS_REACT_ACT_ENVIRONMENT: true });
  for (const step of [action, settled, settled, settled]) {
    await act(async () => {
      await step();
      MessageLoop.flush();
    });
  }
  Object.assign(window, { IS_REACT_ACT_ENVIRONMENT: false });
}
