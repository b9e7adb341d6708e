import * as React from 'react';

import type { IListedFunction } from '../model/listing';
import type { MemoryModel } from '../model/model';
import type { IBelow } from './openrows';
import { heightOfEntries } from './usevirtualscroll';

/** A list of entries as it was drawn last. */
interface IHeight {
  /** How many entries it had. */
  count: number;
  height: number;
}

interface IOpen extends IBelow {
  id: number;
  count: number;
}

/**
 * The functions of a list that are open, with the heights of their entries: as they were when as many were drawn last, or
 * else as they are going to be. Gives up the entries of those that are open no more.
 *
 * @param box - The element that holds the list.
 * @param store - Id of the store.
 * @param functions - The functions of the list.
 */
export function useOpenGroups(
  box: React.RefObject<HTMLElement>,
  model: MemoryModel,
  store: string,
  functions: readonly IListedFunction[],
): IBelow[] {
  const heights = React.useRef(new Map<number, IHeight>());
  const open = functions.flatMap(({ fn, matches }, index): IOpen[] => {
    if (!model.state.isOpen(store, fn.id)) {
      return [];
    }
    const count = matches ?? fn.entries;
    const last = heights.current.get(fn.id);
    return [{ id: fn.id, index, count, height: last?.count === count ? last.height : heightOfEntries(count) }];
  });

  React.useLayoutEffect(() => {
    const counts = new Map(open.map(({ id, count }) => [id, count]));
    for (const group of box.current?.querySelectorAll<HTMLElement>('.jp-MemoryPanel-entries') ?? []) {
      const id = functionAt(group);
      const count = id === undefined ? undefined : counts.get(id);
      if (id !== undefined && count !== undefined && group.offsetHeight > 0) {
        heights.current.set(id, { count, height: group.offsetHeight });
      }
    }
  });

  const held = React.useRef<number[]>([]);
  const release = React.useCallback(
    (ids: readonly number[]) => {
      for (const id of ids) {
        heights.current.delete(id);
        model.release(store, id);
      }
    },
    [model, store],
  );
  React.useEffect(() => {
    const ids = open.map(({ id }) => id);
    const now = new Set(ids);
    release(held.current.filter((id) => !now.has(id)));
    held.current = ids;
  });
  React.useEffect(() => () => release(held.current), [release]);
  return open;
}

/** The function whose row or entries an element is in, or is. */
export function functionAt(element: Element): number | undefined {
  const group = element.closest('.jp-MemoryPanel-entries');
  const row = group ? group.previousElementSibling : element.closest('.jp-MemoryPanel-function');
  return row instanceof HTMLElement ? Number(row.dataset.function) : undefined;
}
