import { VDomModel } from '@jupyterlab/ui-components';
import { decodeStart } from 'tslab-memory/dist/values/codec';

import type { EntryDetails } from '../_generated/api';
import type { IMemoryClient } from '../api/client';
import type { ApiFailure } from '../api/failure';
import { asFailure } from '../api/failure';
import { decompress } from './decompress';

/** Bytes that are fetched without asking. */
export const FIRST_BYTES = 1024 * 1024;

/** Bytes that are fetched when more is asked for: as many as one request gives. */
export const MORE_BYTES = 16 * 1024 * 1024;

/** Bytes of a value that are held at most, so that a preview never fills the browser's memory. */
export const MOST_BYTES = 128 * 1024 * 1024;

/** What is known of the value. */
export type ValueState =
  { kind: 'loading' } | { kind: 'gone' } | { kind: 'ready'; value: unknown } | { kind: 'unreadable'; message: string };

/** One entry with the value it holds and the code that made it. */
export class EntryModel extends VDomModel {
  constructor(
    private readonly _client: IMemoryClient,
    readonly store: string,
    readonly key: string,
  ) {
    super();
  }

  /** What the server knows of the entry, or null before it has told. */
  get details(): EntryDetails | null {
    return this._details;
  }

  /** Why it has not told, or null. */
  get error(): ApiFailure | null {
    return this._error;
  }

  /** The value, as far as it is here. */
  get value(): ValueState {
    return this._value;
  }

  /** Why the part of the value that was asked for last has not come, or null. */
  get partError(): ApiFailure | null {
    return this._partError;
  }

  /** Bytes of the value that are here. */
  get fetched(): number {
    return this._bytes.length;
  }

  /** Bytes that the value has in all. */
  get total(): number {
    return this._total;
  }

  /** Whether more of the value can be fetched. */
  get canLoadMore(): boolean {
    return this._bytes.length < Math.min(this._total, MOST_BYTES);
  }

  /** Whether a part of the value is on its way. */
  get isFetching(): boolean {
    return this._isFetching;
  }

  /** Fetches the entry, and the beginning of its value; once, however often it is asked for while it is on the way. */
  async load(): Promise<void> {
    this._loading ??= this._load().finally(() => {
      this._loading = null;
    });
    await this._loading;
  }

  private async _load(): Promise<void> {
    this._error = null;
    this._changed();
    try {
      this._details = await this._client.entryDetails(this.store, this.key);
    } catch (reason) {
      this._error = asFailure(reason);
    }
    this._changed();
    if (this._details) {
      this._bytes = new Uint8Array();
      this._total = this._details.storedBytes;
      await this.loadMore();
    }
  }

  /**
   * Fetches the next part of the value, unless one is on its way, and decodes what is here then.
   *
   * @param limit - Bytes to fetch at most.
   */
  async loadMore(limit = this._bytes.length === 0 ? FIRST_BYTES : MORE_BYTES): Promise<void> {
    if (this._isFetching) {
      return;
    }
    if (this._total === 0) {
      this._set({ kind: 'gone' });
      return;
    }
    const from = this._bytes.length;
    this._isFetching = true;
    this._partError = null;
    this._changed();
    try {
      const part = await this._client.payload(this.store, this.key, Math.min(limit, this._total - from), from);
      if (this.isDisposed) {
        return;
      }
      this._total = part.total;
      this._bytes = joined(this._bytes, part.bytes);
      this._value = this._decoded();
    } catch (reason) {
      this._partError = asFailure(reason);
    }
    this._isFetching = false;
    this._changed();
  }

  private _decoded(): ValueState {
    try {
      return { kind: 'ready', value: decodeStart(this._bytes, this._total, { placeholders: true, decompress }) };
    } catch (reason) {
      return { kind: 'unreadable', message: asFailure(reason).message };
    }
  }

  private _set(value: ValueState): void {
    this._value = value;
    this._changed();
  }

  private _changed(): void {
    if (!this.isDisposed) {
      this.stateChanged.emit();
    }
  }

  private _loading: Promise<void> | null = null;
  private _details: EntryDetails | null = null;
  private _error: ApiFailure | null = null;
  private _partError: ApiFailure | null = null;
  private _bytes = new Uint8Array();
  private _total = 0;
  private _isFetching = false;
  private _value: ValueState = { kind: 'loading' };
}

function joined(head: Uint8Array<ArrayBuffer>, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(head.length + tail.length);
  bytes.set(head);
  bytes.set(tail, head.length);
  return bytes;
}
