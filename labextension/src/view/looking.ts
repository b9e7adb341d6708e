import { MessageLoop } from '@lumino/messaging';
import type { Widget } from '@lumino/widgets';

import type { MemoryModel } from '../model/model';

/**
 * Lets the model ask the server while a widget is shown, and no longer than that.
 *
 * @param widget - The widget.
 * @param model - The model; it lives on when the widget goes.
 */
export function lookWhileShown(widget: Widget, model: MemoryModel): void {
  MessageLoop.installMessageHook(widget, (_, { type }) => {
    if (type === 'before-show' || (type === 'after-attach' && isInSight(widget))) {
      model.setLooking(widget, true);
    } else if (type === 'after-hide' || type === 'before-detach') {
      model.setLooking(widget, false);
    }
    return true;
  });
}

/** Whether a widget that is being attached will be visible; it does not know by itself yet. */
function isInSight({ isHidden, parent }: Widget): boolean {
  return !isHidden && (!parent || parent.isVisible);
}
