import type {
  Activity,
  Cleared,
  ClearRequest,
  Entry,
  EntryDetails,
  EntryPage,
  Found,
  FunctionDetails,
  FunctionSummary,
  Overview,
  Restored,
  Store,
  Trusted,
} from '../src/_generated/api';
import type { IEntryQuery, IMemoryClient, IPayload, ITaggedOverview } from '../src/api/client';

/** A function with the figures given and zeros for the rest. */
export function aFunction(figures: Partial<FunctionSummary> = {}): FunctionSummary {
  return {
    id: 1,
    name: 'loadPrices',
    entries: 0,
    bytes: 0,
    hits: 0,
    misses: 0,
    timeSavedMs: 0,
    lastUsed: null,
    versions: 1,
    oldEntries: 0,
    expiredEntries: 0,
    notebooks: [],
    ...figures,
  };
}

/** A usable store with the figures given and zeros for the rest. */
export function aStore(figures: Partial<Store> = {}): Store {
  return {
    id: 'aaaaaaaaaaaaaaaa',
    name: 'examples',
    path: 'examples/.tslab-memory',
    status: 'ok',
    message: '',
    entries: 0,
    bytes: 0,
    hits: 0,
    misses: 0,
    timeSavedMs: 0,
    maxBytes: null,
    ...figures,
  };
}

/** An overview of one store. */
export function anOverview(functions: FunctionSummary[], store: Partial<Store> = {}): Overview {
  const sum = (figure: 'entries' | 'bytes' | 'hits' | 'misses' | 'timeSavedMs'): number =>
    functions.reduce((total, fn) => total + fn[figure], 0);
  return {
    stores: [
      {
        store: aStore({
          entries: sum('entries'),
          bytes: sum('bytes'),
          hits: sum('hits'),
          misses: sum('misses'),
          timeSavedMs: sum('timeSavedMs'),
          ...store,
        }),
        functions,
      },
    ],
  };
}

/** An entry whose key and arguments tell its number. */
export function anEntry(number: number, figures: Partial<Entry> = {}): Entry {
  return {
    key: number.toString(16).padStart(64, '0'),
    args: `'item ${number}'`,
    bytes: 100,
    durationMs: 50,
    hits: 0,
    created: 1_700_000_000_000 - number,
    lastHit: null,
    expires: null,
    version: 'abcdef012345',
    current: true,
    notebook: null,
    ...figures,
  };
}

/** Entries that are made when they are asked for, and match each filter. */
export interface IGenerated {
  length: number;
  at: (index: number) => Entry;
}

/** A client that answers from memory and writes down what it was asked. */
export class FakeClient implements IMemoryClient {
  current: Overview = { stores: [] };
  etag: string | null = '"1"';
  failure: Error | null = null;
  allEntries: Entry[] = [];
  /** Instead of those: more than a test can hold. */
  generatedEntries: IGenerated | null = null;
  readonly asked: (string | null)[] = [];
  readonly queries: IEntryQuery[] = [];
  readonly searches: string[] = [];
  details: EntryDetails | null = null;
  stored = new Uint8Array();
  readonly cleared: string[] = [];
  readonly undone: string[] = [];
  readonly trusted: string[] = [];
  readonly limits: number[] = [];

  overview(etag: string | null): Promise<ITaggedOverview | null> {
    this.asked.push(etag);
    if (this.failure) {
      return Promise.reject(this.failure);
    }
    return Promise.resolve(etag !== null && etag === this.etag ? null : { overview: this.current, etag: this.etag });
  }

  async entries(_store: string, _fn: number, query: IEntryQuery): Promise<EntryPage> {
    this.queries.push(query);
    if (this._held) {
      await this._held;
    }
    if (this.failure) {
      throw this.failure;
    }
    const found = this._matching(query.filter);
    const { offset, limit } = query;
    const length = Math.max(0, Math.min(limit, found.length - offset));
    const entries = Array.from({ length }, (_, i) => found.at(offset + i)).filter((entry) => entry !== undefined);
    return { entries, total: found.length, offset, limit };
  }

  /** Lets pages of entries wait from now on. @returns lets them arrive */
  holdEntries(): () => void {
    let arrive = (): void => undefined;
    this._held = new Promise((resolve) => {
      arrive = resolve;
    });
    return () => {
      this._held = undefined;
      arrive();
    };
  }

  search(text: string): Promise<Found> {
    this.searches.push(text);
    if (this.failure) {
      return Promise.reject(this.failure);
    }
    const { store, functions } = this.current.stores[0] ?? { store: { id: '' }, functions: [] };
    const entries = this._matching(text).length;
    return Promise.resolve({
      functions: entries > 0 ? functions.map(({ id }) => ({ store: store.id, function: id, entries })) : [],
      searched: this.allEntries.length,
      next: null,
    });
  }

  functionDetails(): Promise<FunctionDetails> {
    return Promise.reject(new Error('no details'));
  }

  entryDetails(): Promise<EntryDetails> {
    return this.details && !this.failure
      ? Promise.resolve(this.details)
      : Promise.reject(this.failure ?? new Error('no details'));
  }

  payload(_store: string, _key: string, limit: number, from = 0): Promise<IPayload> {
    this.limits.push(limit);
    return Promise.resolve({ bytes: this.stored.slice(from, from + limit), total: this.stored.length });
  }

  activity(): Promise<Activity> {
    return Promise.resolve({ from: 0, to: 0, hours: [] });
  }

  clearEntry(store: string, key: string): Promise<Cleared> {
    return this._clear(`${store}/entry/${key}`);
  }

  clearFunction(store: string, fn: number): Promise<Cleared> {
    return this._clear(`${store}/function/${fn}`);
  }

  clearStore(store: string): Promise<Cleared> {
    return this._clear(store);
  }

  clearMatching(store: string, request: ClearRequest): Promise<Cleared> {
    return request.dryRun
      ? Promise.resolve({ entries: 3, bytes: 30, undo: null })
      : this._clear(`${store}/${JSON.stringify(request)}`);
  }

  undo(store: string, token: string): Promise<Restored> {
    if (this.failure) {
      return Promise.reject(this.failure);
    }
    this.undone.push(`${store}/${token}`);
    return Promise.resolve({ entries: 2, bytes: 20 });
  }

  trust(store: string): Promise<Trusted> {
    if (this.failure) {
      return Promise.reject(this.failure);
    }
    this.trusted.push(store);
    return Promise.resolve({ entries: 3 });
  }

  private _matching(text: string): Entry[] | IGenerated {
    return this.generatedEntries ?? this.allEntries.filter(({ args }) => args.includes(text));
  }

  private _held: Promise<void> | undefined;

  private _clear(what: string): Promise<Cleared> {
    if (this.failure) {
      return Promise.reject(this.failure);
    }
    this.cleared.push(what);
    return Promise.resolve({ entries: 2, bytes: 20, undo: `token ${this.cleared.length}` });
  }
}

/** Lets all promises that are resolved by now run. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
  }
}
