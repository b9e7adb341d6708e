import * as React from 'react';

import type { ISight } from './openrows';
import { useResize } from './useresize';

/** A list that tells which part of it is seen. */
export interface IWatchedList {
  /** What is seen, and up to a step more below. */
  sight: ISight;
  /** To be called when the list, or something in it, has scrolled. */
  onScroll: (event: React.UIEvent) => void;
}

/**
 * Which part of a list is seen.
 *
 * @param box - The element that scrolls; must stay the same.
 * @param step - How far it scrolls before the answer is another one, in pixels.
 * @param firstHeight - Height to assume before the browser has laid the list out.
 */
export function useSight(box: React.RefObject<HTMLElement>, step: number, firstHeight: number): IWatchedList {
  const [sight, setSight] = React.useState<ISight>({ top: 0, height: firstHeight + step });
  const look = React.useCallback(
    (node: HTMLElement) => {
      // Some rows around are drawn anyway: not each pixel is worth a look.
      const top = node.scrollTop - (node.scrollTop % step);
      const height = node.clientHeight + step;
      setSight((before) => (before.top === top && before.height === height ? before : { top, height }));
    },
    [step],
  );
  useResize(box, look);
  const onScroll = React.useCallback(
    ({ target, currentTarget }: React.UIEvent) => {
      // The entries of an open function scroll by themselves, which React tells here too.
      if (target === currentTarget && currentTarget.clientHeight > 0) {
        look(currentTarget as HTMLElement);
      }
    },
    [look],
  );
  return { sight, onScroll };
}
