import type { Cleared, ClearRequest, Overview } from '../_generated/api';
import type { IMemoryClient } from '../api/client';
import type { ApiFailure } from '../api/failure';
import { asFailure } from '../api/failure';

/** An action that failed, and why. */
export interface IActionError {
  action: 'clear' | 'undo';
  failure: ApiFailure;
}

/** What a Clear can be aimed at. */
export type ClearTarget =
  | { kind: 'entry'; store: string; function: number; key: string }
  | { kind: 'entries'; store: string; function: number; count: number; request: ClearRequest }
  | { kind: 'old'; store: string; function?: number }
  | { kind: 'expired'; store: string; function?: number }
  | { kind: 'function'; store: string; function: number }
  | { kind: 'matching'; store: string; request: ClearRequest }
  | { kind: 'store'; store: string }
  | { kind: 'all' };

/** Takes a clear back, as long as the server still can. */
export interface IUndo {
  store: string;
  token: string;
}

/** What went, in all stores together. */
export interface IClearedSum {
  entries: number;
  bytes: number;
  undo: IUndo[];
  /** Why some of it did not go, or null. */
  failure: ApiFailure | null;
}

/**
 * Clears what the target names. It never rejects: a failure is part of the result, as another store may have been cleared
 * before it.
 */
export async function performClear(
  client: IMemoryClient,
  target: ClearTarget,
  overview: Overview | null,
): Promise<IClearedSum> {
  const stores =
    target.kind === 'all'
      ? (overview?.stores ?? []).filter(({ store }) => store.entries > 0).map(({ store }) => store.id)
      : [target.store];
  const sum: IClearedSum = { entries: 0, bytes: 0, undo: [], failure: null };
  for (const store of stores) {
    try {
      const { entries, bytes, undo } = await clearIn(client, store, target);
      sum.entries += entries;
      sum.bytes += bytes;
      if (undo) {
        sum.undo.push({ store, token: undo });
      }
    } catch (reason) {
      sum.failure ??= asFailure(reason);
    }
  }
  return sum;
}

function clearIn(client: IMemoryClient, store: string, target: ClearTarget): Promise<Cleared> {
  switch (target.kind) {
    case 'entry':
      return client.clearEntry(store, target.key);
    case 'old':
      return client.clearMatching(store, { function: target.function, oldVersions: true });
    case 'expired':
      return client.clearMatching(store, { function: target.function, expired: true });
    case 'entries':
    case 'matching':
      return client.clearMatching(store, target.request);
    case 'function':
      return client.clearFunction(store, target.function);
    case 'store':
    case 'all':
      return client.clearStore(store);
  }
}
