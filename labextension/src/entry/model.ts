import { VDomModel } from '@jupyterlab/ui-components';
import { decodePayload } from 'tslab-memory/dist/values/codec';

import type { EntryDetails } from '../_generated/api';
import type { IMemoryClient } from '../api/client';
import type { ApiFailure } from '../api/failure';
import { asFailure } from '../api/failure';

/** Bytes that are fetched without asking. */
export const FIRST_BYTES = 1024 * 1024;

/** Bytes that one request gives at most, and so the largest value that can be shown. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** What is known of the value. */
export type ValueState =
  | { kind: 'loading' }
  | { kind: 'gone' }
  | { kind: 'large'; total: number }
  | { kind: 'ready'; value: unknown }
  | { kind: 'unreadable'; message: string };

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

  /** Fetches the entry, and its value when that is small. */
  async load(): Promise<void> {
    this._error = null;
    try {
      this._details = await this._client.entryDetails(this.store, this.key);
    } catch (reason) {
      this._error = asFailure(reason);
    }
    this._changed();
    if (this._details) {
      await this.loadValue(FIRST_BYTES);
    }
  }

  /**
   * Fetches the value and decodes it, unless it is larger than allowed.
   *
   * @param limit - Bytes to fetch at most.
   */
  async loadValue(limit: number): Promise<void> {
    const total = this._details?.storedBytes ?? 0;
    if (total === 0) {
      this._set({ kind: 'gone' });
      return;
    }
    if (total > limit) {
      this._set({ kind: 'large', total });
      return;
    }
    this._set({ kind: 'loading' });
    try {
      const { bytes } = await this._client.payload(this.store, this.key, total);
      this._set({ kind: 'ready', value: decodePayload(bytes, { placeholders: true }) });
    } catch (reason) {
      this._set({ kind: 'unreadable', message: asFailure(reason).message });
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

  private _details: EntryDetails | null = null;
  private _error: ApiFailure | null = null;
  private _value: ValueState = { kind: 'loading' };
}
