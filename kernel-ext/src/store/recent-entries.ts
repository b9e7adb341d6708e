import type { Session } from './session';
import type { StoredEntry } from './types';

/** What is held in memory at most, and of one entry. */
const MOST_BYTES = 4 * 2 ** 20;
const LARGEST_BYTES = 64 * 2 ** 10;
/** What an entry takes beside its payload and what the call printed, about. */
const ENTRY_BYTES = 512;
/** So many keys are remembered to have been read before. */
const SEEN = 2 ** 14;

interface Held {
  readonly key: Buffer;
  readonly entry: StoredEntry;
}

/** The first bytes of a key as a number, by which it is looked up. */
function shortOf(key: Buffer): number {
  return key.readUIntBE(0, 6);
}

/**
 * Rows of small entries that are hit again and again. To ask SQLite whether anyone changed the store since costs a third of
 * reading the row, so what is given is never older than the store. An entry is held from its second read on: a pass over
 * more entries than there is room for leaves no trace.
 */
export class RecentEntries {
  private readonly held = new Map<number, Held>();
  private bytes = 0;
  private turnedAway = 0;
  private seen: Uint32Array | undefined;
  /** What the store's state is called that the held rows are of; undefined when it was not asked for. */
  private version: unknown;
  /** The same of what this connection writes, which SQLite does not tell. */
  private writes = 0;

  constructor(private readonly session: Session) {}

  /** The entry of a call, if it is held and still what the store has. */
  get(key: Buffer): StoredEntry | undefined {
    const held = this.held.get(shortOf(key));
    if (held === undefined || !this.isCurrent() || !held.key.equals(key)) return undefined;
    const { expires } = held.entry;
    return expires !== null && expires <= Date.now() ? undefined : held.entry;
  }

  /** Takes note of an entry that was read a moment ago, and holds it if that was not the first time. */
  add(key: Buffer, entry: StoredEntry): void {
    const { body, output } = entry;
    const bytes = ENTRY_BYTES + (body.payload?.length ?? 0) + (output?.length ?? 0);
    if (bytes > LARGEST_BYTES || this.isNew(key)) return;
    // The state must have been the same before the row was read: asked only now, it may be of after a change.
    if (!this.isCurrent()) return;
    if (this.bytes + bytes > MOST_BYTES) {
      this.turnedAway += 1;
      // What is wanted now is not what is held.
      if (this.turnedAway > this.held.size) this.forget();
      return;
    }
    this.bytes += bytes;
    this.held.set(shortOf(key), { key, entry });
  }

  /** Whether the store is as it was when the held rows were read; they are forgotten if not. */
  private isCurrent(): boolean {
    const { writes } = this.session;
    const [version] = this.session.rawSql('PRAGMA data_version').get() as unknown[];
    if (version === this.version && writes === this.writes) return true;
    this.forget();
    this.version = version;
    this.writes = writes;
    return false;
  }

  private forget(): void {
    this.held.clear();
    this.bytes = 0;
    this.turnedAway = 0;
  }

  /**
   * Whether a key was not read before, as far as that is remembered, since this connection wrote something: among writes,
   * what is held would be given up before it is asked for. A key is a hash: any bits of it are as good as random.
   */
  private isNew(key: Buffer): boolean {
    this.seen ??= new Uint32Array(SEEN);
    const place = key.readUInt16BE(0) % SEEN;
    const mark = (key.readUInt32BE(2) + this.session.writes) >>> 0;
    if (this.seen[place] === mark) return false;
    this.seen[place] = mark;
    return true;
  }
}
