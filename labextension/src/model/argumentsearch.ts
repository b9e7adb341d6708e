import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

/** How long typing must rest before the server is asked, in ms. */
const REST = 250;

/** Requests at a time, so that a search never holds up the panel's other requests. */
const PARALLEL = 3;

/** A function whose arguments are to be searched. */
export interface ISearched {
  store: string;
  fn: number;
}

/** Asks how many entries of a function have arguments that contain a text. */
export type Counter = (where: ISearched, text: string) => Promise<number>;

/**
 * Finds which functions have entries whose arguments contain a text. The server searches; this asks it for one
 * function after the other, and drops what is under way when the text changes.
 */
export class ArgumentSearch implements IDisposable {
  constructor(private readonly _count: Counter) {
    this._start = new Debouncer(() => this._run(), REST);
  }

  /** Emitted when an answer came in. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Whether answers are still to come. */
  get isSearching(): boolean {
    return this._isSearching;
  }

  /** Entries that match, or undefined when that is not known yet. */
  matches(where: ISearched): number | undefined {
    return this._found.get(idOf(where));
  }

  /**
   * Looks for a text; an empty one ends the search.
   *
   * @param text - Plain text.
   * @param candidates - The functions to search.
   */
  search(text: string, candidates: readonly ISearched[]): void {
    const ids = candidates.map(idOf).join(' ');
    if (text === this._text && ids === this._ids) {
      return;
    }
    if (text !== this._text) {
      this._found.clear();
    }
    this._text = text;
    this._ids = ids;
    this._queue = candidates.filter((where) => !this._found.has(idOf(where)));
    this._generation++;
    this._isSearching = text !== '' && this._queue.length > 0;
    if (this._isSearching) {
      void this._start.invoke().catch(() => undefined);
    }
  }

  /** Whether the search was disposed. */
  get isDisposed(): boolean {
    return this._start.isDisposed;
  }

  /** Ends the search; answers that are on the way are ignored. */
  dispose(): void {
    this._generation++;
    this._start.dispose();
    Signal.clearData(this);
  }

  private async _run(): Promise<void> {
    const generation = this._generation;
    const text = this._text;
    const queue = [...this._queue];
    const worker = async (): Promise<void> => {
      for (let where = queue.shift(); where && generation === this._generation; where = queue.shift()) {
        // A function that cannot be read does not match; its own row tells why when it is opened.
        const count = await this._count(where, text).catch(() => 0);
        if (generation === this._generation) {
          this._found.set(idOf(where), count);
          this._changed.emit();
        }
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    if (generation === this._generation) {
      this._isSearching = false;
      this._changed.emit();
    }
  }

  private readonly _start: Debouncer<void>;
  private readonly _found = new Map<string, number>();
  private readonly _changed = new Signal<this, void>(this);
  private _queue: ISearched[] = [];
  private _text = '';
  private _ids = '';
  private _generation = 0;
  private _isSearching = false;
}

function idOf(where: ISearched): string {
  return `${where.store}/${where.fn}`;
}
