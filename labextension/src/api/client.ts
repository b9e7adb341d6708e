import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import type {
  Activity,
  ApiError,
  Cleared,
  ClearRequest,
  EntryDetails,
  EntryPage,
  Found,
  FunctionDetails,
  Overview,
  Restored,
  Trusted,
} from '../_generated/api';
import { noteServerTime } from '../clock';
import { ApiFailure } from './failure';
import { CHANGE_LIMIT, payloadLimit, READ_LIMIT, within } from './timelimit';

/** Base of the REST API, below the server's base URL. */
const API = 'tslab-memory/api';

/** Columns by which the server sorts entries. */
export type EntrySortKey = 'created' | 'lastHit' | 'hits' | 'bytes' | 'durationMs';

/** Which part of a function's entries to fetch, and in which order. */
export interface IEntryQuery {
  offset: number;
  limit: number;
  sort: EntrySortKey;
  order: 'asc' | 'desc';
  /** Plain text to find in the arguments; empty finds all. */
  filter: string;
}

/** An overview with the tag that names its version. */
export interface ITaggedOverview {
  overview: Overview;
  etag: string | null;
}

/** A part of an entry's stored bytes. */
export interface IPayload {
  bytes: Uint8Array;
  /** How many there are in all. */
  total: number;
}

/** The calls that the panel makes; `MemoryClient` makes them over HTTP. */
export interface IMemoryClient {
  overview(etag: string | null): Promise<ITaggedOverview | null>;
  search(text: string, after: string | null, signal?: AbortSignal): Promise<Found>;
  entries(store: string, fn: number, query: IEntryQuery, signal?: AbortSignal): Promise<EntryPage>;
  functionDetails(store: string, fn: number): Promise<FunctionDetails>;
  entryDetails(store: string, key: string): Promise<EntryDetails>;
  payload(store: string, key: string, limit: number, from?: number): Promise<IPayload>;
  activity(store: string, days: number): Promise<Activity>;
  clearEntry(store: string, key: string): Promise<Cleared>;
  clearFunction(store: string, fn: number): Promise<Cleared>;
  clearStore(store: string): Promise<Cleared>;
  clearMatching(store: string, request: ClearRequest): Promise<Cleared>;
  undo(store: string, token: string): Promise<Restored>;
  trust(store: string): Promise<Trusted>;
}

/**
 * Talks to the server extension `tslab_memory`.
 *
 * Every method rejects with `ApiFailure`, whose `kind` says whether the server is
 * offline, takes too long, has no such extension, refuses, or failed.
 *
 * @example
 * const client = new MemoryClient(app.serviceManager.serverSettings);
 * const answer = await client.overview(null);
 */
export class MemoryClient implements IMemoryClient {
  constructor(private readonly _settings: ServerConnection.ISettings) {}

  /**
   * All stores with their functions.
   *
   * @param etag - Tag of the overview at hand, or null.
   * @returns The overview, or null when the one at hand is still right.
   */
  overview(etag: string | null): Promise<ITaggedOverview | null> {
    const init = etag === null ? {} : { headers: { 'If-None-Match': etag } };
    return this._request(['overview'], init, READ_LIMIT, async (response) =>
      response.status === 304
        ? null
        : { overview: (await response.json()) as Overview, etag: response.headers.get('ETag') },
    );
  }

  /**
   * Looks in all stores for functions with entries whose arguments contain a text, for about a second.
   *
   * @param text - Plain text.
   * @param after - Where to go on: the `next` of the answer before; null to begin.
   * @param signal - Gives the search up.
   */
  search(text: string, after: string | null, signal?: AbortSignal): Promise<Found> {
    const search = URLExt.objectToQueryString({ text, ...(after === null ? {} : { after }) });
    return this._json(['search'], { signal }, search);
  }

  /**
   * One page of a function's live entries.
   *
   * @param signal - Gives the request up.
   */
  entries(store: string, fn: number, query: IEntryQuery, signal?: AbortSignal): Promise<EntryPage> {
    const search = URLExt.objectToQueryString({
      limit: query.limit,
      offset: query.offset,
      sort: query.sort,
      order: query.order,
      ...(query.filter === '' ? {} : { filter: query.filter }),
    });
    return this._json(['stores', store, 'functions', String(fn), 'entries'], { signal }, search);
  }

  /** A function with its code versions. */
  functionDetails(store: string, fn: number): Promise<FunctionDetails> {
    return this._json(['stores', store, 'functions', String(fn)]);
  }

  /** An entry with the code that made it and why it is what it is. */
  entryDetails(store: string, key: string): Promise<EntryDetails> {
    return this._json(['stores', store, 'entries', key]);
  }

  /**
   * A part of the bytes that an entry stores, not decoded.
   *
   * @param limit - How many bytes at most; the server gives no more than 16 MiB at a time.
   * @param from - Where they begin.
   */
  payload(store: string, key: string, limit: number, from = 0): Promise<IPayload> {
    const init = { headers: { Range: `bytes=${from}-${from + limit - 1}` } };
    return this._request(['stores', store, 'entries', key, 'payload'], init, payloadLimit(limit), async (response) => {
      const bytes = new Uint8Array(await response.arrayBuffer());
      const total = /\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1];
      return { bytes, total: total === undefined ? bytes.length : Number(total) };
    });
  }

  /** Hits and misses of a store by hour. */
  activity(store: string, days: number): Promise<Activity> {
    return this._json(['stores', store, 'activity'], {}, URLExt.objectToQueryString({ days }));
  }

  /** Clears one entry. */
  clearEntry(store: string, key: string): Promise<Cleared> {
    return this._json(['stores', store, 'entries', key], { method: 'DELETE' });
  }

  /** Clears all entries of a function. */
  clearFunction(store: string, fn: number): Promise<Cleared> {
    return this._json(['stores', store, 'functions', String(fn), 'entries'], { method: 'DELETE' });
  }

  /** Clears all entries of a store. */
  clearStore(store: string): Promise<Cleared> {
    return this._json(['stores', store, 'entries'], { method: 'DELETE' });
  }

  /** Clears the entries that meet all conditions; with `dryRun` it only tells how many they are. */
  clearMatching(store: string, request: ClearRequest): Promise<Cleared> {
    return this._post(['stores', store, 'clear'], request);
  }

  /** Takes a clear back. Rejects with the reason 'undo_expired' when it is too late. */
  undo(store: string, token: string): Promise<Restored> {
    return this._post(['stores', store, 'undo'], { token });
  }

  /** Makes all entries of a store count as the user's own. */
  trust(store: string): Promise<Trusted> {
    return this._post(['stores', store, 'trust'], {});
  }

  private _post<T>(path: string[], body: unknown): Promise<T> {
    return this._json(path, { method: 'POST', body: JSON.stringify(body) });
  }

  private _json<T>(path: string[], init: RequestInit = {}, search = ''): Promise<T> {
    const limit = init.method === undefined ? READ_LIMIT : CHANGE_LIMIT;
    return this._request(path, init, limit, async (response) => (await response.json()) as T, search);
  }

  /** Asks, and reads the answer; both within the limit. */
  private _request<T>(
    path: string[],
    init: RequestInit,
    limit: number,
    read: (response: Response) => Promise<T>,
    search = '',
  ): Promise<T> {
    const url = URLExt.join(this._settings.baseUrl, API, ...path.map((part) => encodeURIComponent(part))) + search;
    return within(limit, init.signal, async (signal) => {
      let response: Response;
      try {
        response = await ServerConnection.makeRequest(url, { ...init, signal }, this._settings);
      } catch (reason) {
        throw new ApiFailure('offline', 0, String(reason), null);
      }
      noteServerTime(response.headers.get('Date'));
      if (response.ok || response.status === 304) {
        return read(response);
      }
      throw await failureOf(response);
    });
  }
}

async function failureOf(response: Response): Promise<ApiFailure> {
  let body: Partial<ApiError> = {};
  try {
    body = (await response.json()) as Partial<ApiError>;
  } catch {
    // A proxy or an unknown route answers with HTML; the status says enough then.
  }
  const message = body.message ?? `${response.status} ${response.statusText}`;
  const reason = body.reason ?? null;
  if (response.status === 401 || response.status === 403) {
    return new ApiFailure('forbidden', response.status, message, reason);
  }
  if (response.status === 404 && reason === null) {
    return new ApiFailure('missing', 404, message, null);
  }
  return new ApiFailure('server', response.status, message, reason);
}
