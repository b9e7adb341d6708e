import type { PartialJSONObject } from '@lumino/coreutils';
import { JSONExt } from '@lumino/coreutils';

import type { Entry, FunctionSummary, Overview } from '../_generated/api';

/**
 * A new overview in which functions that have not changed are the same objects as before, so that what shows them can
 * tell at a glance that there is nothing to do.
 *
 * @param before - The overview so far.
 * @param after - The answer of the server.
 */
export function keepUnchanged(before: Overview | null, after: Overview): Overview {
  const known = functionsOf(before);
  return {
    stores: after.stores.map(({ store, functions }) => ({
      store,
      functions: functions.map((fn) => sameAs(known.get(`${store.id}/${fn.id}`), fn)),
    })),
  };
}

/** The old object when nothing in the new one differs, so that what shows it need not be drawn anew. */
export function sameAs<T extends Entry | FunctionSummary>(old: T | undefined, now: T): T {
  // Interfaces have no index signature, which is all that the types ask for here.
  return old && JSONExt.deepEqual(old as unknown as PartialJSONObject, now as unknown as PartialJSONObject) ? old : now;
}

/** The functions of all stores, by `store/function`. */
export function functionsOf(overview: Overview | null): Map<string, FunctionSummary> {
  return new Map(
    (overview?.stores ?? []).flatMap(({ store, functions }) => functions.map((fn) => [`${store.id}/${fn.id}`, fn])),
  );
}
