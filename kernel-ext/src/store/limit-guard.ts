import { evict, isOver, totalsOf } from './limits';
import type { Session } from './session';
import type { Limits, NewEntry } from './types';
import { emptyTrash } from './value-files';

/** The cap of a store without limits of its own. */
export const DEFAULT_MAX_BYTES = 10e9;
/** Evicting delays a write by this much at most; the rest is done at the next ones. */
const INLINE_MS = 20;
/** Going over a limit frees this share of it at once. */
const SLACK = 0.05;
/** Totals are read again after this long, because other kernels write too. */
const STALE_MS = 2000;
/** Entries past their age are looked for this often. */
const AGE_INTERVAL_MS = 60_000;

/** Keeps a store under its limits as it writes. */
export class LimitGuard {
  private readonly functions = new Map<number, Limits>();
  /** What may be written before the totals must be read again; an eighth of the room, as others write too. */
  private room = { bytes: 0, entries: 0 };
  private readAt = 0;
  private isTold = false;
  private readonly agedAt = new Map<number | undefined, number>();

  constructor(
    private readonly session: Session,
    private readonly limits: Limits,
    private readonly notice: (topic: string, message: string) => void,
  ) {
    session.onReplaced.push(() => {
      this.functions.clear();
      this.room = { bytes: 0, entries: 0 };
      this.isTold = false;
    });
  }

  limitFunction(functionId: number, limits: Limits): void {
    if (isLimit(limits)) this.functions.set(functionId, limits);
    else this.functions.delete(functionId);
  }

  /** Called after each write. */
  wrote({ functionId, body }: NewEntry): void {
    const own = this.functions.get(functionId);
    if (own) this.enforce(own, functionId);
    this.room.bytes -= body.bytes;
    this.room.entries -= 1;
    if (this.room.bytes < 0 || this.room.entries < 0 || Date.now() - this.readAt > STALE_MS) this.enforceStore();
  }

  private enforceStore(): void {
    const limits = { ...this.limits, maxBytes: this.limits.maxBytes ?? DEFAULT_MAX_BYTES };
    this.tell(limits.maxBytes);
    const before = totalsOf(this.session, { functionId: undefined });
    if (isOver(before, limits) && this.limits.maxBytes === undefined && before.bytes > DEFAULT_MAX_BYTES) {
      this.notice(
        'cap',
        `The cache in ${this.session.folder} has reached ${DEFAULT_MAX_BYTES / 1e9} GB; from now on old results make room for new ones. ` +
          "Set another limit with new Memory({ maxBytes: '50GB' }).",
      );
    }
    this.enforce(limits, undefined);
    const { bytes, entries } = totalsOf(this.session, { functionId: undefined });
    this.readAt = Date.now();
    this.room = { bytes: (limits.maxBytes - bytes) / 8, entries: ((limits.maxEntries ?? Infinity) - entries) / 8 };
  }

  /** Leaves the limit in the store, where the panel finds it to show the size against it. */
  private tell(maxBytes: number): void {
    if (this.isTold) return;
    this.isTold = true;
    this.session.write(() =>
      this.session
        .sql(
          `INSERT INTO meta (name, value) VALUES ('maxBytes', ?)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value`,
        )
        .run(maxBytes),
    );
  }

  private enforce(limits: Limits, functionId: number | undefined): void {
    const aged = Date.now() - (this.agedAt.get(functionId) ?? 0) > AGE_INTERVAL_MS;
    if (aged) this.agedAt.set(functionId, Date.now());
    const now = aged ? limits : { ...limits, maxAgeMs: undefined };
    const deadline = performance.now() + INLINE_MS;
    if (evict(this.session, now, { functionId, deadline, slack: SLACK }).entries > 0)
      emptyTrash(this.session, deadline);
  }
}

function isLimit({ maxBytes, maxEntries, maxAgeMs }: Limits): boolean {
  return maxBytes !== undefined || maxEntries !== undefined || maxAgeMs !== undefined;
}
